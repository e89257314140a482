// What a script adds to handing in papers and pictures: photographs made smaller before they leave,
// and how far they have come. A form says how large they are kept, in pixels.
const SMALL = 700_000; // bytes: not worth the work

follow();

function follow() {
  const form = document.querySelector("[data-sends]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    // Another button takes away what is there, and sends nothing.
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    send(form);
  });
  if (!("atOnce" in form.dataset)) return;
  parts(form).button.hidden = true;
  form.addEventListener("change", ({ target }) => target.files?.length && send(form));
}

async function send(form) {
  const { button, sending, bar, fault } = parts(form);
  button.disabled = true;
  sending.hidden = false;
  fault.hidden = true;
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.onprogress = ({ loaded, total }) => (bar.value = (100 * loaded) / total);
  request.onload = () => show(request, new URL(form.action));
  request.onerror = request.onabort = () => {
    fault.textContent = form.dataset.lost;
    fault.hidden = false;
    sending.hidden = true;
    button.disabled = button.hidden = false;
  };
  request.send(await written(form));
}

function parts(form) {
  const [button, sending, bar, fault] = ["[data-saves]", ".sending", "progress", "[data-fault]"].map((one) => form.querySelector(one));
  return { button, sending, bar, fault };
}

async function written(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) {
    if (value instanceof File) data.set(name, await smaller(value, Number(form.dataset.sends)), "paper");
  }
  return data;
}

// What a browser cannot draw goes as it is, and the server says what is wrong with it.
async function smaller(file, side) {
  if (!file.type.startsWith("image/") || file.size < SMALL) return file;
  try {
    const drawn = await createImageBitmap(file);
    const scale = Math.min(1, side / Math.max(drawn.width, drawn.height));
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
function show(request, action) {
  const there = new URL(request.responseURL);
  if (![location.pathname, action.pathname].includes(there.pathname)) {
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
