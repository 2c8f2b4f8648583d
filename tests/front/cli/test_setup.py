"""Every command: help with an example, one document with --json, and never a traceback."""

import json
import subprocess
import sys
from importlib import import_module

import pytest
from django.db import OperationalError, ProgrammingError

from samsvar.front.cli import main
from samsvar.front.cli.console import PIPE_CLOSED
from samsvar.front.cli.setup import parser

#: Commands that stop soon and need nothing from outside, with what they are called with.
ASKED = {
    "assess": ["--enterprise", "912345674"],
    "audit": ["verify"],
    "check": [],
    "import": ["org-units", __file__],
    "person": ["list"],
    "worker": ["--once"],
}


@pytest.mark.parametrize("command", main.COMMANDS)
def test_the_help_of_every_command_shows_an_example(command: str) -> None:
    text = parser(command, import_module(main.COMMANDS[command])).format_help()
    assert f"samsvar {command}" in text.partition("Example")[2]


@pytest.mark.parametrize("act", ["verify", "anchor"])
def test_the_help_of_each_act_of_audit_shows_an_example(act: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main.main(["audit", act, "--help"]) == 0
    assert f"Example: samsvar audit {act}" in capfd.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["nosuch"],
        ["init", "--nosuch"],
        ["import", "nosuch", "file.csv"],
        ["person", "add", "kari@example.org", "--role", "queen", "--unit", "NHN"],
        ["statement", "--enterprise", "912345674", "--year", "soon", "--out", "a.pdf"],
    ],
)
def test_wrong_use_is_told_in_one_document_and_with_code_two(
    words: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main.main([*words, "--json"]) == 2
    said = capfd.readouterr()
    assert json.loads(said.out)["error"]["code"] == "usage"
    assert said.err


def test_wrong_use_is_told_in_the_language_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    said = []
    for language in ("nn", "en"):
        assert main.main(["assess", "--language", language, "--json"]) == 2
        said.append(json.loads(capfd.readouterr().out)["error"]["message"])
    assert said[0].startswith("Slik bruker ein")
    assert said[1].startswith("This is not how")


def test_what_argparse_says_is_told_in_the_language_asked_for_too(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMSVAR_LANGUAGE", "nn")
    assert main.main(["assess"]) == 2
    assert "feil: desse argumenta må vere med: --enterprise" in capfd.readouterr().err
    assert main.main(["finnast-ikkje", "--language", "nb", "--json"]) == 2
    told = json.loads(capfd.readouterr().out)["error"]["message"]
    assert told == "Det finnes ingen kommando finnast-ikkje. Se: samsvar --help"
    assert main.main(["assess", "--language", "en"]) == 2
    assert "error: the following arguments are required" in capfd.readouterr().err


def test_a_command_ends_quietly_where_nobody_reads_on() -> None:
    act = (
        "from samsvar.front.cli.console import while_read as act; import sys; sys.exit(act(lambda: print('x' * 10**6)))"
    )
    running = subprocess.Popen([sys.executable, "-c", act], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.close()  # as `head` does when it has what it wants
    _nothing, said = running.communicate()
    assert (running.returncode, said) == (PIPE_CLOSED, b"")


@pytest.mark.parametrize("command", ASKED)
@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (OperationalError("no such table: organisation_orgunit"), "no_database"),
        (OperationalError("no such column: wheel_activity.counts_from"), "older_database"),
        (ProgrammingError('column "counts_from" of relation "wheel_activity" does not exist'), "older_database"),
        (OperationalError("database is locked"), "database_busy"),
        (ZeroDivisionError("by zero"), "unexpected"),
    ],
)
def test_what_nobody_foresaw_is_told_without_a_traceback(
    command: str,
    problem: Exception,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def fail(*_words: object) -> int:
        raise problem

    monkeypatch.setattr(import_module(main.COMMANDS[command]), "run", fail)
    assert main.main([command, *ASKED[command], "--json"]) == 2
    said = capfd.readouterr()
    assert json.loads(said.out)["error"]["code"] == code
    assert "Traceback" not in said.err
