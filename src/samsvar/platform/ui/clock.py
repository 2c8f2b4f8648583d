"""The one place that reads the clock. Views and commands call it once and pass the answer down."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


def now() -> datetime:
    """This instant, in UTC. `SAMSVAR_NOW` (ISO, with zone) stands in for the clock in tests and screenshots."""
    fixed = os.environ.get("SAMSVAR_NOW")
    return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)


def today() -> date:
    """The day it is in Norway."""
    return now().astimezone(OSLO).date()
