"""What the house asks of every file, and cannot be said in the import rules of pyproject.toml."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "samsvar"
LONGEST_FILE = 400
LONGEST_FUNCTION = 60  # some 40 is the aim; beyond a screen nobody follows
STORY = Path("front/cli/demo_story")  # the demo's records, laid one after another
ROOMS_OF_NOTHING = re.compile(r"^(utils?|helpers?|common|managers?|mixins?|misc)(\.py)?$")


@cache
def trees() -> dict[Path, ast.Module]:
    files = (file for file in PACKAGE.rglob("*.py") if "migrations" not in file.parts)
    return {file.relative_to(PACKAGE): ast.parse(file.read_text(encoding="utf-8")) for file in sorted(files)}


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for file, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield file, node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines beside the docstring."""
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    return (function.end_lineno or 0) - (first.end_lineno or 0 if documented else function.lineno - 1)


def test_each_floor_imports_only_those_beneath_it() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    told = subprocess.run([program, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


def test_nothing_is_imported_inside_a_function() -> None:
    inside = [
        f"{file}:{node.lineno}"
        for file, function in functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_no_file_is_so_long_that_a_newcomer_is_lost_in_it() -> None:
    files = [file for end in ("py", "html", "css", "js") for file in PACKAGE.rglob(f"*.{end}")]
    own = [file for file in files if not {"migrations", "vendor"} & set(file.parts)]
    lines = {str(file.relative_to(PACKAGE)): len(file.read_text(encoding="utf-8").splitlines()) for file in own}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {f"{file}:{one.name}": length(one) for file, one in functions() if STORY not in file.parents}
    long = {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION}
    assert long == {}


def test_no_room_is_named_after_nothing() -> None:
    assert [str(path) for path in PACKAGE.rglob("*") if ROOMS_OF_NOTHING.match(path.name)] == []


def test_core_starts_without_django_and_without_network() -> None:
    modules = [".".join(("samsvar", *file.with_suffix("").parts)) for file in trees() if file.parts[0] == "core"]
    children = [name for name in modules if not name.endswith(("_child", "child_process", "__init__"))]
    script = (
        "import importlib, sys\n"
        f"for name in {children!r}: importlib.import_module(name)\n"
        "print([name for name in ('django', 'requests', 'urllib3') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT / "src", capture_output=True, text=True)
    assert told.stdout.strip() == "[]", told.stderr


@pytest.mark.parametrize("word", ["post_save.connect", "pre_save.connect", "@receiver", "GenericForeignKey"])
def test_no_signals_of_ours_and_no_generic_foreign_keys(word: str) -> None:
    assert [str(file) for file in PACKAGE.rglob("*.py") if word in file.read_text(encoding="utf-8")] == []


def test_nynorsk_has_one_past_of_become() -> None:
    """The glossary's choice: `vart` and `blitt`. A reader meets one writer, not twenty."""
    other = re.compile(r"\b(blei|vorte)\b", re.IGNORECASE)
    texts = [file.read_text(encoding="utf-8").splitlines() for file in PACKAGE.glob("**/nn/LC_MESSAGES/django.po")]
    assert [line for lines in texts for line in lines if other.search(line)] == []
