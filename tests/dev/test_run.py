import importlib.machinery
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("run_command", str(ROOT / "run"))
    spec = importlib.util.spec_from_loader("run_command", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_a_step_is_due_when_a_cause_changes_or_the_folder_moves(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cause, mark = tmp_path / "lock", tmp_path / "mark"
    cause.write_text("one")
    assert run.is_due(mark, [cause])
    mark.write_text(run.fingerprint([cause]))
    assert not run.is_due(mark, [cause])
    cause.write_text("two")
    assert run.is_due(mark, [cause])
    mark.write_text(run.fingerprint([cause]))
    monkeypatch.setattr(run, "HERE", tmp_path / "elsewhere")
    assert run.is_due(mark, [cause])


def test_without_venv_the_one_package_to_install_is_named(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else known(name))
    with pytest.raises(SystemExit):
        run.install_packages()
    assert "apt install python3-venv" in capsys.readouterr().err


def test_a_node_that_is_too_old_or_broken_counts_as_none(run: ModuleType) -> None:
    assert run.major("v22.3.1") == 22
    assert run.major("") == 0
    assert run.output([sys.executable, "-c", "raise SystemExit(1)"]) == ""


def test_a_command_runs_where_the_person_stands_and_unknown_ones_are_told_of(tmp_path: Path) -> None:
    if not (ROOT / ".venv" / ".installed").exists():
        pytest.skip("not set up by ./run")
    where = subprocess.run([ROOT / "run", "pwd"], cwd=tmp_path, capture_output=True, text=True)
    assert where.stdout.strip() == os.path.realpath(tmp_path)
    unknown = subprocess.run([ROOT / "run", "no-such-command"], cwd=tmp_path, capture_output=True, text=True)
    assert (unknown.returncode, "no-such-command" in unknown.stderr) == (1, True)


def test_help_needs_no_environment(tmp_path: Path) -> None:
    (tmp_path / "run").write_bytes((ROOT / "run").read_bytes())
    told = subprocess.run([sys.executable, tmp_path / "run", "--help"], capture_output=True, text=True)
    assert told.stdout.startswith("Set up Samsvar and run it.")
    assert not (tmp_path / ".venv").exists()
