"""What reports show on the pages of rooms beneath."""

from samsvar.front.reporting.plans_reported import plans_reported
from samsvar.subjects.meetings.sections import register_section


def declare() -> None:
    """Declares it; once is enough."""
    register_section(plans_reported)
