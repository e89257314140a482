"""Become a PostgreSQL program: leave root, ask to be told when the parent dies, exec.

Run by a bare interpreter, not imported: `preexec_fn` may deadlock in a process with threads, and
only a process that is still root can start an interpreter that lies under /root.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}


def become(parent: int, death_signal: int, uid: int, gid: int, program: list[str]) -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)

    # A shell's background job ignores SIGINT and hands that down; the mask is handed down too.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())

    # After the change of user, which would clear it. It survives the exec.
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    # The parent may have died before we asked; then nobody will ever tell us.
    if os.getppid() != parent:
        sys.exit("The parent is gone.")

    os.execve(program[0], program, ENVIRONMENT)  # noqa: S606 - our own command line


if __name__ == "__main__":
    parent, death_signal, uid, gid = map(int, sys.argv[1:5])
    become(parent, death_signal, uid, gid, sys.argv[5:])
