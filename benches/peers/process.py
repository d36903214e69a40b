"""Runs a command and says what it used. One that takes too much memory or time is ended, and that is a result too."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import places


@dataclass
class Done:
    text: str  # its standard output
    errors: str
    status: int
    killed: str | None  # "memory" or "time" when it was ended for taking too much
    wall: float
    cpu: float
    memory_mib: float  # peak
    others: float | None  # cores that everything else on the machine kept busy meanwhile


def measured(command, patience, memory_gib=None):
    """Runs a command for at most `patience` seconds and in at most so much memory."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        busy, began = busy_seconds(), time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, cwd=places.ROOT)
        try:
            status, usage, killed = wait(child, began + patience, memory_gib)
        except BaseException:
            child.kill()  # an interrupt ends the solver, too
            raise
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        for file in (out, err):
            file.seek(0)
        cpu = usage.ru_utime + usage.ru_stime
        others = None if busy is None else max(0.0, busy_seconds() - busy - cpu) / max(wall, 0.1)
        scale = 2**20 if sys.platform == "darwin" else 2**10
        return Done(out.read(), err.read(), child.returncode, killed, wall, cpu, usage.ru_maxrss / scale, others)


def wait(child, deadline, memory_gib):
    """Waits for the child's end: (status, what it used, why it was ended)."""
    killed, looked = None, 0.0
    while True:
        # wait4, not communicate: the kernel then says what this very process used.
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            return status, usage, killed
        now = time.perf_counter()
        if killed is None and now > deadline:
            killed = "time"
            child.kill()
        elif killed is None and memory_gib and now - looked > 0.1:
            looked = now
            if resident_gib(child.pid) > memory_gib:
                killed = "memory"
                child.kill()
        time.sleep(0.005)


def resident_gib(pid):
    """Memory that a process holds now; 0 where the system has no such file, so that nothing is ended there."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**30
    except (OSError, IndexError, ValueError):
        return 0.0


def busy_seconds():
    """CPU seconds that the machine has worked since it started, or None where the system does not say.

    The load average would not do: it still counts the solver that ran just before.
    """
    try:
        user, nice, system, _, _, irq, softirq = map(int, Path("/proc/stat").read_text().split()[1:8])
    except (OSError, ValueError):
        return None
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def machine_gib():
    """The machine's memory."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
