"""The one place that reads the clock. Views and commands call it once and pass the answer down."""

import os
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
#: Where a demo's story begins: the seconds that its clock is set forward (or back), so that its deadlines stay near.
SHIFT = "SAMSVAR_CLOCK_SHIFT"
#: A clock that stands still (ISO, with zone), for tests and pictures.
STOPPED = "SAMSVAR_NOW"


def now() -> datetime:
    """This instant, in UTC."""
    stopped = os.environ.get(STOPPED)
    if stopped:
        return datetime.fromisoformat(stopped).astimezone(UTC)
    return datetime.now(UTC) + timedelta(seconds=int(os.environ.get(SHIFT, "0")))


def today() -> date:
    """The day it is in Norway."""
    return now().astimezone(OSLO).date()
