"""How goals stand, as a review gathers it."""

from typing import Any

import pytest

from samsvar.front.reviews.standing import hse_goals
from samsvar.registers.indicators.models import Goal
from samsvar.subjects.meetings.models import Review
from tests.cast import NOW, Cast

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


@pytest.mark.django_db
def test_the_goals_on_hse_are_those_that_hold_in_the_year_of_the_review(cast: Cast) -> None:
    trust, region = cast.units["liksom"], cast.units["region"]
    own = {"dimension": "social", "created_at": NOW, "updated_at": NOW}
    for code, unit, more in (
        ("held", trust, {}),
        ("above", region, {"to_year": 2025}),
        ("over", trust, {"to_year": 2024}),
        ("later", trust, {"from_year": 2026}),
    ):
        Goal.objects.create(enterprise=unit, unit=unit, code=code, name_nb=code, **more, **own)
    review = Review.objects.create(enterprise=trust, unit=trust, kind="internal_control", year=2025, **STAMPS)
    assert [line.title for line in hse_goals(review, NOW.date()).lines] == ["above", "held"]
