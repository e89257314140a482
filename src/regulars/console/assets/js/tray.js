// The tray: says once, in whatever tab is open, that work which was going on has ended.
import { toast } from "./toasts.js";

const KEPT = "regulars:going-on";

document.addEventListener("htmx:afterSwap", tell);

function tell() {
  const tasks = [...document.querySelectorAll("#tray-list [data-task]")];
  if (!tasks.length) return;
  const before = new Set((localStorage.getItem(KEPT) ?? "").split(" "));
  const goingOn = tasks.filter((task) => ["waiting", "running"].includes(task.dataset.state));
  localStorage.setItem(KEPT, goingOn.map((task) => task.dataset.task).join(" "));
  for (const task of tasks) {
    if (!before.has(task.dataset.task) || goingOn.includes(task)) continue;
    toast(task.dataset.says, task.dataset.state === "done" ? "good" : "bad");
  }
}
