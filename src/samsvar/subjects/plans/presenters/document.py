"""A plan on paper and as a sheet: the same columns as the page (action, responsible, wanted effect, deadline, cost)."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from samsvar.core.documents.model import Column, Document, Paragraph, Section, Table, line, row
from samsvar.core.documents.numbers import format_date, format_money
from samsvar.core.documents.spreadsheets import CellKind, SheetColumn, write_xlsx
from samsvar.core.rules.plans import CostKind, CostSum
from samsvar.platform.ui.language import current_language
from samsvar.subjects.plans.models import Plan
from samsvar.subjects.plans.presenters.plan import Group, Row


def document_of(plan: Plan, groups: Sequence[Group], finding: str, costs: CostSum) -> Document:
    """The plan as a document: a table under each goal, and what it costs."""
    sections = [
        Section(f"goal-{number}", "", group.name, (_table(group),)) for number, group in enumerate(groups, start=1)
    ]
    sections.append(Section("cost", "", _("Cost"), (Paragraph(line(_sum_in_words(costs))),)))
    return Document(
        title=plan.title,
        enterprise=plan.unit.name(current_language()),
        language=current_language(),
        year=plan.year,
        from_on=plan.from_on,
        to_on=plan.to_on,
        sections=tuple(sections),
        lead=line(finding),
        facts=line(_anchored(plan)),
    )


def sheet_of(plan: Plan, rows: Sequence[Row]) -> bytes:
    """The plan as XLSX, an action a row, under the headings that `samsvar plan` tells of."""
    kinds: list[tuple[CellKind, int]] = [
        ("text", 40),
        ("text", 24),
        ("text", 40),
        ("date", 12),
        ("money", 14),
        ("text", 14),
        ("text", 14),
    ]
    columns = [SheetColumn(name, kind, width) for name, (kind, width) in zip(_headings(), kinds, strict=True)]
    columns += [SheetColumn(_("New or continued"), "text", 14), SheetColumn(_("What it serves"), "text", 40)]
    written = [
        (
            each.action.title,
            each.whose,
            each.effect,
            each.action.due_on,
            each.action.cost_ore,
            _cost(each.action),
            str(each.action.get_status_display()),
            str(each.action.get_continuity_display()),
            "; ".join(each.serves),
        )
        for each in rows
    ]
    return write_xlsx(columns, written, sheet_name=str(plan.year), title=plan.title)


def values_of(row: Row) -> dict[str, Any]:
    """An action as `samsvar plan --json` gives it; days in ISO form, øre as a whole number."""
    action = row.action
    return {
        "key": action.key,
        "title": action.title,
        "responsible": row.whose,
        "effect": row.effect,
        "due_on": action.due_on.isoformat() if action.due_on else None,
        "status": str(action.status),
        "late": row.late,
        "continuity": str(action.continuity),
        "cost_kind": str(action.cost_kind),
        "cost_ore": action.cost_ore,
        "parts": row.parts,
        "parts_done": row.parts_done,
        "serves": row.serves,
    }


def _headings() -> tuple[str, ...]:
    return (
        _("Action"),
        _("Responsible"),
        _("Wanted effect"),
        _("Deadline"),
        _("Amount in kroner"),
        _("Cost beyond the budget"),
        _("State"),
    )


def _table(group: Group) -> Table:
    names = (_("Action"), _("Responsible"), _("Wanted effect"), _("Deadline"), _("Cost"), _("State"))
    columns = tuple(Column(name, row_header=number == 0) for number, name in enumerate(names))
    return Table(group.name, columns, tuple(_line(each) for each in group.rows))


def _line(each: Row) -> Any:
    due = format_date(each.action.due_on, current_language(), "table") if each.action.due_on else _("Lacking")
    state = str(each.action.get_status_display()).capitalize()
    return row(each.action.title, each.whose or _("Nobody yet"), each.effect or "–", due, _cost(each.action), state)


def _cost(action: Any) -> str:
    if action.cost_kind == CostKind.AMOUNT:
        return format_money(action.cost_ore, current_language())
    return str(action.get_cost_kind_display()).capitalize()


def _sum_in_words(costs: CostSum) -> str:
    words = f"{_('Cost beyond the budget, each action once:')} {format_money(costs.ore, current_language())}"
    if costs.complete:
        return words
    unknown = _("and what is not known: %(unknown)s unknown, %(not_calculated)s not calculated")
    return f"{words} {unknown % {'unknown': costs.unknown, 'not_calculated': costs.not_calculated}}"


def _anchored(plan: Plan) -> str:
    if plan.anchored_on is None:
        return _("Not anchored in a meeting.")
    on = format_date(plan.anchored_on, current_language())
    return _("Anchored in %(meeting)s, %(on)s.") % {"meeting": plan.anchored_in, "on": on}
