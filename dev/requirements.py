"""Lists the requirements with the tests that show them.

./run requirements            every row: its section, the tests, and what is still open
./run requirements --check    fails where a row that is marked done has no test, or a test names an unknown row
"""

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
LIST = HERE / "docs" / "requirements.md"
ROW = re.compile(r"^\| (R\d{3}-\d{2}) \| (.*?) \| (\d+) \| (done|open) \|$")


def rows() -> dict[str, tuple[str, int, bool]]:
    """Id → (what Samsvar does, section of the product, done)."""
    found = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        match = ROW.match(line)
        if match:
            found[match[1]] = (match[2], int(match[3]), match[4] == "done")
    return found


def tests() -> dict[str, list[str]]:
    """Id → the tests that bear it, from `@pytest.mark.requirement("R001-52", …)`, read without running them."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((HERE / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                continue
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("mark.requirement"):
                    for word in mark.args:
                        if isinstance(word, ast.Constant):
                            found[str(word.value)].append(f"{path.relative_to(HERE)}::{node.name}")
    return found


def main(words: list[str]) -> int:
    listed, shown = rows(), tests()
    wrong = [f"{row}: marked done, and no test bears its id" for row in listed if listed[row][2] and row not in shown]
    wrong += [f"{row}: {places[0]} names a row that is not in the list" for row, places in shown.items() if row not in listed]
    if "--check" not in words:
        for row, (what, section, done) in listed.items():
            print(f"{row}  § {section:<2} {'done' if done else 'open'}  {what}")
            for place in shown.get(row, []):
                print(f"{'':13}{place}")
        done_rows = sum(done for _, _, done in listed.values())
        print(f"\n{len(listed)} rows, {done_rows} done, {len(listed) - done_rows} open")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
