"""The worker: what happens after the commit, in a process of its own."""

from regulars.worker.work import run_worker, work

__all__ = ["run_worker", "work"]
