// Writes everything the pages load into console/built/, each file named by its content.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { lands } from "./lands.mjs";

const here = dirname(fileURLToPath(import.meta.url));
// The pages of customers have assets of their own, small ones, kept beside the console's.
const portal = join(here, "..", "..", "portal", "assets");
const finished = join(here, "..", "built");
// Beside it until it is whole: a server that starts meanwhile finds the old one.
const built = join(here, "..", "built.next");
const scratch = join(built, ".scratch");
const packages = createRequire(import.meta.url);
const folderOf = (name) => dirname(packages.resolve(`${name}/package.json`));
const manifest = {};

rmSync(built, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });

keepFonts();
keep("app.css", styles());
keep("app.js", bundled("app.js"));
keep("home.js", bundled("home.js"));
keep("map.js", bundled("map.js"));
keep("map.css", bundled("map.css", "css"));
for (const [name, land] of Object.entries(lands(packages))) keep(name, JSON.stringify(land));
keep("htmx.js", readFileSync(join(folderOf("htmx.org"), "dist", "htmx.min.js")));
keep("icons.svg", icons(here));
keep("portal.css", Buffer.concat([arabic(), bundled("portal.css", "css", portal)]));
keep("portal.js", bundled("portal.js", "js", portal));
keep("papers.js", bundled("papers.js", "js", portal));
keep("portal.svg", icons(portal));
keep("mark.svg", readFileSync(join(here, "mark.svg")));

writeFileSync(join(built, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
rmSync(scratch, { recursive: true });
rmSync(finished, { recursive: true, force: true });
renameSync(built, finished);

function keep(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const ending = extname(name);
  manifest[name] = `${name.slice(0, -ending.length)}.${hash}${ending}`;
  writeFileSync(join(built, manifest[name]), content);
}

// Font files carry their package version in the name, so they can be cached for ever too.
function keepFonts() {
  const wanted = JSON.parse(readFileSync(join(here, "fonts.json"), "utf8"));
  const faces = wanted.map(({ package: name, file, family, weight, subset }) => {
    const { version } = JSON.parse(readFileSync(join(folderOf(name), "package.json"), "utf8"));
    const ranges = JSON.parse(readFileSync(join(folderOf(name), "unicode.json"), "utf8"));
    const kept = file.replace(/\.woff2$/, `-${version}.woff2`);
    cpSync(join(folderOf(name), "files", file), join(built, kept));
    manifest[file] = kept;
    return (
      `@font-face{font-family:"${family}";font-style:normal;font-weight:${weight};` +
      `font-display:swap;src:url("./${kept}") format("woff2");unicode-range:${ranges[subset]}}`
    );
  });
  writeFileSync(join(scratch, "fonts.css"), faces.join("\n"));
}

// Phones have Latin type of their own, and Arabic type that is seldom good at small sizes.
function arabic() {
  const faces = readFileSync(join(scratch, "fonts.css"), "utf8").split("\n");
  return Buffer.from(faces.filter((face) => face.includes("arabic-400") || face.includes("arabic-600")).join("\n") + "\n");
}

function styles() {
  const command = join(folderOf("@tailwindcss/cli"), "dist", "index.mjs");
  const output = join(scratch, "app.css");
  const args = ["--input", join(here, "css", "app.css"), "--output", output, "--minify"];
  execFileSync(process.execPath, [command, ...args], { stdio: "pipe" });
  return readFileSync(join(scratch, "fonts.css"), "utf8") + "\n" + readFileSync(output, "utf8");
}

// Pictures of a style sheet come inside it: what a page loads has a name of its own content.
function bundled(name, folder = "js", from = here) {
  const { outputFiles } = buildSync({
    entryPoints: [join(from, folder, name)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    loader: { ".png": "dataurl" },
  });
  return outputFiles[0].contents;
}

function icons(from) {
  const names = readFileSync(join(from, "icons.txt"), "utf8").split("\n").filter(Boolean);
  const symbols = names.map((name) => {
    const drawn = readFileSync(join(folderOf("lucide-static"), "icons", `${name}.svg`), "utf8");
    const inside = drawn.slice(drawn.indexOf(">", drawn.indexOf("<svg")) + 1, drawn.indexOf("</svg>"));
    return `<symbol id="${name}" viewBox="0 0 24 24">${inside.replace(/\s*\n\s*/g, "")}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}
