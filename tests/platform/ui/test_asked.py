"""What a request says in figures is taken for what it is, and nothing else breaks a page."""

import pytest
from django.core.exceptions import BadRequest

from samsvar.platform.ui.asked import NEVER, version_in, year_in


@pytest.mark.parametrize(
    ("sent", "version"), [("3", 3), ("", NEVER), ("-1", NEVER), ("²", NEVER), ("9" * 5_000, NEVER), ("three", NEVER)]
)
def test_a_version_that_no_row_can_have_is_none(rf, sent: str, version: int) -> None:
    assert version_in(rf.post("/", {"version": sent})) == version


def test_a_year_is_four_figures_within_the_calendar(rf) -> None:
    assert year_in(rf.get("/"), 2025) == 2025
    assert year_in(rf.get("/?year=2024"), 2025) == 2024
    for asked in ("1989", "2200", "0202499", "٢٠٢٤", "soon"):
        with pytest.raises(BadRequest):
            year_in(rf.get("/", {"year": asked}), 2025)
