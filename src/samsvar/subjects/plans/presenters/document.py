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
    sections.append(Section("cost", "", _("Cost"), (Paragraph(line(sum_in_words(costs))),)))
    return Document(
        title=plan.title,
        enterprise=plan.unit.name(current_language()),
        language=current_language(),
        year=plan.year,
        from_on=plan.from_on,
        to_on=plan.to_on,
        sections=tuple(sections),
        lead=line(finding),
        facts=line(anchored_words(plan)),
    )


def sheet_of(plan: Plan, rows: Sequence[Row]) -> bytes:
    """The plan as XLSX, an action a row, under headings that `samsvar import actions` reads back."""
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
    more: tuple[tuple[str, CellKind, int], ...] = (
        (_("New or continued"), "text", 14),
        (_("What it serves"), "text", 40),
        (_("Done on"), "date", 14),
        (_("What came of it"), "text", 40),
        (_("Note"), "text", 40),
        # Which plan it is: read back in without them, the actions would be the enterprise's own.
        (_("Unit"), "text", 14),
        (_("Plan"), "text", 24),
        (_("Year"), "text", 8),
    )
    columns += [SheetColumn(*each) for each in more]
    written = [
        (
            each.action.title,
            each.whose,
            each.effect,
            each.action.due_on,
            each.action.cost_ore,
            cost_words(each.action),
            str(each.action.get_status_display()),
            str(each.action.get_continuity_display()),
            "; ".join(each.serves),
            each.action.done_on,
            each.action.result,
            each.action.note,
            plan.unit.number or plan.unit.name_nb,
            plan.title,
            str(plan.year),
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
    names = (_("Action"), _("Responsible"), _("Wanted effect"), _("Parts"), _("Deadline"), _("Cost"), _("State"))
    columns = tuple(Column(name, row_header=number == 0) for number, name in enumerate(names))
    return Table(group.name, columns, tuple(_line(each) for each in group.rows))


def _line(each: Row) -> Any:
    due = format_date(each.action.due_on, current_language(), "table") if each.action.due_on else _("Lacking")
    state = str(each.action.get_status_display()).capitalize()
    parts = _("%(done)s of %(of)s") % {"done": each.parts_done, "of": each.parts} if each.parts else "–"
    whose = each.whose or _("Nobody yet")
    return row(each.action.title, whose, each.effect or "–", parts, due, cost_words(each.action), state)


def cost_words(action: Any) -> str:
    """What is known of the cost, the four ways apart."""
    if action.cost_kind == CostKind.AMOUNT:
        return format_money(action.cost_ore, current_language())
    return str(action.get_cost_kind_display()).capitalize()


def sum_in_words(costs: CostSum) -> str:
    """The sum, and what is not in it since nobody knows."""
    words = f"{_('Cost beyond the budget, each action once:')} {format_money(costs.ore, current_language())}"
    if costs.complete:
        return words
    unknown = _("and what is not known: %(unknown)s unknown, %(not_calculated)s not calculated")
    return f"{words} {unknown % {'unknown': costs.unknown, 'not_calculated': costs.not_calculated}}"


def anchored_words(plan: Plan) -> str:
    """The meeting that anchored the plan, or that none did."""
    if plan.anchored_on is None:
        return _("Not anchored in a meeting.")
    on = format_date(plan.anchored_on, current_language())
    return _("Anchored in %(meeting)s, %(on)s.") % {"meeting": plan.anchored_in, "on": on}
