"""What the list of documents and a document's page show."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsvar.core.rules.documents import Change, NextReview, ReviewState, ThemeChange
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.models import (
    DocumentApproval,
    DocumentKind,
    DocumentStanding,
    DocumentTie,
    GoverningDocument,
    Requirement,
    ReviewRule,
    SignerGroup,
    TieKind,
)
from samsvar.subjects.governance.presenters.words import Words, partial_day, subject_names
from samsvar.subjects.governance.selectors.demands import Demand
from samsvar.subjects.governance.selectors.documents import Held, TreeLine, review_of

TABS: dict[str, Words] = {
    "valid": gettext_lazy("Hold here"),
    "review": gettext_lazy("To be reviewed"),
    "elsewhere": gettext_lazy("Other organisations’"),
    "ended": gettext_lazy("Replaced or withdrawn"),
}


@dataclass(frozen=True)
class DocumentLine:
    """A document in the list. `set_by`: the level or the organisation; `own`: this unit set it."""

    row: GoverningDocument
    name: str
    kind: str
    set_by: str
    own: bool
    cases: str
    review: "ReviewShown | None"
    requirements: int
    standing: str


@dataclass(frozen=True)
class ReviewShown:
    """The next review: `due_on` None where no day is known to count from. `urgent`: due or late."""

    due_on: date | None
    words: str
    urgent: bool


def finding(counts: Mapping[str, int], unit: OrgUnit) -> str:
    """The page's heading: how many govern the unit, and whether some wait for review."""
    name = unit.name(current_language())
    if not counts["valid"]:
        return _("No document holds for %(unit)s yet") % {"unit": name}
    told = ngettext("%(n)d document governs %(unit)s", "%(n)d documents govern %(unit)s", counts["valid"]) % {
        "n": counts["valid"],
        "unit": name,
    }
    if counts["review"]:
        due = ngettext("%(n)d is to be reviewed", "%(n)d are to be reviewed", counts["review"])
        told = f"{told}, {due % {'n': counts['review']}}"
    return told


def line(held: Held, unit: OrgUnit) -> DocumentLine:
    """A document as the unit's list shows it."""
    row = held.row
    own = row.is_ours and row.unit_id == unit.pk
    set_by = row.organisation or row.unit.name(current_language())
    cases = ", ".join(dict.fromkeys(each.case_number for each in held.approvals if each.case_number))
    return DocumentLine(
        row=row,
        name=row.name(current_language()),
        kind=str(row.get_kind_display()),
        set_by=set_by,
        own=own,
        cases=cases,
        review=review_shown(held.review),
        requirements=held.requirements,
        standing="" if row.standing == DocumentStanding.IN_FORCE else str(row.get_standing_display()),
    )


def review_shown(review: NextReview | None) -> ReviewShown | None:
    """The next review in words; None where no rule asks for one."""
    if review is None:
        return None
    words = {
        ReviewState.PLANNED: "",
        ReviewState.DUE: _("due now"),
        ReviewState.LATE: _("late"),
        ReviewState.UNKNOWN: _("the last one is not known"),
    }[review.state]
    return ReviewShown(review.due_on, words, review.state is not ReviewState.PLANNED)


def kinds_of(found: Iterable[Held], chosen: str) -> list[tuple[str, str, int, bool]]:
    """The kinds that the list has, with how many and whether it is the one chosen."""
    counts = Counter(each.row.kind for each in found)
    return [(code, str(name), counts[code], code == chosen) for code, name in DocumentKind.choices if counts[code]]


@dataclass(frozen=True)
class TieShown:
    """A document that this one is tied to, seen from here."""

    row: DocumentTie
    other: GoverningDocument
    name: str
    mine: bool


@dataclass(frozen=True)
class PageShown:
    """A document's page beside its own columns."""

    name: str
    about: str
    kind: str
    owner: str
    applies_from: str
    review: ReviewShown | None
    rule: str
    rule_rests_on: GoverningDocument | None
    earlier_rules: tuple[str, ...]
    subjects: tuple[str, ...]
    groups: tuple[str, ...]
    approvals: tuple[tuple[DocumentApproval, str, str], ...]
    ties: tuple[tuple[str, tuple[TieShown, ...]], ...]
    replaced_by: tuple[TieShown, ...]
    latest: object


def page_of(document: GoverningDocument, ties: Sequence[DocumentTie], today: date) -> PageShown:
    """All of it, from what is prefetched and the ties that the reader may see."""
    language = current_language()
    rules = sorted(document.review_rules.all(), key=lambda rule: rule.from_on or date.min)
    now = [rule for rule in rules if (rule.from_on or date.min) <= today]
    versions = list(document.versions.all())
    return PageShown(
        name=document.name(language),
        about=document.about(language),
        kind=str(document.get_kind_display()),
        owner=document.organisation or document.unit.name(language),
        applies_from=partial_day(document.applies_from),
        review=review_shown(review_of(document, today)),
        rule=rule_words(now[-1]) if now else "",
        rule_rests_on=now[-1].rests_on if now else None,
        earlier_rules=tuple(rule_words(rule) for rule in rules if not now or rule is not now[-1]),
        subjects=tuple(subject_names(document.subjects)),
        groups=tuple(_groups(document.signed_by)),
        approvals=tuple((each, _body(each), partial_day(each.decided)) for each in document.approvals.all()),
        ties=_ties(document, ties),
        replaced_by=tuple(
            _tie(each, each.document, mine=False)
            for each in ties
            if each.tie == TieKind.REPLACES and each.other_id == document.pk
        ),
        latest=versions[0] if versions else None,
    )


def rule_words(rule: ReviewRule) -> str:
    """How often, in words."""
    if rule.months % 12 == 0:
        years = rule.months // 12
        told = _("Every year") if years == 1 else _("Every %(n)d years") % {"n": years}
    else:
        told = ngettext("Every month", "Every %(n)d months", rule.months) % {"n": rule.months}
    if rule.from_on:
        return _("%(often)s, from %(year)s on") % {"often": told, "year": rule.from_on.strftime("%d.%m.%Y")}
    return told


def _groups(codes: str) -> list[str]:
    names = dict(SignerGroup.choices)
    return [str(names[code]) for code in parted(codes) if code in names]


def _body(approval: DocumentApproval) -> str:
    body = approval.body.name(current_language()) if approval.body else approval.body_name
    return ", ".join(part for part in (body, approval.organisation) if part)


def _tie(row: DocumentTie, other: GoverningDocument, *, mine: bool) -> TieShown:
    return TieShown(row, other, other.name(current_language()), mine)


def _ties(document: GoverningDocument, ties: Sequence[DocumentTie]) -> tuple[tuple[str, tuple[TieShown, ...]], ...]:
    """What the document stands on and replaces, then what stands on it, each under its words."""
    found = []
    for kind in TieKind:
        rows = [
            _tie(each, each.other, mine=True) for each in ties if each.document_id == document.pk and each.tie == kind
        ]
        if rows:
            found.append((str(kind.label).capitalize(), tuple(rows)))
    from_others = {
        TieKind.RESTS_ON: _("These rest on it"),
        TieKind.BUILDS_ON: _("These build on it"),
        TieKind.IMPLEMENTS: _("These implement it"),
    }
    for kind, words in from_others.items():
        rows = [
            _tie(each, each.document, mine=False) for each in ties if each.other_id == document.pk and each.tie == kind
        ]
        if rows:
            found.append((words, tuple(rows)))
    return tuple(found)


@dataclass(frozen=True)
class PageTab:
    """One of the pages about a document."""

    href: str
    label: Words
    here: bool


def tabs_of(document: GoverningDocument, here: str) -> list[PageTab]:
    """The pages about a document, with the one that is open. Another organisation's document is signed there."""
    pages: dict[str, Words] = {
        "document": gettext_lazy("The document"),
        "connections": gettext_lazy("Connections"),
        "implementation": gettext_lazy("Implementation"),
    }
    if document.is_ours:
        pages["acknowledgements"] = gettext_lazy("Confirmations")
    return [
        PageTab(reverse(f"governance:{code}", args=[document.key]), label, code == here)
        for code, label in pages.items()
    ]


@dataclass(frozen=True)
class DemandLine:
    """What an owner demands, and where in the document it is met."""

    row: Requirement
    name: str
    document: str
    places: tuple[str, ...]


def demand_line(demand: Demand) -> DemandLine:
    """A demand in words."""
    language = current_language()
    places = tuple(each.label or each.note or _("in the document") for each in demand.backings)
    return DemandLine(demand.row, demand.row.name(language), demand.row.document.name(language), places)


@dataclass(frozen=True)
class AskedLine:
    """A requirement as its document lists it."""

    row: Requirement
    name: str
    asks_of: str
    how_old: str


def asked_lines(rows: Iterable[Requirement]) -> list[AskedLine]:
    """What the document asks, clause by clause."""
    return [AskedLine(row, row.name(current_language()), asked_of(row), how_old(row)) for row in rows]


def asked_of(row: Requirement) -> str:
    """Of whom it is asked, in words."""
    names = {"region": _("the region"), "enterprise": _("each enterprise"), "unit": _("each unit")}
    found = [names[code] for code in names if f";{code};" in row.asks_of]
    if row.from_employees:
        found.append(_("from %(n)d employees on") % {"n": row.from_employees})
    return ", ".join(found)


def how_old(row: Requirement) -> str:
    """How old an answer may be; empty where any age is well."""
    return interval(row.every_months) if row.every_months else ""


def interval(months: int) -> str:
    """So many months apart, in words."""
    if months == 12:
        return _("every year")
    return ngettext("every month", "every %(n)d months", months) % {"n": months}


@dataclass(frozen=True)
class Leaf:
    """A document in the tree, with what it is to the one the page is about."""

    row: GoverningDocument
    name: str
    depth: int
    ties: str
    here: bool


def tree(lines: Sequence[TreeLine]) -> list[Leaf]:
    """What stands on what, the ground first."""
    names = {str(kind.value): str(kind.label) for kind in TieKind}
    return [
        Leaf(each.row, each.row.name(current_language()), each.depth, ", ".join(names[t] for t in each.ties), each.here)
        for each in lines
    ]


def changes(found: Iterable[ThemeChange]) -> list[tuple[ThemeChange, str, str]]:
    """Each theme with what the version did, in words, and the kind of pill."""
    words = {
        Change.ADDED: (_("new"), "good"),
        Change.REMOVED: (_("taken out"), "bad"),
        Change.REWORDED: (_("reworded"), "warn"),
        Change.KEPT: (_("as before"), ""),
    }
    return [(each, *words[each.change]) for each in found]
