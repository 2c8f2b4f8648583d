from pathlib import Path

import pytest

from tests.dev.test_texts import load

command = load("test")


def tally(passed: list[str], skipped: dict[str, str]) -> dict[str, object]:
    return {"passed": passed, "failed": [], "skipped": skipped}


def test_a_test_skipped_on_one_database_and_run_on_the_other_is_not_missing() -> None:
    sqlite = tally(["a", "b"], {"c": "needs PostgreSQL", "d": "no Chromium"})
    postgresql = tally(["b", "c"], {"d": "no Chromium"})
    assert command.ran_nowhere([sqlite, postgresql]) == {"no Chromium": 1}
    assert command.ran_nowhere([sqlite]) == {"needs PostgreSQL": 1, "no Chromium": 1}


def test_the_closing_lines_tell_what_ran_what_did_not_and_what_is_wrong() -> None:
    nowhere = command.ran_nowhere([tally([], {"d": "no Chromium"})])
    text = command.closing(["types"], {"on SQLite": tally(["a"] * 1200, {})}, nowhere, 125.0)
    assert text.splitlines() == [
        "Tests passed: 1,200 on SQLite. It took 2 min.",
        "Not run on this machine: 1 – no Chromium.",
        "Not well: types.",
    ]
    assert command.closing([], {}, command.ran_nowhere([]), 1.0).endswith("All is well.")


def test_a_path_is_taken_from_where_the_person_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "test_x.py").touch()
    monkeypatch.chdir(tmp_path)
    assert command.whole("test_x.py::test_one") == f"{tmp_path}/test_x.py::test_one"
    assert command.whole("-k") == "-k"


def test_a_skip_fails_where_none_is_allowed_unless_real_data_is_lacking(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMSVAR_NO_SKIPS", "1")
    monkeypatch.setattr(command, "CHECKS", {})
    monkeypatch.setattr(command, "postgresql_here", lambda: True)
    for reason, ends in (("no Chromium", 1), ("SAMSVAR_REAL_DATA is not set", 0)):
        monkeypatch.setattr(
            command, "tests", lambda name, words, environment, part, why=reason: (True, tally([], {"d": why}))
        )
        assert command.everything({}) == ends
    assert "tests that ran nowhere" in capsys.readouterr().out
