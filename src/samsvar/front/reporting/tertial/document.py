"""A pack as a document: every section drawn from the records, with what people wrote first."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from samsvar.core.documents.model import Blocks, Document, Paragraph, Section, Status, line
from samsvar.core.documents.numbers import format_date
from samsvar.front.reporting.tertial.asked import Asked
from samsvar.front.reporting.tertial.sections import SectionKind, sections_in
from samsvar.registers.indicators.presenters.words import period_name
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.subjects.reports.models import Reader


def pack_document(asked: Asked, comments: Mapping[str, str] | None = None, status: Status = "draft") -> Document:
    """The whole pack in the language asked for. `comments`: what people wrote, by section."""
    with translation.override(asked.language):
        found = [
            _section(each, place, each.draw(asked), (comments or {}).get(each.id, ""))
            for place, each in enumerate(sections_in(asked), start=1)
        ]
        return document_of(asked, tuple(found), status)


def document_of(asked: Asked, sections: tuple[Section, ...], status: Status, title: str = "") -> Document:
    """A document of the unit and period with these sections."""
    return Document(
        title=title or title_of(asked),
        subtitle=_("For %(reader)s") % {"reader": Reader(asked.reader).label} if asked.reader else "",
        enterprise=asked.unit.name(asked.language),
        language=asked.language,
        year=asked.period.year,
        from_on=asked.period.first_day,
        to_on=asked.period.last_day,
        sections=sections,
        status=status,
        facts=line(_facts(asked)),
        contents=len(sections) > 3,
    )


def title_of(asked: Asked) -> str:
    """What a pack is called."""
    if asked.is_annual:
        return _("Annual report %(year)s") % {"year": asked.period.year}
    return _("Report for %(period)s") % {"period": period_name(asked.period)}


def _facts(asked: Asked) -> str:
    said = _("Drawn from the records %(day)s.") % {"day": format_date(asked.today, asked.language)}
    if not asked.period.is_over(asked.today):
        said += " " + _("The period is not over, so the figures are not whole.")
    return said


def _section(kind: SectionKind, place: int, drawn: Blocks, comment: str) -> Section:
    return Section(kind.id, str(place), str(kind.title), (*written(comment), *drawn))


def written(comment: str) -> Blocks:
    """What people wrote, in paragraphs."""
    return tuple(Paragraph(line(part.strip())) for part in comment.split("\n") if part.strip())


def section_blocks(asked: Asked, section: str) -> Blocks:
    """One section as it is drawn from the records; empty for one that the pack does not have."""
    with translation.override(asked.language):
        return next((each.draw(asked) for each in sections_in(asked) if each.id == section), ())


def figures_handed_in(asked: Asked) -> list[dict[str, Any]]:
    """The indicators' figures as plain values, for those who put accepted reports together. Numbers as text."""
    return [as_values(each) for each in asked.standings]


def as_values(each: Shown) -> dict[str, Any]:
    """A figure as plain values, numbers as text."""
    indicator = each.indicator
    return {
        "code": indicator.code,
        "decimals": indicator.decimals,
        "delivered": each.delivered,
        "denominator": _text(each.part("denominator")),
        "expected": each.expected,
        "indicator": indicator.key,
        "masked": each.masked,
        "name_en": indicator.name_en,
        "name_nb": indicator.name_nb,
        "name_nn": indicator.name_nn,
        "numerator": _text(each.part("numerator")),
        "period": each.period.code,
        "roll_up": indicator.roll_up,
        "source": indicator.source,
        "status": each.standing.status.value,
        "target": _text(each.standing.target),
        "unit_of_measure": indicator.unit_of_measure,
        "value": _text(each.number),
    }


def _text(number: Any) -> str | None:
    return None if number is None else format(number, "f")
