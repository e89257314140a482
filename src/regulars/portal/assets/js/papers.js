// What a script adds to handing papers in: large buttons, photographs made smaller before they
// leave, and how far they have come.
const SIDE = 2_400; // pixels: as large as a page is kept
const SMALL = 700_000; // bytes: not worth the work

document.documentElement.classList.add("scripted");
follow();

function follow() {
  const form = document.querySelector("[data-papers]");
  if (!form) return;
  for (const side of form.querySelectorAll("[data-side]")) side.addEventListener("change", ({ target }) => choose(side, target));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}

// The camera or a file: whichever was chosen last counts.
function choose(side, used) {
  const [chosen] = used.files;
  for (const input of side.querySelectorAll("input")) if (chosen && input !== used) input.value = "";
  const names = [...side.querySelectorAll("input")].map((input) => input.files[0]?.name).filter(Boolean);
  const told = side.querySelector("output");
  told.textContent = names.join();
  told.hidden = !names.length;
}

async function send(form) {
  const { button, sending, bar, fault } = parts(form);
  button.disabled = true;
  sending.hidden = false;
  fault.hidden = true;
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.onprogress = ({ loaded, total }) => (bar.value = (100 * loaded) / total);
  request.onload = () => show(request);
  request.onerror = request.onabort = () => {
    fault.textContent = form.dataset.lost;
    fault.hidden = false;
    sending.hidden = true;
    button.disabled = false;
  };
  request.send(await written(form));
}

function parts(form) {
  const [button, sending, bar, fault] = ["button", ".sending", "progress", "[data-fault]"].map((one) => form.querySelector(one));
  return { button, sending, bar, fault };
}

async function written(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) {
    if (value instanceof File) data.set(name, await smaller(value), "paper");
  }
  return data;
}

// What a browser cannot draw goes as it is, and the server says what is wrong with it.
async function smaller(file) {
  if (!file.type.startsWith("image/") || file.size < SMALL) return file;
  try {
    const drawn = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(drawn.width * scale);
    canvas.height = Math.round(drawn.height * scale);
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((give) => canvas.toBlob(give, "image/jpeg", 0.85));
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}

// The answer is a page: its middle takes the place of this one's. Elsewhere is gone to.
function show(request) {
  const there = new URL(request.responseURL);
  if (there.pathname !== location.pathname) {
    location.assign(there);
    return;
  }
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = document.querySelector("main");
  main.replaceChildren(...page.querySelector("main").childNodes);
  follow();
  scrollTo(0, 0);
  (main.querySelector("[aria-invalid]") ?? main).focus();
}
