"""The rows that an edition's forms choose among."""

from typing import Any

from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.indicators.selectors.definitions import keys_to
from samsvar.subjects.strategy.models import Edition, EditionAction


def indicators(edition: Edition) -> Any:
    """The indicators that hold for the strategy's unit: its own and those set above."""
    return Indicator.objects.filter(unit__key__in=keys_to(edition.strategy.unit), retired=False).order_by("name_nb")


def held_indicators(edition: Edition) -> Any:
    """Those the edition has taken in."""
    return Indicator.objects.filter(pk__in=edition.indicator_ties.values("indicator")).order_by("name_nb")


def held_actions(edition: Edition) -> Any:
    """The edition's actions."""
    return Action.objects.filter(pk__in=edition.action_ties.values("action")).order_by("title")


def open_actions(edition: Edition) -> Any:
    """Actions the edition may take in: those of its unit that are not ended."""
    rows = Action.objects.filter(enterprise=edition.strategy.enterprise, unit=edition.strategy.unit)
    return rows.exclude(status__in=("done", "cancelled")).order_by("title")


def the_action(tie: EditionAction) -> Any:
    """The action of a tie alone: it is not exchanged for another."""
    return Action.objects.filter(pk=tie.action_id)


def goals(edition: Edition) -> Any:
    """The goals that hold for the strategy's unit."""
    return Goal.objects.filter(unit__key__in=keys_to(edition.strategy.unit)).order_by("name_nb")


def units(edition: Edition) -> Any:
    """The strategy's unit with all under it."""
    return OrgUnit.objects.under(edition.strategy.unit).order_by("path")
