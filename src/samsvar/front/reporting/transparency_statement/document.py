"""Puts the statement together: template, drawn blocks and what people wrote, as one document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from django.utils import translation
from django.utils.translation import gettext as _

from samsvar.core.documents.markup import read_markup
from samsvar.core.documents.model import (
    Approver,
    Block,
    Blocks,
    Completeness,
    Document,
    KeyFigures,
    Language,
    Section,
    Signatures,
    Status,
    line,
)
from samsvar.core.documents.numbers import format_date, format_period
from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.statement import LetterCheck
from samsvar.front.reporting.transparency_statement.completeness import check
from samsvar.front.reporting.transparency_statement.counting import counted_figures
from samsvar.front.reporting.transparency_statement.figures import Figures
from samsvar.front.reporting.transparency_statement.records import StatementRecords
from samsvar.front.reporting.transparency_statement.sections import about, areas, buying, employer, impacts, outlook
from samsvar.front.reporting.transparency_statement.sections.drawing import Drawer, Drawing, paragraph, section_of
from samsvar.front.reporting.transparency_statement.templates_held import StatementTemplate
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.language import as_language
from samsvar.subjects.statements.models import Statement

DRAWERS: Mapping[str, Drawer] = {
    "about": about.about,
    "enterprise": about.enterprise,
    "embedding": about.embedding,
    "employer": employer.employer,
    "short": outlook.short,
    "buyer": buying.buyer,
    "steps": buying.steps,
    "mapping": buying.mapping,
    "areas": areas.areas,
    "other_areas": areas.other_areas,
    "other_impacts": impacts.other_impacts,
    "measures": outlook.measures,
    "outlook": outlook.outlook,
    "text": lambda drawing: (),
}
"""What each section of a template may draw; `text` draws nothing and leaves the section to people."""


@dataclass(frozen=True)
class SectionPart:
    """A section before it is put together: drawn blocks, what people wrote, and figures in it that nobody counts."""

    id: str
    number: str
    title: str
    level: int
    drawn: Blocks
    text: str
    written: Blocks
    unknown_figures: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """The statement as drawn today, its parts, the check against § 5 and all figures that can be named.

    `told` are the records that the sections really tell of, as `impact:…` and `area:…`.
    """

    document: Document
    parts: tuple[SectionPart, ...]
    letters: tuple[LetterCheck, ...]
    figures: Figures
    records: StatementRecords
    told: frozenset[str]


def draw(records: StatementRecords, *, approved_by: tuple[Approver, ...] = ()) -> Drawn:
    """The statement drawn from its records, in the statement's own language."""
    language = as_language(records.statement.language)
    with translation.override(language):
        figures = counted_figures(records, language)
        left_out = frozenset(each["record"] for each in records.statement.left_out)
        base = Drawing(records, figures, language, left_out)
        parts = tuple(_parts(base, records.template))
        letters = check(records, parts, base.told)
        document = _document(records, parts, letters, figures, language, approved_by)
    return Drawn(document, parts, letters, figures, records, frozenset(base.told))


def _parts(base: Drawing, template: StatementTemplate) -> Iterator[SectionPart]:
    yield from _level(base, template.sections, "", 1)


def _level(base: Drawing, sections: tuple[Mapping[str, Any], ...], above: str, level: int) -> Iterator[SectionPart]:
    place = 0
    for section in sections:
        for drawing, name, title in _repeated(base, section):
            drawn = DRAWERS[section["draws"]](drawing)
            text = base.records.narratives.get(name, "")
            if section.get("leave_out_empty") and not drawn and not text:
                continue
            numbered = section.get("numbered", True)
            place += numbered
            number = f"{above}{place}" if numbered else ""
            said = read_markup(text, base.figures)
            yield SectionPart(name, number, title, level, drawn, text, said.blocks, said.unknown_figures)
            yield from _level(base, tuple(section.get("sections", ())), f"{number}." if number else "", level + 1)


def _repeated(base: Drawing, section: Mapping[str, Any]) -> Iterator[tuple[Drawing, str, str]]:
    if section.get("repeat") == "significant_areas":
        for area in base.records.areas:
            if area.significant and f"area:{area.key}" not in base.left_out:
                yield replace(base, area=area), section_of(area), area.title
    else:
        titles = section["title"]
        yield base, section["id"], titles.get(base.language) or titles["nb"]


def status_of(statement: Statement) -> Status:
    """The statement's state as the document names it: `StatementStatus` and `Status` have the same codes."""
    return cast(Status, str(statement.status))


def _document(
    records: StatementRecords,
    parts: tuple[SectionPart, ...],
    letters: tuple[LetterCheck, ...],
    figures: Figures,
    language: Language,
    approved_by: tuple[Approver, ...],
) -> Document:
    statement = records.statement
    period = format_period(statement.period_from, statement.period_to, language)
    return Document(
        title=_("Statement under the Transparency Act for %(year)d") % {"year": statement.year},
        enterprise=records.enterprise.name(language),
        language=language,
        year=statement.year,
        from_on=statement.period_from,
        to_on=statement.period_to,
        sections=tuple(
            Section(part.id, part.number, part.title, (*part.written, *part.drawn), part.level) for part in parts
        ),
        edition=statement.edition,
        status=status_of(statement),
        lead=line(
            _(
                "Here we tell what risk of breaches of human rights and decent working conditions we have found in our "
                "own operations and with our suppliers, what we have done about it, and what came of it."
            )
        ),
        facts=line(_("Covers %(period)s.") % {"period": period}),
        opening=(_large(figures),),
        approved_by=approved_by,
        completeness=tuple(map(_completeness, letters)),
        contents=True,
    )


def _large(figures: Figures) -> KeyFigures:
    """The figures drawn large on the first page."""
    large = [
        (figures["contracts_assessed"], _("contracts assessed by us")),
        (figures["contracts_high"], _("with a high or very high level")),
    ]
    if figures["asked"].value:
        words = _("have answered, of %(asked)s asked") % {"asked": figures["asked"].text}
        large.append((figures["answered"], words))
    return KeyFigures(tuple(large))


def _completeness(letter: LetterCheck) -> Completeness:
    return Completeness(
        letter.letter,
        tuple(f"{item.code}:{item.record}" for item in letter.present),
        tuple(f"{item.code}:{item.record}" for item in letter.missing),
    )


@dataclass(frozen=True)
class Approved:
    """Who approved: the signatories with any reservation, the board's case, and when it was published."""

    people: tuple[tuple[Approver, str], ...]
    board: str
    board_case: str
    published_at: datetime


def approved(document: Document, approval: Approved) -> Document:
    """The frozen document with the names of those who approved it and the day it was published."""
    language = document.language
    approvers = tuple(person for person, _reservation in approval.people)
    with translation.override(language):
        days = [oslo_day(each.approved_at) for each in approvers if each.approved_at]
        published_on = oslo_day(approval.published_at)
        words = [_("Covers %(period)s.") % {"period": format_period(document.from_on, document.to_on, language)}]
        if days:
            words.append(_("Approved %(day)s.") % {"day": format_date(max(days), language)})
        words.append(_("Published %(day)s.") % {"day": format_date(published_on, language)})
        number = 1 + sum(bool(section.number) for section in document.sections if section.level == 1)
        section = Section("approval", str(number), _("Approval"), _approval(approval, days, language))
    return replace(
        document,
        approved_by=approvers,
        status="published",
        published_on=published_on,
        facts=line(" ".join(words)),
        sections=(*document.sections, section),
    )


def _approval(approval: Approved, days: list[date], language: Language) -> Blocks:
    """By whom and when (R001-95), the board's case, the names, and reservations where somebody had one."""
    blocks: list[Block] = []
    if days:
        words = {"day": format_date(max(days), language), "board": approval.board, "case": approval.board_case}
        said = (
            _("Electronically approved by the board and the managing director, %(day)s, case %(case)s.")
            if approval.board_case
            else _("Electronically approved by the board and the managing director, %(day)s.")
        )
        blocks.append(paragraph(said % words))
    blocks.append(Signatures(tuple(person for person, _reservation in approval.people)))
    for person, reservation in approval.people:
        if reservation.strip():
            words = {"name": person.shown, "reservation": reservation.strip()}
            blocks.append(paragraph(_("%(name)s approved with a reservation: %(reservation)s") % words))
    return tuple(blocks)


def address_of(records: StatementRecords, code: str, record: str) -> str:
    """Where what is missing is put right: the impact, the area, the action or the enterprise's own page."""
    unit = records.enterprise.key
    if code in ("actual_impact", "alleged_impact", "significant_risk", "severity_not_rated"):
        return page_address("due_diligence:impact", record)
    if code in ("risk_area", "risk_area_without_status"):
        return page_address("due_diligence:risk_area", record)
    if code == "result":
        return page_address("due_diligence:action", record)
    if code == "measure":
        impact = any(each.key == record for each in records.impacts)
        return page_address("due_diligence:impact" if impact else "due_diligence:risk_area", record)
    if code == "role_holder":
        return page_address("administration:posts", unit=unit)
    return page_address("administration:profile", unit=unit)
