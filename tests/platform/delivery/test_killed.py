"""The promise about mail, shown with processes that are killed at random moments.

Nobody gets a message twice, at most one is uncertain for each sender that was in the middle of one when it or the mail
server was killed, and none is lost in silence. With `--all` five thousand messages are sent.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.conftest import ALL, HERE
from tests.platform.audit.test_writers import own_database
from tests.platform.delivery.post_office import free_port

#: A test that hangs has failed.
SECONDS = 3600 if ALL else 300
#: Messages, kills, and how long one goes on between them, in seconds.
MESSAGES, KILLS, LONGEST = (5_000, 150, 0.6) if ALL else (90, 10, 0.12)


class Forks:
    """The process that forks, and what it has forked."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        assert self._said() == "ready"
        self.alive: set[int] = set()

    def start(self, *words: object) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        child = int(self._said())
        self.alive.add(child)
        return child

    def kill(self, child: int) -> bool:
        """Kill it, and wait until it is gone and its port free. Whether it was there to be killed."""
        if self.is_done(child):
            return False
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        self.wait(child)
        return True

    def is_done(self, child: int) -> bool:
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            self.alive.discard(child)
            return True
        return False

    def wait(self, child: int) -> None:
        until = time.monotonic() + SECONDS
        while not self.is_done(child):
            assert time.monotonic() < until
            time.sleep(0.01)

    def report(self) -> Any:
        self.start("report")
        return json.loads(self._said())

    def _said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@contextmanager
def forks(folder: Path, module: str = "tests.platform.delivery.killing") -> Iterator[Forks]:
    environment = os.environ | {
        "SAMSVAR_DATABASE_URL": own_database(folder),
        "SAMSVAR_VAR": str(folder),
        "SAMSVAR_PROCESS": "command",
        "SAMSVAR_MAIL_FROM": "samsvar@example.org",
        "DJANGO_SETTINGS_MODULE": "samsvar.config.settings",
        "PYTHONPATH": os.pathsep.join([str(Path(settings.PACKAGE).parent), str(HERE.parent)]),
    }
    environment.pop("SAMSVAR_NOW", None)
    command = [sys.executable, "-m", module, str(folder)]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    started: Forks | None = None
    try:
        started = Forks(process)
        yield started
    finally:
        for child in started.alive if started else ():
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        process.kill()
        process.communicate()


class Work:
    """The mail server and some senders, each started again when it has been killed or has ended itself."""

    def __init__(self, made: Forks, folder: Path, senders: int) -> None:
        self._made, self._port, self._ends = made, free_port(), folder / "ends"
        self._ends.touch()
        self.office = made.start("office", self._port)
        self.senders = [made.start("sender", self._port) for _ in range(senders)]
        self.killed = 0

    def ends(self) -> list[list[str]]:
        return [line.split() for line in self._ends.read_text(encoding="utf-8").splitlines()]

    def uncertain_at_most(self) -> int:
        """One for each sender that was ended, and for each sender that the ended server may have been talking to."""
        own = Counter(who for who, _number in self.ends())
        return self.killed + own["sender"] + own["office"] * len(self.senders)

    def kill(self) -> None:
        """One of them, by chance."""
        if random.random() < 0.3:
            self.killed += len(self.senders) if self._made.kill(self.office) else 0
        else:
            self.killed += self._made.kill(random.choice(self.senders))

    def mend(self) -> bool:
        """Starts those that are gone before the outbox was empty. Whether anybody is still at work."""
        if self._made.is_done(self.office):
            self.office = self._made.start("office", self._port)
        at_work = False
        for place, sender in enumerate(self.senders):
            gone = self._made.is_done(sender)
            if gone and ["done", str(sender)] not in self.ends():
                self.senders[place] = self._made.start("sender", self._port)
                gone = False
            at_work = at_work or not gone
        return at_work


def kill_and_judge(made: Forks, folder: Path, senders: int, messages: int) -> None:
    """Lets senders empty the outbox while they and the mail server are killed, and holds the promise against it."""
    work = Work(made, folder, senders)
    kills, until = KILLS, time.monotonic() + SECONDS
    while work.mend():
        assert time.monotonic() < until
        time.sleep(random.uniform(0.01, LONGEST))
        if kills:
            kills -= 1
            work.kill()
    told = made.report()
    taken, found = Counter((folder / "taken").read_text(encoding="utf-8").split()), told["found"]
    sent, uncertain = set(found["sent"]), set(found.get("uncertain", []))
    assert max(taken.values()) == 1
    assert set(found) <= {"sent", "uncertain"}
    assert len(found["sent"]) + len(uncertain) == messages
    assert sent <= set(taken) <= sent | uncertain
    assert len(uncertain) <= work.uncertain_at_most()
    assert told["settled"] == told["lost"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("senders", [1, 2])
def test_whoever_is_killed_nobody_gets_it_twice_and_none_is_lost_in_silence(tmp_path: Path, senders: int) -> None:
    with forks(tmp_path) as made:
        made.wait(made.start("queue", MESSAGES))
        kill_and_judge(made, tmp_path, senders, MESSAGES)
