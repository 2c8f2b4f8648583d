from dataclasses import replace
from datetime import date

import pytest

from samsvar.core.rules.concluding import Concluded, Conclusion, may_conclude
from samsvar.core.rules.questionnaires import Gravity

TODAY = date(2025, 5, 20)
WANTING = Concluded(Conclusion.WANTING, "Godt svar", "Send arbeidsplanene", date(2025, 6, 20))


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({}, ()),
        ({"wanted": " ", "wanted_by": None}, ("nothing_wanted", "wanted_without_day")),
        ({"wanted_by": date(2025, 5, 19)}, ("wanted_too_early",)),
        ({"wanted_by": TODAY, "unseen": ("a",)}, ("gaps_not_judged",)),
        ({"conclusion": Conclusion.NOT_SATISFACTORY, "words": ""}, ("no_words",)),
        ({"conclusion": Conclusion.SATISFACTORY, "wanted": "", "wanted_by": None}, ()),
    ],
)
def test_what_is_not_satisfactory_says_what_is_wanted_and_by_when(changed, reasons):
    assert may_conclude(replace(WANTING, **changed), TODAY).reasons == reasons


@pytest.mark.parametrize("gravity", [*Gravity, None])
def test_a_grave_gap_that_nobody_follows_up_is_never_satisfactory(gravity):
    open_gap = Concluded(Conclusion.SATISFACTORY, gaps={"a": gravity})
    grave = gravity in (Gravity.SERIOUS, Gravity.CRITICAL)
    assert may_conclude(open_gap, TODAY).reasons == (("grave_gap_open",) if grave else ())
    assert may_conclude(replace(open_gap, followed=("a",)), TODAY).allowed
