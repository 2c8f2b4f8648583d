"""What each room of the management system lays on the region, in order: one line a room."""

from datetime import datetime

from samsvar.front.cli.demo_story import (
    region_climate,
    region_duties,
    region_following,
    region_governance,
    region_indicators,
    region_meetings,
    region_plans,
    region_reports,
    region_strategy,
    region_sustainability,
    region_wheel,
)
from samsvar.front.cli.demo_story.region import Region
from samsvar.platform.audit.actor import Actor

_ROOMS = (
    region_governance.lay,
    region_following.lay,
    region_indicators.lay,
    region_climate.lay,
    region_plans.lay,
    region_wheel.lay,
    region_meetings.lay,
    region_wheel.close_former_years,
    region_duties.lay,
    region_strategy.lay,
    region_sustainability.lay,
    region_reports.lay,
)


def lay_rooms(region: Region, *, by: Actor, at: datetime) -> None:
    """Every room's part of the story."""
    for lay in _ROOMS:
        lay(region, by=by, at=at)
