"""Puts the statement together: template, drawn blocks and what people wrote, as one document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samsvar.core.documents.markup import read_markup
from samsvar.core.documents.model import (
    Approver,
    Blocks,
    Completeness,
    Document,
    KeyFigures,
    Language,
    Section,
    Signatures,
    line,
)
from samsvar.core.documents.numbers import format_date, format_period
from samsvar.core.rules.statement import LetterCheck
from samsvar.front.reporting.transparency_statement.completeness import check
from samsvar.front.reporting.transparency_statement.figures import Figures
from samsvar.front.reporting.transparency_statement.records import AreaLine, StatementRecords
from samsvar.front.reporting.transparency_statement.sections import chain, enterprise, outlook
from samsvar.front.reporting.transparency_statement.sections.drawing import Drawer, Drawing
from samsvar.front.reporting.transparency_statement.templates_held import StatementTemplate, load_template

DRAWERS: Mapping[str, Drawer] = {
    "about": enterprise.about,
    "enterprise": enterprise.enterprise,
    "embedding": enterprise.embedding,
    "employer": enterprise.employer,
    "buyer": chain.buyer,
    "mapping": chain.mapping,
    "areas": chain.areas,
    "other_areas": chain.other_areas,
    "other_impacts": chain.other_impacts,
    "measures": outlook.measures,
    "outlook": outlook.outlook,
}


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
    """The statement as drawn today, its parts, the check against § 5 and all figures that can be named."""

    document: Document
    parts: tuple[SectionPart, ...]
    letters: tuple[LetterCheck, ...]
    figures: Figures
    records: StatementRecords


def draw(records: StatementRecords, *, approved_by: tuple[Approver, ...] = ()) -> Drawn:
    """The statement drawn from its records, in the statement's own language."""
    language: Language = records.statement.language  # type: ignore[assignment]
    with translation.override(language):
        figures = Figures(records, language)
        left_out = frozenset(each["record"] for each in records.statement.left_out)
        base = Drawing(records, figures, language, left_out)
        template = load_template(records.statement.template)
        parts = tuple(_parts(base, template))
        letters = check(records, parts, left_out)
        document = _document(records, parts, letters, figures, language, approved_by)
    return Drawn(document, parts, letters, figures, records)


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
            place += 1
            number = f"{above}{place}"
            said = read_markup(text, base.figures)
            yield SectionPart(name, number, title, level, drawn, text, said.blocks, said.unknown_figures)
            yield from _level(base, tuple(section.get("sections", ())), f"{number}.", level + 1)


def _repeated(base: Drawing, section: Mapping[str, Any]) -> Iterator[tuple[Drawing, str, str]]:
    if section.get("repeat") == "significant_areas":
        for area in base.records.areas:
            if area.significant and f"area:{area.key}" not in base.left_out:
                yield replace(base, area=area), section_of(area), area.title
    else:
        titles = section["title"]
        yield base, section["id"], titles.get(base.language) or titles["nb"]


def section_of(area: AreaLine) -> str:
    """The id of the section that tells of an area."""
    return f"area-{area.key}"


def _document(
    records: StatementRecords,
    parts: tuple[SectionPart, ...],
    letters: tuple[LetterCheck, ...],
    figures: Figures,
    language: Language,
    approved_by: tuple[Approver, ...],
) -> Document:
    statement = records.statement
    large = [
        (figures["contracts_assessed"], _("contracts assessed by us")),
        (figures["contracts_high"], _("with a high or very high level")),
        (figures["answered"], _("have answered, of %(asked)s asked") % {"asked": figures["asked"].text}),
    ]
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
        status=statement.status,  # type: ignore[arg-type]
        lead=line(
            _(
                "Here we tell what risk of breaches of human rights and decent working conditions we have found in our "
                "own operations and with our suppliers, what we have done about it, and what came of it."
            )
        ),
        facts=line(_("Covers %(period)s.") % {"period": period}),
        opening=(KeyFigures(tuple(large)),),
        approved_by=approved_by,
        completeness=tuple(
            Completeness(
                letter.letter,
                tuple(f"{item.code}:{item.record}" for item in letter.present),
                tuple(f"{item.code}:{item.record}" for item in letter.missing),
            )
            for letter in letters
        ),
        contents=True,
    )


def approved(document: Document, approvers: tuple[Approver, ...], published_on: Any) -> Document:
    """The frozen document with the names of those who approved it and the day it was published."""
    with translation.override(document.language):
        last = max((each.approved_at for each in approvers if each.approved_at), default=None)
        words = [
            _("Covers %(period)s.") % {"period": format_period(document.from_on, document.to_on, document.language)}
        ]
        if last is not None:
            words.append(_("Approved %(day)s.") % {"day": format_date(last.date(), document.language)})
        words.append(_("Published %(day)s.") % {"day": format_date(published_on, document.language)})
        number = len([section for section in document.sections if section.level == 1]) + 1
        title = _("Approval")
    return replace(
        document,
        approved_by=approvers,
        status="published",
        published_on=published_on,
        facts=line(" ".join(words)),
        sections=(*document.sections, _approval(number, title, approvers)),
    )


def _approval(number: int, title: str, approvers: tuple[Approver, ...]) -> Section:
    return Section("approval", str(number), title, (Signatures(approvers),))


def address_of(records: StatementRecords, code: str, record: str) -> str:
    """Where what is missing is put right: the impact, the area, the action or the enterprise's own page."""
    if code in ("actual_impact", "alleged_impact", "significant_risk", "severity_not_rated"):
        return reverse("due_diligence:impact", args=[record])
    if code in ("risk_area", "risk_area_without_status"):
        return reverse("due_diligence:risk_area", args=[record])
    if code == "result":
        return reverse("due_diligence:action", args=[record])
    if code == "measure":
        impact = any(line.key == record for line in records.impacts)
        return reverse("due_diligence:impact" if impact else "due_diligence:risk_area", args=[record])
    if code == "role_holder":
        return f"{reverse('administration:posts')}?unit={records.enterprise.key}"
    return f"{reverse('administration:profile')}?unit={records.enterprise.key}"
