"""Runs a command and watches it: how long it took, and how much memory it and its children held at most."""

import os
import resource
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from bench.databases import ROOT, Database

_EVERY = 0.02
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Watched:
    """Seconds from start to end; the most resident memory of the process tree in bytes; exit code and output.

    `process` is the processor's seconds, user and system, of the process and its children: what others on the machine
    hardly change.
    """

    seconds: float
    process: float
    peak: int
    code: int
    output: str


def watch(database: Database, command: list[str]) -> Watched:
    """Runs the command to its end."""
    began, before = time.perf_counter(), _processed()
    child = subprocess.Popen(
        command, env=database.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    peak = [0]
    watcher = threading.Thread(target=_watch, args=(child, peak))
    watcher.start()
    output, _nothing = child.communicate()
    seconds = time.perf_counter() - began
    watcher.join()
    return Watched(seconds, _processed() - before, peak[0], child.returncode, output)


def _processed() -> float:
    """The processor's seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(child: "subprocess.Popen[str]", peak: list[int]) -> None:
    while child.poll() is None:
        peak[0] = max(peak[0], sum(memory_of_tree(child.pid).values()))
        time.sleep(_EVERY)


def memory_of_tree(number: int) -> dict[int, int]:
    """Resident bytes of a process and its descendants, by process number."""
    try:
        parent = psutil.Process(number)
        tree = [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return {}
    found = {}
    for each in tree:
        try:
            found[each.pid] = each.memory_info().rss
        except psutil.Error:
            continue
    return found


@contextmanager
def served(database: Database, workers: int) -> Iterator[tuple[str, int]]:
    """`samsvar serve` on a free port, ended afterwards. Gives its address and process number."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = database.samsvar("serve", "--port", str(port), "--workers", str(workers))
    address = f"http://127.0.0.1:{port}"
    with open(database.var / "server.log", "w") as log:
        child = subprocess.Popen(
            command, env=database.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_for(f"{address}/hjelp", child)
            yield address, child.pid
        finally:
            _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """The server with its workers: its own group, so nobody else's process is met."""
    os.killpg(child.pid, signal.SIGTERM)
    try:
        child.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _wait_for(address: str, child: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if child.poll() is not None:
                raise RuntimeError("the server stopped; see server.log") from None
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")
