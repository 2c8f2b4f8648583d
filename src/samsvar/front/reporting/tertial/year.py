"""What only the annual pack has: the year's figures, as the directors' report and the owner want them."""

from django.utils.translation import gettext as _

from samsvar.core.documents.model import Blocks, Column, FigureRef, Paragraph, Row, Table, line, row
from samsvar.core.documents.numbers import format_money, format_number
from samsvar.front.reporting.tertial.asked import Asked
from samsvar.front.reporting.tertial.duties import requirement_figure, requirement_rows
from samsvar.front.reporting.tertial.indicators import figure_of, target_cell
from samsvar.front.reporting.tertial.work import action_figure, action_rows
from samsvar.platform.organisation.models import KeyFigure, KeyFigureKind
from samsvar.platform.ui.addresses import page_address
from samsvar.registers.indicators.presenters.words import period_name, source_words

_MONEY = frozenset({KeyFigureKind.TURNOVER, KeyFigureKind.BALANCE_TOTAL})


def year_figures(asked: Asked) -> Blocks:
    """Key figures, the prioritised indicators and what is owed, each with its year and source. Eight queries."""
    rows = [*_key_figures(asked), *_prioritised(asked), *_owed(asked)]
    columns = (
        Column(_("Figure"), row_header=True, width=2.4),
        Column(_("Value"), "number"),
        Column(_("Target"), "number"),
        Column(_("Period")),
        Column(_("Source"), width=1.8),
    )
    if not rows:
        return (Paragraph(line(_("No figures are registered for the year."))),)
    return (Table(_("Figures for %(year)s") % {"year": asked.period.year}, columns, tuple(rows)),)


def _key_figures(asked: Asked) -> list[Row]:
    rows = KeyFigure.objects.filter(enterprise=asked.unit, year=asked.period.year)
    held = {KeyFigureKind(each.kind): each for each in rows}
    found = []
    for kind in KeyFigureKind:
        figure = held.get(kind)
        name = str(kind.label)
        if figure is None:
            found.append(row(name[:1].upper() + name[1:], _("not registered"), "–", str(asked.period.year), "–"))
            continue
        number = FigureRef(
            f"key-{kind.value}",
            _key_words(asked, kind, figure.value),
            figure.value,
            (f"keyfigure:{figure.key}",),
            "organisation.key_figure",
            f"{figure.source}, {figure.year}",
            page_address("administration:unit", asked.unit.key) or None,
        )
        found.append(row(name[:1].upper() + name[1:], number, "–", str(figure.year), figure.source))
    return found


def _key_words(asked: Asked, kind: KeyFigureKind, value: int) -> str:
    """People as they are counted, person-years in tenths, money in whole kroner."""
    if kind in _MONEY:
        return format_money(value, asked.language, "whole")
    if kind == KeyFigureKind.PERSON_YEARS:
        return format_number(value / 10, asked.language, 1)
    return format_number(value, asked.language, 0)


def _prioritised(asked: Asked) -> list[Row]:
    return [
        row(
            each.indicator.name(asked.language),
            figure_of(asked, each),
            target_cell(each),
            period_name(each.period),
            source_words(each.indicator.source) if each.indicator.source else "–",
        )
        for each in asked.standings
        if each.indicator.prioritised or each.indicator.goal is None or not each.indicator.monitored_only
    ]


def _owed(asked: Asked) -> list[Row]:
    rows = {word: action_rows(asked, word) for word in ("done", "late")}
    numbers = asked.numbers({**rows, "lacking": requirement_rows(asked)})
    year, samsvar = str(asked.period.year), "Samsvar"
    return [
        row(_("Actions done"), action_figure(asked, "done", numbers["done"]), "–", year, samsvar),
        row(_("Actions late when the year ended"), action_figure(asked, "late", numbers["late"]), "–", year, samsvar),
        row(
            _("Requirements with nothing behind them"),
            requirement_figure(asked, numbers["lacking"]),
            "–",
            year,
            samsvar,
        ),
    ]
