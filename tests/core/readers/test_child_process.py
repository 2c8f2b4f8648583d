"""The child that reads hostile files: what it may, and what the parent makes of its end."""

import io
import sys
from types import ModuleType
from typing import Any

import pytest

from samsvar.core.readers import child, child_process
from samsvar.core.readers.results import FileProblem
from tests.core.readers.made import workbook

PROGRAMS = {
    # `bytes` asks for the memory and leaves it untouched; a slow machine would run out of time before it had filled it.
    "eats memory": ("x = []\nwhile True: x.append(bytes(1 << 26))", "memory|crashed"),
    "eats time": ("while True: pass", "time"),
    "aborts": ("import os\nos.abort()", "crashed"),
    "ends without a word": ("import os\nos._exit(0)", "crashed"),
    "writes half a line": ("import os\nos.write(1, b'{\"a')\nos._exit(0)", "crashed"),
    "overflows": ("import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()", "time|memory|crashed"),
    "starts a process": ("import os\nos.fork()\nos._exit(0)", "crashed"),
    "writes a file": (
        "import os, tempfile\nfile, name = tempfile.mkstemp()\nos.unlink(name)\nos.write(file, b'x')",
        "crashed",
    ),
}


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Any:
    """Makes the child run a program in place of a reader."""

    def install(text: str) -> None:
        body = "\n    ".join(text.splitlines())
        (tmp_path / "hostile_reader.py").write_text(f"def answers(file):\n    {body}\n    yield 1\n", encoding="utf-8")
        (tmp_path / "run_hostile.py").write_text(
            f"import sys\nsys.path[:0] = [{child_process._SOURCE_ROOT!r}, {str(tmp_path)!r}]\n"
            "from samsvar.core.readers import child\nchild.SECONDS = 2\n"
            "child.READERS['hostile'] = 'hostile_reader'\nsys.argv[1:] = ['hostile']\nsys.exit(child.main())\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(child_process, "_SOURCE_ROOT", str(tmp_path))
        monkeypatch.setattr(child_process, "_MODULE", "run_hostile")

    return install


@pytest.mark.parametrize("case", PROGRAMS)
def test_whatever_becomes_of_the_child_is_an_ordinary_problem(case: str, program: Any) -> None:
    text, reasons = PROGRAMS[case]
    program(text)
    with pytest.raises(FileProblem) as problem:
        list(child_process.answers("hostile", io.BytesIO(b"x")))
    assert problem.value.code == "unreadable"
    assert problem.value.facts["reason"] in reasons.split("|")


def test_a_child_that_sleeps_is_ended_by_the_clock(program: Any) -> None:
    program("import time\ntime.sleep(60)")
    with pytest.raises(FileProblem) as problem:
        list(child_process.answers("hostile", io.BytesIO(b"x"), patience=1.0))
    assert problem.value.facts == {"reason": "time"}


def test_no_secret_of_the_parent_comes_along(program: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMSVAR_SECRET_KEY", "hemmelig")
    program("import os\nyield dict(os.environ)\nyield os.listdir('/proc/self/fd')")
    environment, files, _one = child_process.answers("hostile", io.BytesIO(b"x"))
    assert set(environment) <= {"PYTHONPATH", "PYTHONUTF8", "PYTHONHASHSEED", "RUST_BACKTRACE", "LC_CTYPE"}
    # Standard input, output and error, and the listing itself.
    assert len(files) <= 4


def test_every_reader_of_the_child_has_answers() -> None:
    for name in child.READERS.values():
        __import__(name)
        module: ModuleType = sys.modules[name]
        assert callable(module.answers)


def test_a_reader_left_early_leaves_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    popen = child_process.subprocess.Popen
    monkeypatch.setattr(
        child_process.subprocess, "Popen", lambda *words, **more: started.append(popen(*words, **more)) or started[-1]
    )
    answers = child_process.answers("workbook", workbook(A=[["a"]] * 500))
    next(answers)
    answers.close()
    assert started[0].poll() is not None
