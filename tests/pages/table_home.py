"""Rows of the start page, the deadlines, search, and the choice of unit."""

from datetime import date
from typing import Any

from samsvar.registers.actions.models import Action
from samsvar.subjects.due_diligence.models import AdverseImpact
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
#: Those without a role today.
#: Those whose role is on the whole enterprise; the others do not see its topmost unit.
SEE_EKSEMPEL = ("kari", "ola", "administrator", "auditor", "director", "chair")
STRANGERS = dict.fromkeys(("per", "ended", "future"), 404)
#: Who reads governing documents of an enterprise as a whole.
DUTIES = everyone(
    403, **dict.fromkeys(("kari", "ola", "auditor", "director", "chair", "nils", "regional", "berit"), 200), **STRANGERS
)


def lay(cast: Cast) -> Places:
    """Something late of our own, and of the neighbour's."""
    for enterprise, title in ((cast.enterprise, "Purr leverandøren"), (cast.neighbour, f"Purr {CANARY}")):
        _late(enterprise, title, "N-1")
    return {}


def more(cast: Cast, count: int) -> None:
    """Much that is late of the neighbour's."""
    for number in range(count):
        _late(cast.neighbour, f"Purr {CANARY}", f"H-{number}")


def _late(enterprise: Any, title: str, number: str) -> None:
    common = {"enterprise": enterprise, "unit": enterprise, "title": title, "due_on": date(2025, 5, 12), **STAMPS}
    Action.objects.create(**common, due_reason=title)
    AdverseImpact.objects.create(**common, number=number, actuality="actual", verification="confirmed")


ROWS = [
    Row("home:start", get=everyone(200)),
    Row("home:deadlines", get=everyone(200, **STRANGERS)),
    Row("home:duties", get=DUTIES),
    Row("home:duties", query="?area=transparency_act", get=DUTIES),
    Row("home:search", get=everyone(200)),
    Row("home:search", query="?q=purr", get=everyone(200)),
    Row("home:units", get=everyone(200)),
    Row(
        "home:choose_unit",
        post=everyone(404, **dict.fromkeys(SEE_EKSEMPEL, 302)),
        body={"unit": "eksempel"},
        get=everyone(405),
        put=everyone(405),
        delete=everyone(405),
    ),
]
