"""When an activity falls, as JSON that can be stored and as the rules read it.

A point is `{"of": "day"|"meeting"|"period"|"activity", …}`; what is the usual value is left out, so that the same days
are always the same text. Meetings are named by the kind of body or the body's key, activities by their key.
"""

import json
from collections.abc import Mapping
from typing import Any

from samsvar.core.rules.wheel.timing import (
    DayOfYear,
    Distance,
    Edge,
    FromActivity,
    FromMeeting,
    FromPeriodEnd,
    OnFreeDay,
    Period,
    Point,
    Side,
    Unit,
    When,
)


def timing_as_data(when: When) -> dict[str, Any]:
    """The days as plain values."""
    stored: dict[str, Any] = {"due": _point_as_data(when.due)}
    if when.opens is not None:
        stored["opens"] = _point_as_data(when.opens)
    if when.on_free_day is not OnFreeDay.STANDS:
        stored["on_free_day"] = when.on_free_day.value
    return stored


def timing_from_data(stored: Mapping[str, Any] | None) -> When | None:
    """The days as the rules read them; None where nothing is set. Raises ValueError for what is no timing."""
    if not stored:
        return None
    try:
        opens = stored.get("opens")
        return When(
            due=_point_from_data(stored["due"]),
            opens=None if opens is None else _point_from_data(opens),
            on_free_day=OnFreeDay(stored.get("on_free_day", OnFreeDay.STANDS)),
        )
    except (KeyError, TypeError) as problem:
        raise ValueError("no timing") from problem


def point_as_text(point: Point) -> str:
    """A point as one line of JSON, for a form that carries it along unseen."""
    return json.dumps(_point_as_data(point), sort_keys=True)


def point_from_text(text: str) -> Point | None:
    """What `point_as_text` wrote; None for nothing, and for what is no point."""
    try:
        return _point_from_data(json.loads(text)) if text else None
    except (KeyError, TypeError, ValueError):
        return None


def _point_as_data(point: Point) -> dict[str, Any]:
    match point:
        case DayOfYear(month, day, years):
            return _kept({"of": "day", "month": month, "day": day, "years": years})
        case FromMeeting(body, number, distance):
            return _kept({"of": "meeting", "body": body, "number": number, **_distance_as_data(distance)})
        case FromPeriodEnd(period, number, distance, years):
            far = _distance_as_data(distance)
            return _kept({"of": "period", "period": period.value, "number": number, "years": years, **far})
        case FromActivity(activity, edge, distance):
            return _kept({"of": "activity", "activity": activity, "edge": edge.value, **_distance_as_data(distance)})


def _distance_as_data(distance: Distance) -> dict[str, Any]:
    if not distance.count:
        return {}
    return {"count": distance.count, "unit": distance.unit.value, "side": distance.side.value}


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and (name != "years" or value)}


def _point_from_data(stored: Mapping[str, Any]) -> Point:
    far = Distance(
        int(stored.get("count", 0)), Unit(stored.get("unit", Unit.DAYS)), Side(stored.get("side", Side.AFTER))
    )
    match stored["of"]:
        case "day":
            return DayOfYear(int(stored["month"]), stored.get("day"), int(stored.get("years", 0)))
        case "meeting":
            return FromMeeting(str(stored["body"]), stored.get("number"), far)
        case "period":
            years = int(stored.get("years", 0))
            return FromPeriodEnd(Period(stored["period"]), stored.get("number"), far, years)
        case "activity":
            return FromActivity(str(stored["activity"]), Edge(stored.get("edge", Edge.DUE)), far)
    raise ValueError("no such point")
