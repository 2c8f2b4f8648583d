"""The words of rules and codes."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.registers.actions.models import Action
from samsvar.subjects.strategy.models import Quadrant

Words = str | Promise

TO_DO: Mapping[Quadrant, Words] = {
    Quadrant.STRENGTH: _("keep and develop"),
    Quadrant.WEAKNESS: _("must be solved"),
    Quadrant.OPPORTUNITY: _("should be used better"),
    Quadrant.CHALLENGE: _("must be handled"),
}
"""What each quadrant asks for."""

REFUSALS: Mapping[str, tuple[str, Words]] = {
    "years_out_of_order": ("to_year", _("The last year cannot come before the first.")),
    "above_itself": ("parent", _("A strategy cannot rest on itself, nor on one that rests on it.")),
    "name_taken": ("name", _("The enterprise has a strategy of that name. Give this one another.")),
    "year_outside_period": ("year", _("The year lies outside the strategy’s period, %(first)s to %(last)s.")),
    "edition_exists": ("year", _("There is an edition for %(year)s already. Open that one.")),
    "edition_approved": ("", _("The edition is approved, and is not written on. Begin the next year’s edition.")),
    "approved_in_the_future": ("approved_on", _("It cannot be approved on a day to come.")),
    "taken_already": ("", _("The edition holds it already. Change the one that stands.")),
    "due_without_reason": ("due_on", _("Say why the deadline is set.")),
    "due_before_start": ("due_on", _("The deadline cannot come before the start.")),
    "cost_without_amount": ("cost_ore", _("Write the amount, or choose another kind of cost.")),
    "amount_without_cost": ("cost_kind", _("An amount is written. Choose that the cost is an amount.")),
    "process_exists": ("year", _("A process for %(year)s has begun already. Open that one.")),
    "goal_chosen_already": ("un_goal", _("The goal is chosen already. Change the one that stands.")),
    "has_scores": ("", _("Something is tied to it: scores or talks. It stays, so that the choice can be followed.")),
    "has_points": ("", _("Points of a strategy come from it. It stays, so that they can be followed.")),
    "nothing_to_publish": ("", _("Choose a goal or make a promise first. There is nothing to publish yet.")),
    "earlier_steps_open": ("", _("The steps before the choice are not done. Note what came of them first.")),
    "reason_missing": ("reason", _("Write why the goal is chosen.")),
    "rests_on_nothing": ("topics", _("Choose what it rests on: a topic that was scored, or an area that was mapped.")),
}


def action_pill(action: Action, today: Any) -> tuple[str, Words]:
    """The kind and the words of an action's state; one that is late says so."""
    if action.status == "done":
        return "good", _("Done")
    if action.status == "cancelled":
        return "", _("Cancelled")
    if action.is_late(today):
        return "bad", _("Late")
    return ("", _("In progress")) if action.status == "in_progress" else ("", _("Not started"))
