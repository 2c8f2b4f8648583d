"""The short version, the way forward, what came of last year's plans, and all measures in one table (§ 5 c)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.model import Block, Blocks, Inline
from samsvar.core.documents.numbers import format_date
from samsvar.front.reporting.transparency_statement.gather_impacts import is_open
from samsvar.front.reporting.transparency_statement.records import ActionLine
from samsvar.front.reporting.transparency_statement.sections.drawing import (
    Drawing,
    bullets,
    paragraph,
    woven,
    woven_parts,
)
from samsvar.front.reporting.transparency_statement.sections.impacts import measures_table, outcome
from samsvar.front.reporting.transparency_statement.words import in_sentence, listed
from samsvar.platform.ui.addresses import page_address
from samsvar.subjects.due_diligence.models.workforce import BreachSeriousness


def short(drawing: Drawing) -> Blocks:
    """The finding first: where the risk is greatest, what is known, who has answered, own operations, guidelines."""
    return (bullets(*(paragraph(*point) for point in _points(drawing))),)


def _points(drawing: Drawing) -> Iterable[list[str | Inline]]:
    records = drawing.records
    greatest = _greatest(drawing)
    if greatest:
        yield [_("The risk is greatest in what we buy of %(areas)s.") % {"areas": greatest}]
    told = [
        each
        for each in records.impacts
        if each.status != "closed" and each.actuality == "actual" and f"impact:{each.key}" not in drawing.left_out
    ]
    for impact in told[:3]:
        if impact.verification == "confirmed":
            yield [_("We know of an actual adverse impact: %(title)s.") % {"title": impact.title.rstrip(".")}]
        else:
            yield [_("We know of a case that is not settled: %(title)s.") % {"title": impact.title.rstrip(".")}]
    if not told:
        yield [_("We know of no actual adverse impacts that are open.")]
    asked = drawing.figure("asked")
    if asked.value:
        yield woven_parts(
            _("{answered} of the {asked} suppliers and owners we asked have answered."),
            answered=drawing.figure("answered"),
            asked=asked,
        )
    year = records.workforce
    if year is not None and year.breach_seriousness:
        yield [_working_time(BreachSeriousness(year.breach_seriousness))]
    if records.code is not None and records.code.required_from:
        day = format_date(records.code.required_from, drawing.language)
        yield [_("From %(day)s new suppliers must accept our ethical guidelines.") % {"day": day}]
    if not records.responsible:
        yield [_("Nobody held the responsibility for due diligence when this was written.")]


def _working_time(breaches: BreachSeriousness) -> str:
    return {
        BreachSeriousness.NONE: _("In our own operations we found no breaches of the rules on working time."),
        BreachSeriousness.MINOR: _("In our own operations we found only minor breaches of the rules on overtime."),
        BreachSeriousness.SERIOUS: _("In our own operations we found serious breaches of the rules on working time."),
    }[breaches]


def _greatest(drawing: Drawing) -> str:
    return listed(
        in_sentence(area.title)
        for area in drawing.records.areas
        if area.significant and f"area:{area.key}" not in drawing.left_out
    )


def outlook(drawing: Drawing) -> Blocks:
    """The ranked areas and the talks (R001-91), planned actions (R001-93), and what came of those planned last year."""
    blocks: list[Block] = []
    greatest = _greatest(drawing)
    if greatest:
        words = {"areas": greatest}
        blocks.append(paragraph(_("We follow up first where the risk is greatest: %(areas)s.") % words))
    blocks += _talks(drawing)
    blocks += _leavings(drawing)
    planned = {action.key: action for action in drawing.records.actions if _is_planned(drawing, action)}
    if planned:
        blocks.append(paragraph(_("This is what we have planned:")))
        blocks += measures_table(drawing, planned.values(), _("planned after the period"))
    came_of = {
        action.key: action for action in drawing.records.actions if action.planned_before and action.key not in planned
    }
    if came_of:
        blocks.append(paragraph(_("What came of what we had planned:")))
        blocks.append(
            bullets(
                *(
                    _("%(title)s: %(result)s") % {"title": action.title, "result": outcome(action)}
                    for action in came_of.values()
                )
            )
        )
    return tuple(blocks)


def _is_planned(drawing: Drawing, action: ActionLine) -> bool:
    days = [day for day in (action.due_on, action.starts_on) if day is not None]
    return is_open(action) and any(day > drawing.records.counted_on for day in days)


def _talks(drawing: Drawing) -> Blocks:
    records = drawing.records
    if not records.talks:
        return ()
    count = drawing.figures.counted(
        "talks",
        len(records.talks),
        records=records.talks,
        rule="talks_in_period",
        address=page_address("suppliers:suppliers", unit=records.enterprise.key),
    )
    who = drawing.figures.counted(
        "talked_with", records.talked_with, records=records.talks, rule="suppliers_talked_with"
    )
    sentence = ngettext(
        "In the period we held {count} talk with {who} supplier.",
        "In the period we held {count} talks with {who} suppliers.",
        len(records.talks),
    )
    return (woven(sentence, count=count, who=who),)


def _leavings(drawing: Drawing) -> Blocks:
    """How many suppliers it was decided in the period to leave; each is told of with its impact."""
    records = drawing.records
    left = [
        impact
        for impact in records.impacts
        if impact.leaving is not None
        and records.statement.period_from <= impact.leaving.decided_on <= records.statement.period_to
        and f"impact:{impact.key}" not in drawing.left_out
    ]
    if not left:
        return ()
    count = drawing.figures.counted(
        "leavings",
        len(left),
        records=(f"leaving:{impact.number}" for impact in left),
        rule="leavings_decided_in_period",
        address=page_address("due_diligence:impacts", unit=records.enterprise.key),
    )
    sentence = ngettext(
        "In the period we decided to leave {count} supplier, as the last step.",
        "In the period we decided to leave {count} suppliers, as the last step.",
        len(left),
    )
    return (woven(sentence, count=count),)


def measures(drawing: Drawing) -> Blocks:
    """Every measure once."""
    unique = {action.key: action for action in drawing.records.actions}
    found = measures_table(drawing, unique.values(), _("all in the period"))
    return found or (paragraph(_("No measures are recorded for the period.")),)
