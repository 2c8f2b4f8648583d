"""A file that a command writes is whole or not there."""

from pathlib import Path

import pytest

from samsvar.front.cli.outcome import CommandError
from samsvar.front.cli.writing import form_of, write_whole


def test_what_cannot_be_put_there_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / "plan.pdf"
    taken.mkdir()
    with pytest.raises(CommandError) as refused:
        write_whole(taken, b"whole")
    assert refused.value.code == "cannot_write"
    assert list(tmp_path.iterdir()) == [taken]
    write_whole(tmp_path / "other.pdf", b"whole")
    assert (tmp_path / "other.pdf").read_bytes() == b"whole"


@pytest.mark.parametrize(("name", "code"), [("plan.txt", "unknown_form"), ("none/plan.pdf", "no_folder")])
def test_the_ending_and_the_folder_are_looked_at_first(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(CommandError) as refused:
        form_of(tmp_path / name, ("pdf",), "only pdf")
    assert refused.value.code == code
