"""Search over all that has a name, a number or words of its own: the scope stands in the query of the match.

Kinds that lie near each other are asked for in one query, so that the page stays within its twelve.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Value, Window
from django.db.models.functions import Coalesce, Concat, NullIf, RowNumber, Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.language import current_language
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.selectors.definitions import goals_read_by, indicators_read_by
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.registers.wheel.selectors import readable_bodies
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.governance.models import GoverningDocument, Requirement
from samsvar.subjects.meetings.models import Case, Decision

SHOWN = 10
SHORTEST = 2
LONGEST = 200


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
        *_documents(viewer, text),
        *_wanted(viewer, text),
        *_decided(viewer, text),
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


def _documents(viewer: Viewer, text: str) -> list[Group]:
    """Governing documents by name, number or owner, and requirements by their words."""
    documents = GoverningDocument.objects.readable_by(viewer).filter(
        _named(text) | Q(number__icontains=text) | Q(organisation__icontains=text)
    )
    requirements = Requirement.objects.readable_by(viewer).filter(_named(text))
    found = _in_one(
        (documents, _name(), F("organisation")), (requirements, _name(), _name("document__")), more=("key",)
    )
    pages = ("governance:document", "governance:requirement")
    words = (_("Governing documents"), _("Requirements"))
    return [
        _group(words[kind], [Hit(title, about, page_address(pages[kind], key)) for title, about, key in rows])
        for kind, rows in enumerate(found)
    ]


def _wanted(viewer: Viewer, text: str) -> list[Group]:
    """Goals and indicators. Of a unit that the viewer sees they are opened there, else at the unit that is chosen."""
    here = _named(text) | Q(code__icontains=text)
    goals, indicators = goals_read_by(viewer), indicators_read_by(viewer).prefetch_related(None)
    found = _in_one(
        (goals.filter(here), _name(), F("unit__name_nb")),
        (indicators.filter(here, retired=False), _name(), F("unit__name_nb")),
        more=("key", "unit__key", "unit__path", "unit__enterprise_id"),
    )
    pages = ("indicators:goal", "indicators:indicator")
    words = (_("Goals"), _("Indicators"))

    def hit(kind: int, title: str, about: str, key: str, unit: str, path: str, enterprise: int | None) -> Hit:
        seen = viewer.may(Permission.VIEW_INDICATORS, OrgUnit(path=path, enterprise_id=enterprise))
        return Hit(title, about, page_address(pages[kind], key) + (f"?unit={unit}" if seen else ""))

    return [_group(words[kind], [hit(kind, *row) for row in rows]) for kind, rows in enumerate(found)]


def _decided(viewer: Viewer, text: str) -> list[Group]:
    """Bodies, whose pages have their meetings; cases, so that somebody who writes 40/23 finds it; and decisions."""
    cases = Case.objects.visible_to(viewer, Permission.VIEW_WHEEL)
    decisions = Decision.objects.visible_to(viewer, Permission.VIEW_WHEEL).filter(text__icontains=text)
    found = _in_one(
        (readable_bodies(viewer).filter(name_nb__icontains=text), F("name_nb"), F("enterprise__name_nb")),
        (
            cases.filter(Q(number__icontains=text) | Q(title__icontains=text)),
            Concat("number", Value(" "), "title"),
            F("body__name_nb"),
        ),
        (decisions, Substr("text", 1, LONGEST), F("enterprise__name_nb")),
        more=("key",),
    )
    pages = ("meetings:body", "meetings:case", "meetings:decision")
    words = (_("Boards, committees and meetings"), _("Cases"), _("Decisions"))
    return [
        _group(words[kind], [Hit(title, about, page_address(pages[kind], key)) for title, about, key in rows])
        for kind, rows in enumerate(found)
    ]


def _named(text: str) -> Q:
    return Q(name_nb__icontains=text) | Q(name_nn__icontains=text) | Q(name_en__icontains=text)


def _name(way: str = "") -> Any:
    """The name in the reader's language, bokmål where there is no other."""
    language = current_language()
    if language == "nb":
        return F(f"{way}name_nb")
    return Coalesce(NullIf(f"{way}name_{language}", Value("")), f"{way}name_nb")


def _in_one(*kinds: tuple[Any, Any, Any], more: tuple[str, ...]) -> list[list[tuple[Any, ...]]]:
    """The first rows of each kind by title, as (title, about, *more): one query, and none crowds out the others.

    A kind is its rows with what they are called and one line about each.
    """
    parts = []
    for number, (rows, title, about) in enumerate(kinds):
        told = rows.annotate(hit_kind=Value(number), hit_title=title, hit_about=about)
        placed = told.annotate(hit_place=Window(RowNumber(), order_by=[F("hit_title").asc(), F("pk").asc()]))
        within = placed.filter(hit_place__lte=SHOWN + 1).order_by()
        parts.append(within.values_list("hit_kind", "hit_place", "hit_title", "hit_about", *more))
    found: list[list[tuple[Any, ...]]] = [[] for _kind in kinds]
    for kind, _place, *row in sorted(parts[0].union(*parts[1:], all=True), key=lambda row: row[:2]):
        found[kind].append(tuple(row))
    return found


def _units(viewer: Viewer, text: str) -> list[Hit]:
    rows = (
        OrgUnit.objects.filter(units_visible_to(viewer), name_nb__icontains=text)
        .order_by("path")
        .values_list("key", "name_nb", "parent__name_nb")[: SHOWN + 1]
    )
    return [Hit(name, parent or "", page_address("administration:unit", key)) for key, name, parent in rows]
