"""The list of actions as a template sees it: whose, by when, and why each exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.registers.actions.models import Action
from samsvar.registers.actions.presenters import shown_reasons
from samsvar.subjects.due_diligence.presenters.impacts.impacts import Tab
from samsvar.subjects.due_diligence.selectors.actions import VIEWS

Words = str | Promise

TABS: dict[str, Words] = {
    "open": pgettext_lazy("actions", "Open"),
    "mine": pgettext_lazy("actions", "Mine"),
    "late": gettext_lazy("Over the deadline"),
    "nobody": gettext_lazy("Without responsible"),
    "done": pgettext_lazy("actions", "Done"),
    "cancelled": pgettext_lazy("actions", "Cancelled"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What an action answers: what kind of thing, its name, and where it is (empty where it may not be seen)."""

    kind: Words
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """An action in the list."""

    action: Action
    whose: str
    reasons: list[Reason]
    ended: bool


def finding(counts: Mapping[str, int]) -> str:
    """The list's heading: what is so."""
    if counts["late"]:
        words = ngettext("%(n)s action is over its deadline", "%(n)s actions are over their deadlines", counts["late"])
        return words % {"n": counts["late"]}
    if not counts["open"]:
        return gettext("No action is open")
    words = ngettext(
        "%(n)s action is open, and none is over its deadline",
        "%(n)s actions are open, and none is over its deadline",
        counts["open"],
    )
    return words % {"n": counts["open"]}


def tabs(counts: Mapping[str, int], here: str) -> list[Tab]:
    """The saved views; those that hold nothing are left out, but for the first and the one chosen."""
    shown = [code for code in VIEWS if counts[code] or code in ("open", here)]
    return [Tab(code, TABS[code], counts[code], code == here) for code in shown]


def row(action: Any, viewer: Viewer) -> Row:
    """An action's row: what it answers here, else where it says that it comes from."""
    mine = viewer.person is not None and action.responsible_id == viewer.person.pk
    name = action.whose
    ended = action.has_ended
    why = reasons(action, viewer) or [
        Reason(each.kind, each.name, each.href) for each in shown_reasons(action.comes_from.all())
    ]
    return Row(action, gettext("You") if mine else name, why, ended)


def reasons(action: Any, viewer: Viewer) -> list[Reason]:
    """What the action answers. A title is shown to those who may see the thing; others learn its kind alone."""
    found = []
    for tie in action.reasons:
        if tie.impact is not None:
            sees = viewer.may(Permission.VIEW_IMPACTS, tie.impact.unit)
            found.append(_reason(gettext("Impact"), "impact", tie.impact.key, tie.impact.title, sees))
        if tie.area is not None:
            title, sees = (
                f"{tie.area.title} {tie.area.year}",
                viewer.may(Permission.VIEW_CONTRACTS, tie.area.enterprise),
            )
            found.append(_reason(gettext("Risk area"), "risk_area", tie.area.key, title, sees))
        if tie.contract is not None:
            sees = viewer.may(Permission.VIEW_CONTRACTS, tie.contract.unit)
            found.append(_reason(gettext("Contract"), "contract", tie.contract.key, tie.contract.title, sees))
    return found


def _reason(kind: str, address: str, key: str, name: str, sees: bool) -> Reason:
    return Reason(kind, name, reverse(f"due_diligence:{address}", args=[key])) if sees else Reason(kind, "", "")
