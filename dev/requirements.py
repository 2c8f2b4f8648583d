"""Lists the requirements with the tests that show them.

./run requirements            every row: its section, the tests, and what is still open
./run requirements --check    fails where a row that is marked done has no test, or a test names an unknown row
./run requirements --mark     sets each row's state in the list: done where a test bears its id, else open

Tests are read, not run: whether they pass is what `./run test` says.
"""

import argparse
import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
LIST = HERE / "docs" / "requirements.md"
ROW = re.compile(r"^\| (R\d{3}-\d{2}) \| (.*?) \| (\d+) \| (done|open) \|$")
Rows = dict[str, tuple[str, int, bool]]
Tests = dict[str, list[str]]


def rows(text: str) -> Rows:
    """Id → (what Samsvar does, section of the product, done)."""
    found = {}
    for line in text.splitlines():
        match = ROW.match(line)
        if match:
            found[match[1]] = (match[2], int(match[3]), match[4] == "done")
    return found


def tests(folder: Path) -> Tests:
    """Id → the tests that bear it, from `@pytest.mark.requirement("R001-52", …)`; a module's or class's mark counts."""
    found: Tests = defaultdict(list)
    for path in sorted(folder.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name, marks in marked(tree):
            for mark in marks:
                for row in ids(mark):
                    found[row].append(f"{path.relative_to(folder.parent)}{name}")
    return found


def marked(tree: ast.Module) -> list[tuple[str, list[ast.expr]]]:
    """Each place that can bear marks: functions and classes by their decorators, the module by `pytestmark`."""
    places: list[tuple[str, list[ast.expr]]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            places.append((f"::{node.name}", node.decorator_list))
        elif isinstance(node, ast.Assign) and any(ast.unparse(target) == "pytestmark" for target in node.targets):
            places.append(("", node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else [node.value]))
    return places


def ids(mark: ast.expr) -> list[str]:
    """The rows that one mark names."""
    if not isinstance(mark, ast.Call) or not ast.unparse(mark.func).endswith("mark.requirement"):
        return []
    return [str(word.value) for word in mark.args if isinstance(word, ast.Constant)]


def faults(listed: Rows, shown: Tests) -> list[str]:
    """What does not agree between the list and the tests."""
    lacking = [row for row, (_, _, done) in listed.items() if done and row not in shown]
    wrong = [f"{row}: marked done, and no test bears its id" for row in lacking]
    return wrong + [f"{row}: {shown[row][0]} names a row that is not in the list" for row in shown if row not in listed]


def with_states(text: str, shown: Tests) -> str:
    """The list with each row's state set by the tests."""

    def line_with_state(line: str) -> str:
        match = ROW.match(line)
        if not match:
            return line
        return f"| {match[1]} | {match[2]} | {match[3]} | {'done' if match[1] in shown else 'open'} |"

    return "".join(line_with_state(line) + "\n" for line in text.splitlines())


def show(listed: Rows, shown: Tests) -> None:
    for row, (what, section, done) in listed.items():
        print(f"{row}  § {section:<2} {'done' if done else 'open'}  {what}")
        for place in shown.get(row, []):
            print(f"{'':13}{place}")
    print()


def main() -> int:
    words = argparse.ArgumentParser(description="Lists the requirements with the tests that show them.")
    words.add_argument("--check", action="store_true", help="only say what does not agree")
    words.add_argument("--mark", action="store_true", help="set each row done where a test bears its id, else open")
    chosen = words.parse_args()
    text, shown = LIST.read_text(encoding="utf-8"), tests(HERE / "tests")
    if chosen.mark:
        text = with_states(text, shown)
        LIST.write_text(text, encoding="utf-8")
    listed = rows(text)
    if not chosen.check and not chosen.mark:
        show(listed, shown)
    wrong = faults(listed, shown)
    for fault in wrong:
        print(fault)
    if not chosen.check:
        done = sum(state for _, _, state in listed.values())
        print(f"{len(listed)} rows, {done} done, {len(listed) - done} open")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
