"""What reports show on the pages of rooms beneath, and the figures they draw for them."""

from samsvar.front.reporting.plans_reported import plans_reported
from samsvar.front.reporting.strategy.climate_figures import from_climate_account
from samsvar.front.reporting.strategy.figures import from_contracts
from samsvar.subjects.meetings.sections import register_section
from samsvar.subjects.strategy.figures import register_source


def declare() -> None:
    """Declares all of it; once is enough."""
    register_section(plans_reported)
    register_source("contracts", from_contracts)
    register_source("climate_account", from_climate_account)
