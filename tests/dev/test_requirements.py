from pathlib import Path

from tests.dev.test_texts import load

requirements = load("requirements")

LIST = """# Requirements
| id | what Samsvar does | § | state |
|---|---|---|---|
| R001-01 | Holds a thing | 5 | open |
| R001-02 | Shows a thing | 5 | done |
"""
TEST_FILE = """
import pytest
pytestmark = pytest.mark.requirement("R001-03")
@pytest.mark.requirement("R001-01", "R001-04")
def test_a_thing(): ...
@pytest.mark.parametrize("row", ["R001-02"])
def test_another(row): ...
"""


def shown(tmp_path: Path) -> dict[str, list[str]]:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_thing.py").write_text(TEST_FILE)
    return dict(requirements.tests(folder))


def test_only_the_mark_itself_counts(tmp_path: Path) -> None:
    assert shown(tmp_path) == {
        "R001-01": ["tests/test_thing.py::test_a_thing"],
        "R001-03": ["tests/test_thing.py"],
        "R001-04": ["tests/test_thing.py::test_a_thing"],
    }


def test_done_without_a_test_and_unknown_rows_are_faults(tmp_path: Path) -> None:
    found = requirements.faults(requirements.rows(LIST), shown(tmp_path))
    assert [fault.split(":")[0] for fault in found] == ["R001-02", "R001-03", "R001-04"]


def test_marking_sets_done_and_takes_it_back(tmp_path: Path) -> None:
    marked = requirements.with_states(LIST, shown(tmp_path))
    assert "| R001-01 | Holds a thing | 5 | done |" in marked
    assert "| R001-02 | Shows a thing | 5 | open |" in marked
    assert marked.splitlines()[:3] == LIST.splitlines()[:3]
