"""The promise about half-finished answers, shown with a real server that is killed and started again in the middle.

What was acknowledged is there, whoever answers at once. With `--all` two hundred suppliers answer.
"""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.cast import NOW
from tests.conftest import ALL, HERE
from tests.platform.audit.test_writers import own_database
from tests.platform.delivery.post_office import free_port
from tests.subjects.due_diligence.answering import link_to, make_asked, make_version
from tests.subjects.due_diligence.chain import make_supplier

#: Suppliers that answer at once, how often each saves, and how often the server is killed.
SUPPLIERS, ROUNDS, KILLS = (200, 2, 3) if ALL else (20, 1, 1)
#: A test that hangs has failed.
SECONDS = 900 if ALL else 120


class Server:
    """The pages on a port of their own: with `--all` in the server that installations use, else in forks that are back
    at once (`serving`)."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        (folder / "static").mkdir()
        self._environment = os.environ | {
            "SAMSVAR_DATABASE_URL": own_database(folder),
            "SAMSVAR_VAR": str(folder),
            "SAMSVAR_NOW": NOW.isoformat(),
            "DJANGO_SETTINGS_MODULE": "samsvar.config.settings",
            "PYTHONPATH": os.pathsep.join([str(Path(settings.PACKAGE).parent), str(HERE.parent)]),
        }
        self._forks = None if ALL else self._run("tests.subjects.due_diligence.serving", pipes=True)
        assert self._forks is None or self._said() == "ready"
        self._process = self.start()

    def start(self) -> int:
        """The number of what answers now."""
        if self._forks is not None and self._forks.stdin is not None:
            self._forks.stdin.write(f"{self.port}\n")
            self._forks.stdin.flush()
            self._process = int(self._said())
        else:
            told = f"--interface wsgi --host 127.0.0.1 --port {self.port} --workers 1 --blocking-threads 2"
            words = ["granian", *told.split(), "--log-level", "error", "samsvar.config.wsgi:application"]
            self._process = self._run(*words).pid
        return self._process

    def kill(self) -> None:
        """All of its processes, in the middle of whatever they do; and wait until they are gone and the port free."""
        with suppress(ProcessLookupError, ChildProcessError):
            if self._forks is None:
                os.killpg(self._process, signal.SIGKILL)
                os.waitpid(self._process, 0)
            else:
                os.kill(self._process, signal.SIGKILL)
                while True:
                    os.kill(self._process, 0)
                    time.sleep(0.01)

    def end(self) -> None:
        self.kill()
        if self._forks is not None:
            self._forks.kill()
            self._forks.communicate()

    def _run(self, *words: str, pipes: bool = False) -> "subprocess.Popen[str]":
        more: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE} if pipes else {}
        command = [sys.executable, "-m", *words]
        return subprocess.Popen(command, env=self._environment, text=True, start_new_session=True, **more)

    def _said(self) -> str:
        assert self._forks is not None
        assert self._forks.stdout is not None
        return self._forks.stdout.readline().strip()


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    found = Server(folder)
    try:
        yield found
    finally:
        found.end()


class Supplier(threading.Thread):
    """Somebody who writes, saves and writes on. `acknowledged` is the last round that the server said it had saved.

    Each time the page comes it holds that one, or the one that was sent when the server was killed.
    """

    def __init__(self, number: int, secret: str, port: int) -> None:
        super().__init__(daemon=True)
        self.number, self.acknowledged = number, 0
        self._port, self._address, self._cookies = port, f"/svar/{secret}", dict[str, str]()

    def run(self) -> None:
        for turn in range(1, ROUNDS + 1):
            token, drawn, text = self._page()
            assert text in (self.says(self.acknowledged), self.says(turn)), text
            written = {"csrfmiddlewaretoken": token, "drawn": drawn, "go": "stay", "q-else": self.says(turn)}
            while self.acknowledged < turn:
                found = self._asks("POST", self._section, urlencode(written))
                if found is not None and found[0] == 303:
                    self.acknowledged = turn
                elif found is not None:
                    raise AssertionError(found)

    def says(self, turn: int) -> str:
        return "" if not turn else f"Leverandør {self.number}, runde {turn}."

    def saved(self) -> str:
        """What stands on the page."""
        return self._page()[2]

    @property
    def _section(self) -> str:
        return f"{self._address}del/more/"

    def _page(self) -> tuple[str, str, str]:
        """The form's token, what it was drawn with, and what is written in it."""
        while not self._address.endswith("/"):
            found = self._asks("GET", self._address)
            self._address = found[1] if found else self._address
        text = None
        while text is None:
            found = self._asks("GET", self._section)
            text = found[2] if found else None
        parts = [
            r'name="csrfmiddlewaretoken" value="([^"]*)"',
            r'name="drawn" value="([^"]*)"',
            r"<textarea[^>]*>([^<]*)",
        ]
        found_parts = [re.search(part, text) for part in parts]
        assert all(found_parts), text
        token, drawn, written = (unescape(part[1]) for part in found_parts if part)
        return token, drawn, written

    def _asks(self, method: str, address: str, body: str = "") -> tuple[int, str, str] | None:
        """Status, where it leads and the text; None where no answer came."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=SECONDS)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, address, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException):
            time.sleep(0.05)
            return None
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _is, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), text


@pytest.mark.django_db(transaction=True)
def test_a_killed_server_loses_nothing_it_has_acknowledged(cast: Any, tmp_path: Path) -> None:
    version, secrets = make_version(cast.enterprise), []
    for number in range(SUPPLIERS):
        supplier = make_supplier(cast.enterprise, f"Påfunn {number} AS")
        asked = make_asked(cast.enterprise, version=version, supplier=supplier, number=f"K-{number}")
        secrets.append(link_to(asked)[1])
    until = time.monotonic() + SECONDS
    with server(tmp_path) as pages:
        suppliers = [Supplier(number, secret, pages.port) for number, secret in enumerate(secrets)]
        for each in suppliers:
            each.start()
        for kill in range(KILLS):
            part = SUPPLIERS * ROUNDS // (2 * KILLS + 1)
            wanted = part * (2 * kill + 1) + random.randrange(part)
            while sum(each.acknowledged for each in suppliers) < wanted:
                assert time.monotonic() < until
                time.sleep(0.01)
            pages.kill()
            half_way = [each.acknowledged for each in suppliers]
            assert 0 < sum(half_way) < SUPPLIERS * ROUNDS
            pages.start()
        for each in suppliers:  # one that found something wrong has ended before its last round
            each.join(max(0.0, until - time.monotonic()))
        assert [each.acknowledged for each in suppliers] == [ROUNDS] * SUPPLIERS
        assert [each.saved() for each in suppliers] == [each.says(ROUNDS) for each in suppliers]
