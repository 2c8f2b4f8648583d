"""A plan with the accepted plans right beneath it, as its page and as a paper."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samsvar.core.documents.model import BulletList, Column, Document, Paragraph, Row, Section, Table, line, row
from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.plans import CostSum
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.subjects.plans.models import Plan
from samsvar.subjects.plans.presenters.document import anchored_words, cost_words, sum_in_words
from samsvar.subjects.plans.selectors.gathering import Gathered


@dataclass(frozen=True, slots=True)
class Shown:
    """The plan's actions with those beneath that carry them out, what the units do besides, and who lacks a plan."""

    count: int
    late: int
    costs: CostSum
    lines: list[tuple[Any, list[tuple[Any, OrgUnit | None]]]]
    own: list[tuple[OrgUnit, list[Any]]]
    missing: list[OrgUnit]


def shown(found: Gathered) -> Shown:
    """What was gathered, with the rows behind its identifiers."""
    plan = found.plan
    return Shown(
        count=plan.count,
        late=plan.late,
        costs=plan.costs,
        lines=[
            (
                found.actions[each.action.id],
                [(found.actions[below.id], found.units.get(below.unit_id)) for below in each.below],
            )
            for each in plan.lines
        ],
        own=[(found.units[unit], [found.actions[each.id] for each in rows]) for unit, rows in plan.own_of_trusts],
        missing=[found.units[unit] for unit in plan.not_delivered],
    )


def document_of(plan: Plan, gathered: Shown) -> Document:
    """The gathered plan on paper, the units that have not delivered by name."""
    sections = [Section("actions", "", _("Actions"), (_table(plan, gathered),))]
    if gathered.missing:
        names = tuple((Paragraph(line(unit.name(current_language()))),) for unit in gathered.missing)
        sections.append(Section("missing", "", _("Have no accepted plan, and are not counted"), (BulletList(names),)))
    sections.append(Section("cost", "", _("Cost"), (Paragraph(line(sum_in_words(gathered.costs))),)))
    return Document(
        title=_("%(title)s, with the plans beneath") % {"title": plan.title},
        enterprise=plan.unit.name(current_language()),
        language=current_language(),
        year=plan.year,
        from_on=plan.from_on,
        to_on=plan.to_on,
        sections=tuple(sections),
        facts=line(anchored_words(plan)),
    )


def _table(plan: Plan, gathered: Shown) -> Table:
    names = (_("Action"), _("Unit"), _("Carries out"), _("Responsible"), _("Deadline"), _("Cost"), _("State"))
    columns = tuple(Column(name, row_header=number == 0) for number, name in enumerate(names))
    rows = []
    for action, below in gathered.lines:
        rows.append(_row(action, plan.unit, ""))
        rows += [_row(each, unit, action.title) for each, unit in below]
    rows += [_row(each, unit, "") for unit, actions in gathered.own for each in actions]
    return Table(_("The actions of the plan and of the plans beneath it"), columns, tuple(rows))


def _row(action: Any, unit: OrgUnit | None, carries_out: str) -> Row:
    due = format_date(action.due_on, current_language(), "table") if action.due_on else _("Lacking")
    name = unit.name(current_language()) if unit else "–"
    whose, state = action.whose or _("Nobody yet"), str(action.get_status_display()).capitalize()
    return row(action.title, name, carries_out or "–", whose, due, cost_words(action), state)
