"""The tray, asked for by the page and again while something goes on."""

from regulars.console.pages import Answered, Call, Page, Route, route
from regulars.console.tray.views import TaskRow, Tray
from regulars.runtime.tasks import Task, own_tasks
from regulars.runtime.tx import Tx


@route("GET", "/tasks", None)
async def tray(call: Call, tx: Tx) -> Answered:
    """Only what the reader began: nobody is told of others' work, nor of another tenant's."""
    template = "tray/list.html" if call.is_fragment else "tray/tasks.html"
    return Page(template, Tray(tuple(_row(task) for task in await own_tasks(tx))))


ROUTES: tuple[Route, ...] = (tray,)


def _row(task: Task) -> TaskRow:
    return TaskRow(
        str(task.id),
        task.kind,
        "stalled" if task.is_stalled else task.state,
        task.done,
        task.total,
        task.outcome,
        task.finished_at or task.started_at,
    )
