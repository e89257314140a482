// The tray: says once, in a tab that saw it going on, that long work has ended.
import { toast } from "./toasts.js";

let goingOn = new Set();

document.addEventListener("htmx:afterSwap", () => {
  const tasks = [...document.querySelectorAll("#tray-list [data-task]")];
  const before = goingOn;
  goingOn = new Set(tasks.filter(isGoingOn).map((task) => task.dataset.task));
  for (const task of tasks) {
    if (!before.has(task.dataset.task) || isGoingOn(task)) continue;
    toast(task.dataset.says, task.dataset.state === "done" ? "good" : "bad");
  }
});

function isGoingOn(task) {
  return ["waiting", "running"].includes(task.dataset.state);
}
