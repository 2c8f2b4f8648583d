"""What a strategy wants under an indicator, on the indicator's own page, which stands in a register below."""

from samsvar.platform.ui.sections import Section
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.indicators.sections import Asked, register_section
from samsvar.subjects.strategy.selectors.editions import ambition_for


def ambition(asked: Asked, found: Goal | Indicator) -> Section | None:
    """The ambition with the document and chapter it comes from; nothing on a goal's page."""
    tie = ambition_for(asked.viewer, found) if isinstance(found, Indicator) else None
    return Section("strategy/ambition.html", tie) if tie is not None else None


def declare() -> None:
    """Tell the register what to show."""
    register_section(ambition)
