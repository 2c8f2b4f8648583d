"""The way forward, what came of last year's plans, and all measures in one table (§ 5 c)."""

from django.utils.translation import gettext as _

from samsvar.core.documents.model import Block, Blocks
from samsvar.front.reporting.transparency_statement.sections.chain import measures_table
from samsvar.front.reporting.transparency_statement.sections.drawing import Drawing, bullets, paragraph
from samsvar.front.reporting.transparency_statement.words import listed


def outlook(drawing: Drawing) -> Blocks:
    """The ranked areas, planned actions after the period (R001-93), and what came of those planned last year."""
    records = drawing.records
    blocks: list[Block] = []
    greatest = [area.title for area in records.areas if area.significant]
    if greatest:
        blocks.append(
            paragraph(_("The risk is greatest in what we buy, first in %(areas)s.") % {"areas": listed(greatest)})
        )
    planned = [
        action
        for action in records.actions
        if action.status in ("not_started", "in_progress")
        and (
            (action.due_on and action.due_on > records.counted_on)
            or (action.starts_on and action.starts_on > records.counted_on)
        )
    ]
    unique = {action.key: action for action in planned}
    if unique:
        blocks.append(paragraph(_("This is planned:")))
        blocks += measures_table(drawing, unique.values(), _("planned after the period"))
    came_of = {action.key: action for action in records.actions if action.continued_from and action.key not in unique}
    if came_of:
        blocks.append(paragraph(_("What came of what we planned last year:")))
        blocks.append(
            bullets(
                *(
                    _("%(title)s: %(result)s") % {"title": action.title, "result": action.result or _("no result yet")}
                    for action in came_of.values()
                )
            )
        )
    return tuple(blocks)


def measures(drawing: Drawing) -> Blocks:
    """Every measure of the period once."""
    unique = {action.key: action for action in drawing.records.actions}
    found = measures_table(drawing, unique.values(), _("all in the period"))
    return found or (paragraph(_("No measures are recorded for the period.")),)
