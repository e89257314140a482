// What a page asks for by itself: it fails quietly, for nobody waits for it, and it keeps nobody
// signed in who has gone away.
export const UNASKED = { "Regulars-Unasked": "yes" };

export function isUnasked(event) {
  return event.detail.elt?.matches?.("[data-unasked]") ?? false;
}

document.addEventListener("htmx:configRequest", (event) => {
  const isRedrawn = event.detail.triggeringEvent?.type === "refresh";
  if (isUnasked(event) || isRedrawn) Object.assign(event.detail.headers, UNASKED);
});
