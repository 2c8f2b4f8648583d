"""How the web server is started."""

import argparse
import os
import subprocess

import pytest

from samsvar.front.cli import serve
from samsvar.front.cli.console import Console
from samsvar.platform.access.demo import mark_demo_database
from tests.cast import NOW


def test_a_worker_that_is_killed_is_started_anew_and_the_others_answer_on(monkeypatch):
    started = []
    monkeypatch.setattr(subprocess, "Popen", lambda *command, **more: None)
    monkeypatch.setattr(os, "execv", lambda program, command: started.extend(command))
    serve.serve("127.0.0.1", 8000, 2)
    assert "--respawn-failed-workers" in started


def test_the_demos_database_is_served_with_a_word_of_the_command_that_moves_its_clock(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "serve", lambda *where: None)
    monkeypatch.delenv("SAMSVAR_CLOCK_SHIFT", raising=False)
    serve.run(argparse.Namespace(host="127.0.0.1", port=8000, workers=1), Console(as_json=False))
    assert "samsvar demo" not in capsys.readouterr().err
    mark_demo_database(NOW)
    serve.run(argparse.Namespace(host="127.0.0.1", port=8000, workers=1), Console(as_json=False))
    assert "samsvar demo" in capsys.readouterr().err
