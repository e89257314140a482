// Asks the browser for a passkey, and sends what it answers as a form.
document.addEventListener("htmx:afterSwap", () => {
  for (const asked of document.querySelectorAll("[data-passkey]:not([data-begun])")) {
    asked.dataset.begun = "";
    answer(asked).catch(() => show(asked, "failed"));
  }
});

async function answer(asked) {
  const options = JSON.parse(asked.dataset.options);
  const host = options.rpId ?? options.rp.id;
  if (!window.PublicKeyCredential || (location.hostname !== host && !location.hostname.endsWith(`.${host}`))) {
    return show(asked, "elsewhere");
  }
  const credential = await (asked.dataset.passkey === "create" ? created(options) : gotten(options));
  send(asked, written(credential));
}

function created(options) {
  return navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: listed(options.excludeCredentials),
    },
  });
}

function gotten(options) {
  return navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: listed(options.allowCredentials),
    },
  });
}

const listed = (known) => (known ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

function written({ id, rawId, type, response, authenticatorAttachment }) {
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = text(response[part]);
  }
  return { id, rawId: text(rawId), type, authenticatorAttachment, clientExtensionResults: {}, response: said };
}

// As a page of ours would: an ordinary form, or through the dialog that asked.
function send(asked, credential) {
  const { address, name, returnTo, csrf } = asked.dataset;
  const values = { answer: JSON.stringify(credential), name, return_to: returnTo, csrf };
  const dialog = asked.closest("dialog");
  if (dialog) {
    htmx.ajax("POST", address, { target: dialog, swap: "outerHTML", values });
    return;
  }
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [key, value] of Object.entries(values)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: key, value });
    form.append(input);
  }
  asked.append(form);
  form.submit();
}

function show(asked, what) {
  asked.querySelector("[data-waiting]").hidden = true;
  asked.querySelector(`[data-${what}]`).hidden = false;
}

function bytes(base64url) {
  const plain = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
