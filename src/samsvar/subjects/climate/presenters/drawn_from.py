"""The way to the climate account from the page of an indicator that draws from it."""

from samsvar.platform.access.permissions import Permission
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.sections import Section
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.indicators.sections import Asked, register_section
from samsvar.subjects.climate.selectors.feeding import SOURCE


def account_behind(asked: Asked, found: Goal | Indicator) -> Section | None:
    """Where the indicator's figures come from; nothing for a goal, or an indicator with another source. No query."""
    if not isinstance(found, Indicator) or found.source != SOURCE:
        return None
    if not asked.viewer.may(Permission.VIEW_INDICATORS, asked.unit):
        return None
    return Section("climate/drawn_from.html", page_address("climate:account", unit=asked.unit.key))


def declare() -> None:
    """Declares the section; once is enough."""
    register_section(account_behind)
