"""`feedhouse build` in a process of its own: what it says, how long it takes, and its memory at its peak."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

KILOBYTES = 1024 if sys.platform != "darwin" else 1 << 20  # of a megabyte, in the kernel's unit
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
WAITER = """
import os, resource, sys
code = os.waitstatus_to_exitcode(os.waitpid(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ), 0)[1])
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
COMMAND = shutil.which("feedhouse", path=str(Path(sys.executable).parent)) or "feedhouse"


@dataclass(frozen=True, slots=True)
class Run:
    """One whole process."""

    code: int
    said: str
    seconds: float
    megabytes: float


def run(folder: Path) -> Run:
    """`feedhouse build` in a process of its own. The kernel counts a parent's memory as its child's until that starts:
    so a small process stands between, and waits for it."""
    with (folder / "stderr").open("w+b") as said:
        started = time.perf_counter()
        command = [COMMAND, "build", "--jobs", "1", "--config", str(folder / "feedhouse.toml")]
        done = subprocess.run(
            [sys.executable, "-S", "-c", WAITER, *command],
            stdout=subprocess.PIPE,
            stderr=said,
            cwd=folder,
            check=True,
            env=COMPILED,
        )
        seconds = time.perf_counter() - started
        said.seek(0)
        code, peak = map(int, done.stdout.split())
        return Run(code, said.read().decode(), seconds, peak / KILOBYTES)
