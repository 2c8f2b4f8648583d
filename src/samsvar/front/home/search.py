"""Search over contracts, suppliers, impacts, actions, cases and units: the scope stands in the query of the match."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.meetings.models import Case

SHOWN = 10
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """One record found: its name, one line about it and where it is."""

    name: str
    about: str
    href: str


@dataclass(frozen=True)
class Group:
    """The hits of one kind; `more` where there are more than shown."""

    words: str | Promise
    hits: tuple[Hit, ...]
    more: bool


def find(viewer: Viewer, asked: str) -> list[Group]:
    """Groups with hits for what was asked. Each is one query that reads at most eleven rows."""
    text = asked.strip().casefold()
    if len(text) < SHORTEST:
        return []
    groups = [
        _group(_("Contracts"), _contracts(viewer, text)),
        _group(_("Suppliers"), _suppliers(viewer, text)),
        _group(_("Impacts"), _impacts(viewer, text)),
        _group(_("Actions"), _actions(viewer, text)),
        _group(_("Cases"), _cases(viewer, text)),
        _group(_("Units"), _units(viewer, text)),
    ]
    return [group for group in groups if group.hits]


def _group(words: str | Promise, hits: list[Hit]) -> Group:
    return Group(words, tuple(hits[:SHOWN]), len(hits) > SHOWN)


def _contracts(viewer: Viewer, text: str) -> list[Hit]:
    rows = (
        Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)
        .filter(search_text__contains=text)
        .order_by("title", "number")
        .values_list("key", "title", "number", "supplier__name")[: SHOWN + 1]
    )
    return [
        Hit(title, f"{number} · {by}", page_address("due_diligence:contract", key)) for key, title, number, by in rows
    ]


def _suppliers(viewer: Viewer, text: str) -> list[Hit]:
    rows = (
        Supplier.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)
        .filter(name_folded__contains=text, merged_into__isnull=True)
        .order_by("name_folded", "pk")
        .values_list("key", "name", "orgnr")[: SHOWN + 1]
    )
    return [Hit(name, orgnr, page_address("suppliers:supplier", key)) for key, name, orgnr in rows]


def _impacts(viewer: Viewer, text: str) -> list[Hit]:
    rows = (
        AdverseImpact.objects.visible_to(viewer, Permission.VIEW_IMPACTS)
        .filter(title__icontains=text)
        .order_by("title", "pk")
        .values_list("key", "title", "number")[: SHOWN + 1]
    )
    return [Hit(title, number, page_address("due_diligence:impact", key)) for key, title, number in rows]


def _actions(viewer: Viewer, text: str) -> list[Hit]:
    rows = (
        Action.objects.visible_to(viewer, Permission.VIEW_ACTIONS)
        .filter(title__icontains=text)
        .order_by("title", "pk")
        .values_list("key", "title", "responsible_name")[: SHOWN + 1]
    )
    return [Hit(title, name, page_address("due_diligence:action", key)) for key, title, name in rows]


def _cases(viewer: Viewer, text: str) -> list[Hit]:
    """Cases of bodies: somebody who writes 40/23 finds it."""
    rows = (
        Case.objects.visible_to(viewer, Permission.VIEW_WHEEL)
        .filter(Q(number__icontains=text) | Q(title__icontains=text))
        .order_by("-year", "number", "pk")
        .values_list("key", "number", "title", "body__name_nb")[: SHOWN + 1]
    )
    return [Hit(f"{number} {title}", body, page_address("meetings:case", key)) for key, number, title, body in rows]


def _units(viewer: Viewer, text: str) -> list[Hit]:
    rows = (
        OrgUnit.objects.filter(units_visible_to(viewer), name_nb__icontains=text)
        .order_by("path")
        .values_list("key", "name_nb", "parent__name_nb")[: SHOWN + 1]
    )
    return [Hit(name, parent or "", page_address("administration:unit", key)) for key, name, parent in rows]
