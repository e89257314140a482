// Home: the chart as the picture of its table, and figures that follow the facts. Loaded by this
// page alone, for the sake of its weight.
import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { UNASKED } from "./unasked.js";

use([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

const REFRESH_MILLISECONDS = 3_000;
const CORNER_PIXELS = 3;
const root = document.documentElement;
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
const isMirrored = root.dir === "rtl";
const counts = new Intl.NumberFormat(`${root.lang}-AE`, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(`${root.lang}-AE`, { notation: "compact" });

const home = document.getElementById("home");
const host = home.querySelector("[data-chart]");
const chart = init(host, null, { renderer: "canvas" });

for (const details of home.querySelectorAll(".home-numbers")) {
  details.open = false;
  details.dataset.drawn = "";
}
draw();

// The table is the source: what is drawn is what is written there.
function read() {
  const table = document.getElementById(host.dataset.chart);
  const names = [...table.querySelectorAll("thead [data-series]")];
  const rows = [...table.tBodies[0].rows];
  return {
    labels: rows.map((row) => row.cells[0].textContent.trim()),
    series: names.map((name, place) => ({
      id: name.dataset.series,
      name: name.textContent.trim(),
      data: rows.map((row) => Number(row.querySelectorAll("[data-many]")[place].dataset.many)),
    })),
  };
}

// Colours come from the page's own, as the theme has them now.
function colourOf(series) {
  return getComputedStyle(home.querySelector(`.legend [data-series="${series}"]`)).backgroundColor;
}

function draw() {
  const { labels, series } = read();
  const seen = getComputedStyle(host);
  const ink = seen.color;
  const line = seen.borderTopColor;
  const font = seen.fontFamily;
  const sheet = getComputedStyle(host.closest(".card"));
  chart.setOption({
    animation: !isStill,
    animationDuration: 300,
    textStyle: { fontFamily: font },
    grid: { left: 8, right: 8, top: 16, bottom: 4, outerBoundsMode: "same", containLabel: true },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      axisPointer: { type: "shadow", shadowStyle: { color: line, opacity: 0.4 } },
      backgroundColor: sheet.backgroundColor,
      borderColor: line,
      textStyle: { color: sheet.color, fontFamily: font, fontSize: 12 },
      formatter: told,
    },
    xAxis: {
      type: "category",
      data: labels,
      inverse: isMirrored,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: line } },
      axisLabel: { color: ink, hideOverlap: true, fontSize: 11 },
    },
    yAxis: {
      type: "value",
      position: isMirrored ? "right" : "left",
      minInterval: 1,
      splitNumber: 4,
      splitLine: { lineStyle: { color: line } },
      axisLabel: { color: ink, fontSize: 11, formatter: (value) => short.format(value) },
    },
    series: series.map(({ id, name, data }, place) => ({
      id,
      name,
      type: "bar",
      stack: "all",
      barMaxWidth: 36,
      data: data.map((value, at) => ({
        value,
        itemStyle: { borderRadius: isTop(series, place, at) ? [CORNER_PIXELS, CORNER_PIXELS, 0, 0] : 0 },
      })),
      itemStyle: { color: colourOf(id) },
    })),
  });
}

// Another theme: colours are what they will be once the page's own transitions are over.
function redraw() {
  const fading = document.getAnimations().filter((one) => one instanceof CSSTransition);
  Promise.allSettled(fading.map((one) => one.finished)).then(draw);
}

function isTop(series, place, at) {
  return series.slice(place + 1).every(({ data }) => data[at] === 0);
}

function told(points) {
  const all = points.reduce((sum, point) => sum + point.value, 0);
  const lines = points.filter(({ value }) => value > 0).reverse();
  return [
    `${points[0].name}  ${counts.format(all)}`,
    ...lines.map(({ seriesName, value }) => `${seriesName}  ${counts.format(value)}`),
  ].join("\n");
}

new ResizeObserver(() => chart.resize()).observe(host);
new MutationObserver(redraw).observe(root, { attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
document.fonts.ready.then(draw);

// Escape puts an explanation away without leaving it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const one of home.querySelectorAll(".explains:is(:hover, :focus)")) one.dataset.putAway = "";
});
for (const name of ["pointerleave", "blur"]) {
  home.addEventListener(name, ({ target }) => target.removeAttribute?.("data-put-away"), true);
}

// Facts come in swarms: the first is followed after a while, and the rest along with it.
let timer = 0;

document.addEventListener("regulars:fact", ({ detail }) => {
  // A fact about somebody whom this session does not see has no name.
  if (!detail.name.startsWith("customers.")) return;
  timer ||= setTimeout(refresh, REFRESH_MILLISECONDS);
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && home.dataset.isStale !== undefined) refresh();
});

async function refresh() {
  timer = 0;
  // Nobody looks: once they do, everything is asked for at once.
  if (document.hidden) return void (home.dataset.isStale = "");
  delete home.dataset.isStale;
  const headers = { "HX-Request": "true", ...UNASKED };
  const answer = await fetch(home.dataset.homePage, { headers }).catch(() => null);
  if (answer?.status !== 200) return;
  const sent = new DOMParser().parseFromString(await answer.text(), "text/html");
  let isOther = false;
  for (const part of home.querySelectorAll("[data-part]")) {
    const now = sent.querySelector(`[data-part="${part.dataset.part}"]`);
    // What stays the same is left alone, and so is what somebody's focus is in.
    if (!now || now.innerHTML === part.innerHTML || part.contains(document.activeElement)) continue;
    part.replaceChildren(...now.childNodes);
    isOther ||= part.dataset.part === "growth-numbers";
  }
  if (isOther) draw();
}
