"""What an action comes from, as a page shows it: its kind, its name, and a link where there is a page of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from samsvar.platform.ui.addresses import page_address
from samsvar.registers.actions.models import ReasonKind

#: The page of a record by the kind of reason; the register knows the pages' names alone.
PAGES: dict[str, str] = {
    ReasonKind.GOAL: "indicators:goal",
    ReasonKind.INDICATOR: "indicators:indicator",
    ReasonKind.IMPACT: "due_diligence:impact",
    ReasonKind.RISK: "due_diligence:risk_area",
    ReasonKind.FINDING: "meetings:finding",
    ReasonKind.DEVIATION: "meetings:finding",
    ReasonKind.REQUIREMENT: "governance:requirement",
    ReasonKind.DOCUMENT: "governance:document",
    ReasonKind.ASSIGNMENT: "governance:assignment",
    ReasonKind.DECISION: "meetings:decision",
    ReasonKind.MEETING: "meetings:proposal",
    ReasonKind.REVIEW: "meetings:review",
    ReasonKind.ACTIVITY: "wheel:activity",
    ReasonKind.SWOT: "strategy:point",
    ReasonKind.PROMISE: "strategy:promise",
    ReasonKind.MODEL_PLAN: "plans:model",
}


@dataclass(frozen=True, slots=True)
class ShownReason:
    """What an action comes from. `href` is empty where it has no page."""

    kind: str | Promise
    name: str
    href: str


def shown_reasons(reasons: Iterable[Any]) -> list[ShownReason]:
    """The reasons of an action (`action.comes_from.all()`), in the order they were noted."""
    return [ShownReason(each.get_kind_display(), each.label, _page(each.kind, each.of_key)) for each in reasons]


def _page(kind: str, key: str) -> str:
    return page_address(PAGES[kind], key) if key and kind in PAGES else ""
