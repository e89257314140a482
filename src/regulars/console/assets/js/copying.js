// Copies what a button carries.
import { toast } from "./toasts.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(button.dataset.copies);
    toast(document.body.dataset.sayCopied);
  } catch {
    toast(document.body.dataset.sayFailed, "bad");
  }
});
