"""What the coverage view and a requirement's page show."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from samsvar.core.documents.model import Language
from samsvar.core.documents.numbers import format_number
from samsvar.core.rules.requirements import Coverage
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.models import (
    BackingKind,
    CoverKind,
    Requirement,
    RequirementBacking,
)
from samsvar.subjects.governance.presenters.documents import asked_of, how_old
from samsvar.subjects.governance.presenters.words import COVER_KINDS, Words, subject_names
from samsvar.subjects.governance.selectors.requirements import Counted, Line, worst_of

TABS: dict[str, Words] = {
    "nothing": gettext_lazy("Nothing behind them"),
    "old": gettext_lazy("Too old"),
    "undated": gettext_lazy("Age not known"),
    "answered": pgettext_lazy("requirements", "Answered"),
    "all": gettext_lazy("All"),
}


@dataclass(frozen=True)
class Cell:
    """How one enterprise stands with a requirement: the worst of its units, and how many are answered where several
    are asked."""

    kind: str
    words: str
    told: str


@dataclass(frozen=True)
class CoverageRow:
    """A requirement of the coverage view, with the enterprise's own cell first."""

    row: Requirement
    name: str
    document: str
    how_old: str
    cells: tuple[tuple[str, str, Cell | None], ...]


def counts(lines: Iterable[Line]) -> dict[str, int]:
    """How many requirements there are in each saved view, by their worst unit."""
    every = list(lines)
    found = Counter(each.worst for each in every)
    return {view: len(every) if view == "all" else found[view] for view in TABS}


def finding(found: Mapping[str, int], enterprise: OrgUnit) -> str:
    """The page's heading: how many requirements lack something."""
    if not found["all"]:
        return _("No requirement is asked of %(unit)s yet") % {"unit": enterprise.name(current_language())}
    told = ngettext(
        "%(n)d requirement of %(all)d has nothing behind it",
        "%(n)d requirements of %(all)d have nothing behind them",
        found["nothing"],
    )
    return told % {"n": found["nothing"], "all": found["all"]}


def coverage_row(line: Line, trusts: Sequence[OrgUnit]) -> CoverageRow:
    """A requirement with its cells: the chosen enterprise, and each beneath it."""
    stored = [line.stored, *line.elsewhere]
    names = [("", ""), *((each.key, each.name(current_language())) for each in trusts)]
    language = current_language()
    return CoverageRow(
        row=line.requirement,
        name=line.requirement.name(current_language()),
        document=line.requirement.document.name(current_language()),
        how_old=how_old(line.requirement),
        cells=tuple((key, name, one and _cell(one, language)) for (key, name), one in zip(names, stored, strict=True)),
    )


def _cell(stored: Counted, language: Language) -> Cell:
    asked = stored.answered + stored.undated + stored.old + stored.nothing
    return _cell_of(worst_of(stored), stored.answered, asked, language)


@lru_cache(maxsize=2_000)  # hundreds of cells on a page, and few that differ
def _cell_of(worst: str, answered: int, asked: int, language: Language) -> Cell:
    """In the language that is being spoken."""
    if not asked:
        return Cell("", capfirst(_("not known whether it is asked")), "")
    units = {"done": format_number(answered, language), "all": format_number(asked, language)}
    told = _("%(done)s of %(all)s units answered") % units if asked > 1 else ""
    return Cell(COVER_KINDS[worst], capfirst(cover_words(worst)), told)


def cover_words(cover: str) -> str:
    """A cover in words."""
    return str(CoverKind(cover).label)


@dataclass(frozen=True)
class RequirementShown:
    """A requirement beside its own columns."""

    name: str
    document: str
    asked_of: str
    how_old: str
    answered_by: str
    subjects: tuple[str, ...]


def requirement_page(row: Requirement) -> RequirementShown:
    """All of it in words."""
    kinds = dict(BackingKind.choices)
    return RequirementShown(
        name=row.name(current_language()),
        document=row.document.name(current_language()),
        asked_of=asked_of(row),
        how_old=how_old(row),
        answered_by=", ".join(str(kinds[code]) for code in parted(row.answered_by) if code in kinds),
        subjects=tuple(subject_names(row.subjects)),
    )


@dataclass(frozen=True)
class StandingShown:
    """How a requirement stands at a unit."""

    kind: str
    words: str
    newest_on: date | None
    fresh_until: date | None
    unsure: bool


def standing(found: Coverage | None) -> StandingShown | None:
    """In words; None where it is not asked there."""
    if found is None:
        return None
    cover = found.cover.value
    return StandingShown(COVER_KINDS[cover], cover_words(cover), found.newest_on, found.fresh_until, found.unsure)


@dataclass(frozen=True)
class BackingLine:
    """What answers a requirement, with where it leads; `inherited`: it is tied above."""

    row: RequirementBacking
    kind: str
    name: str
    href: str
    on: date | None
    inherited: bool


def backing_line(row: RequirementBacking, unit: OrgUnit) -> BackingLine:
    """One of them in words."""
    language = current_language()
    name, href, on = row.label or row.link, row.link, row.made_on
    if row.activity is not None:
        name, href = row.activity.name(language), page_address("wheel:activity", row.activity.key)
    elif row.action is not None:
        name, on = row.action.title, row.action.done_on
        href = reverse("due_diligence:action", args=[row.action.key])
    elif row.indicator is not None:
        name, href = row.indicator.name(language), page_address("indicators:indicator", row.indicator.key)
    elif row.goal is not None:
        name, href = row.goal.name(language), page_address("indicators:goal", row.goal.key)
    elif row.contract is not None:
        name = f"{row.contract.title}: {row.label}" if row.label else row.contract.title
        href = reverse("due_diligence:contract", args=[row.contract.key])
    elif row.document is not None:
        name = row.document.name(language)
        name = f"{name}, {row.label}" if row.label else name
        href = reverse("governance:document", args=[row.document.key])
    return BackingLine(row, str(row.get_kind_display()), name, href, on, row.unit_id != unit.pk)


def unit_rows(pairs: Iterable[tuple[OrgUnit, str]]) -> list[tuple[OrgUnit, str, str]]:
    """Each unit with its cover in words and the kind of pill."""
    return [(unit, cover_words(cover), COVER_KINDS[cover]) for unit, cover in pairs]
