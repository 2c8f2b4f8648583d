"""The joint report: put together from the accepted annual reports of the enterprises right beneath, and from no other.

Sums are added, never means of means: a ratio by its numerators and denominators. What only some have handed in says so
beside it, and who lacks is named.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from samsvar.core.documents.model import (
    Block,
    Blocks,
    Column,
    Document,
    FigureRef,
    Inline,
    Paragraph,
    Row,
    Section,
    Status,
    Table,
    line,
    row,
)
from samsvar.core.rules.indicators.definition import RollUp
from samsvar.core.rules.indicators.roll_up import Sums, add_sums, result_of
from samsvar.front.reporting.tertial.asked import Asked, worded
from samsvar.front.reporting.tertial.document import document_of, written
from samsvar.front.reporting.tertial.kept import figures_now
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.presenters.words import shown, source_words
from samsvar.registers.indicators.reading import definition_of
from samsvar.subjects.reports.models import Report, ReportState
from samsvar.subjects.reports.selectors import Parts, parts_of

_SUMMED = frozenset({RollUp.SUM, RollUp.RATIO})
SECTIONS = ("parts", "figures")


def joint_document(asked: Asked, comments: Mapping[str, str] | None = None, status: Status = "draft") -> Document:
    """The joint report of a year. Eight queries."""
    with translation.override(asked.language):
        said = comments or {}
        drawn = [
            Section(code, str(place), title, (*written(said.get(code, "")), *blocks))
            for place, (code, title, blocks) in enumerate(_drawn(asked), start=1)
        ]
        title = _("Joint report on social responsibility %(year)s") % {"year": asked.period.year}
        return document_of(asked, tuple(drawn), status, title)


def joint_titles() -> dict[str, str]:
    """The sections' titles by id, in order."""
    return {"parts": _("Who has reported"), "figures": _("The figures together")}


def joint_blocks(asked: Asked, section: str) -> Blocks:
    """One section, drawn from what is accepted now."""
    with translation.override(asked.language):
        return next((blocks for code, _title, blocks in _drawn(asked) if code == section), ())


def _drawn(asked: Asked) -> list[tuple[str, str, Blocks]]:
    parts, titles = parts_of(asked.viewer, asked.unit, asked.period), joint_titles()
    return [("parts", titles["parts"], _parts(asked, parts)), ("figures", titles["figures"], _figures(asked, parts))]


def _parts(asked: Asked, parts: Parts) -> Blocks:
    every = len(parts.accepted) + len(parts.missing)
    if not every:
        return (Paragraph(line(_("No enterprise stands right beneath the unit."))),)
    number = asked.count("accepted-reports", len(parts.accepted), rule="reports.accepted", page="reports:reports")
    words = _("%(n)s of %(of)s annual reports are accepted, and are what this report is put together from.")
    blocks: list[Block] = [Paragraph(worded(words, n=number, of=str(every)))]
    if parts.missing:
        said = [
            f"{unit.name(asked.language)} ({ReportState(state).label if state else _('not begun')})"
            for unit, state in parts.missing
        ]
        blocks.append(
            Paragraph(line(_("Not accepted, and so not in the figures: %(names)s.") % {"names": "; ".join(said)}))
        )
    return tuple(blocks)


def _figures(asked: Asked, parts: Parts) -> Blocks:
    if not parts.accepted:
        return (Paragraph(line(_("There are no accepted figures yet."))),)
    by_indicator: dict[str, dict[int, dict[str, Any]]] = {}
    told = figures_now(parts.accepted)
    for report in parts.accepted:
        for each in told[report.pk]:
            by_indicator.setdefault(each["indicator"], {})[report.unit_id] = each
    shared = [key for key, of in by_indicator.items() if len(of) == len(parts.accepted)]
    rest = [key for key in by_indicator if key not in shared]
    held = {each.key: each for each in Indicator.objects.filter(key__in=by_indicator)}
    units = [report.unit for report in parts.accepted]
    columns = (
        Column(_("Indicator"), row_header=True, width=2.4),
        *(Column(unit.name(asked.language), "number") for unit in units),
        Column(_("Together"), "number"),
        Column(_("Source"), width=1.2),
    )
    drawn = tuple(
        _row(asked, held[key], by_indicator[key], parts.accepted, units)
        for key in (*shared, *rest)
        if key in held and (key in shared or _is_common(held[key], asked.unit))
    )
    note = _("Sums and ratios are added up from the parts; other figures are not. A dash is not known, never zero.")
    caption = _("Accepted figures for %(year)s") % {"year": asked.period.year}
    return (
        (Table(caption, columns, drawn, line(note)),)
        if drawn
        else (Paragraph(line(_("No indicator is common to them."))),)
    )


def _is_common(indicator: Indicator, unit: OrgUnit) -> bool:
    """Whether the indicator is set at the unit or above it, so that all beneath are measured by it."""
    return indicator.unit.contains(unit)


def _row(
    asked: Asked,
    indicator: Indicator,
    of: Mapping[int, Mapping[str, Any]],
    reports: Sequence[Report],
    units: Sequence[OrgUnit],
) -> Row:
    cells = [_cell(asked, indicator, of.get(report.unit_id), report) for report in reports]
    source = source_words(indicator.source) if indicator.source else "–"
    return row(indicator.name(asked.language), *cells, _together(asked, indicator, of, units), source)


def _cell(asked: Asked, indicator: Indicator, held: Mapping[str, Any] | None, report: Report) -> Inline | str:
    if held is None:
        return "–"
    if held["masked"]:
        return "*"
    number = None if held["value"] is None else Decimal(held["value"])
    return FigureRef(
        f"joint-{indicator.code}-{report.unit_id}",
        shown(number, indicator.unit_of_measure, indicator.decimals),
        held["value"],
        (f"report:{report.key}", f"indicator:{indicator.key}"),
        "reports.accepted",
        f"{held['period']}, {report.frozen_sha256[:12]}",
        page_address("reports:shown", report.key) or None,
    )


def _together(
    asked: Asked, indicator: Indicator, of: Mapping[int, Mapping[str, Any]], units: Sequence[OrgUnit]
) -> Inline | str:
    """What the accepted parts come to; a dash where figures of this kind are not added, or one is hidden."""
    definition = definition_of(indicator)
    known = [each for each in of.values() if each["value"] is not None]
    if definition.roll_up not in _SUMMED or not known or any(each["masked"] for each in of.values()):
        return "–"
    result = result_of(definition, add_sums(_sums(each, definition.roll_up) for each in known))
    if result.number is None:
        return "–"
    text = shown(result.number, indicator.unit_of_measure, indicator.decimals)
    if len(known) < len(units):
        text = _("%(figure)s (of %(n)s of %(of)s)") % {"figure": text, "n": len(known), "of": len(units)}
    value = format(round(Decimal(result.number.numerator) / result.number.denominator, 6).normalize(), "f")
    records = tuple(f"unit:{unit.key}" for unit in units if unit.pk in of)
    return FigureRef(
        f"joint-{indicator.code}", text, value, records, f"indicators.{indicator.roll_up}", asked.period.code
    )


def _sums(held: Mapping[str, Any], roll_up: RollUp) -> Sums:
    if roll_up is RollUp.RATIO:
        return Sums(
            numerator=_exact(held["numerator"]), denominator=_exact(held["denominator"]), delivered=1, expected=1
        )
    return Sums(value=_exact(held["value"]), delivered=1, expected=1)


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(Decimal(text))
