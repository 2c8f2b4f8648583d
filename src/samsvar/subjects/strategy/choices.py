"""The rows that forms about an edition or a process choose among."""

from typing import Any

from samsvar.platform.organisation.models import OrgUnit, Site
from samsvar.registers.actions.models import ENDED, Action
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.subjects.strategy.models import Edition, EditionAction, MappedArea, SustainabilityProcess


def indicators(edition: Edition) -> Any:
    """The indicators that hold for the strategy's unit: its own and those set above."""
    return Indicator.objects.filter(unit__key__in=edition.strategy.unit.line_keys, retired=False).order_by(
        "name_nb", "pk"
    )


def held_indicators(edition: Edition) -> Any:
    """Those the edition has taken in."""
    return Indicator.objects.filter(pk__in=edition.indicator_ties.values("indicator")).order_by("name_nb", "pk")


def held_actions(edition: Edition) -> Any:
    """The edition's actions."""
    return Action.objects.filter(pk__in=edition.action_ties.values("action")).order_by("title", "pk")


def open_actions(edition: Edition) -> Any:
    """Actions the edition may take in: those of its unit that are not ended."""
    rows = Action.objects.filter(enterprise=edition.strategy.enterprise, unit=edition.strategy.unit)
    return rows.exclude(status__in=ENDED).order_by("title", "pk")


def the_action(tie: EditionAction) -> Any:
    """The action of a tie alone: it is not exchanged for another."""
    return Action.objects.filter(pk=tie.action_id)


def goals(edition: Edition) -> Any:
    """The goals that hold for the strategy's unit."""
    return Goal.objects.filter(unit__key__in=edition.strategy.unit.line_keys).order_by("name_nb", "pk")


def units(edition: Edition) -> Any:
    """The strategy's unit with all under it."""
    return OrgUnit.objects.under(edition.strategy.unit).order_by("path")


def sites(edition: Edition) -> Any:
    """The enterprise's sites."""
    return Site.objects.filter(enterprise=edition.strategy.enterprise).order_by("name", "pk")


def areas(edition: Edition) -> Any:
    """What the enterprise has mapped in its sustainability process, the newest round first."""
    rows = MappedArea.objects.filter(process__enterprise=edition.strategy.enterprise)
    return rows.order_by("-process__year", "name")


def goals_at(process: SustainabilityProcess) -> Any:
    """The goals that hold for the enterprise."""
    return Goal.objects.filter(unit__key__in=process.enterprise.line_keys).order_by("name_nb", "pk")


def indicators_at(process: SustainabilityProcess) -> Any:
    """The indicators that hold for the enterprise."""
    rows = Indicator.objects.filter(unit__key__in=process.enterprise.line_keys, retired=False)
    return rows.order_by("name_nb", "pk")


def actions_at(process: SustainabilityProcess) -> Any:
    """The enterprise's own actions that are not cancelled; those done keep promises too."""
    rows = Action.objects.filter(enterprise=process.enterprise, unit=process.enterprise)
    return rows.exclude(status="cancelled").order_by("title", "pk")


def units_at(process: SustainabilityProcess) -> Any:
    """The clinics and departments beneath the enterprise, where a gain may fall."""
    rows = OrgUnit.objects.under(process.enterprise).exclude(pk=process.enterprise_id)
    return rows.exclude(kind="section").order_by("path")
