"""Rows of the API of the management system; laid and asked for with the others of `table_api.py`."""

from collections.abc import Mapping
from typing import Any

from tests.pages.rows import Places, Row, Statuses, everyone

#: By permission, those who have it on some unit; and those of Kari's enterprise, whom its steering is for.
STEERED = (
    *("kari", "nils", "auditor", "director", "chair", "owner", "leader", "sibling", "lookalike", "regional", "berit"),
    "ola",
)
INSIDE = ("kari", "auditor", "director", "chair", "ola", "owner", "leader", "sibling", "lookalike")
NETT = ("kari", "auditor", "director", "chair", "leader", "ola")
#: Without the right anywhere.
NOWHERE = ("administrator", "per", "ended", "future")
VERSION = {"version": 1}


def _of(names: tuple[str, ...], others: int, status: int = 200, **more: int) -> Statuses:
    return everyone(others, anonymous=401, **{**dict.fromkeys(names, status), **more})


def _changing(names: tuple[str, ...], unseen: int, **who: int) -> Statuses:
    return _of(names, unseen, 403, **who)


def _list(name: str, **more: Any) -> Row:
    return Row(f"api:{name}", json=True, **{"get": _of(STEERED, 403), **more})


def _both(name: str, noun: str, seen: tuple[str, ...] = INSIDE, nowhere: int = 404, **more: Any) -> list[Row]:
    """The row at Kari's place, and at the neighbour's, where only Nils sees anything."""
    none = dict.fromkeys(NOWHERE, nowhere)
    theirs: dict[str, Any] = {key: value for key, value in more.items() if key in ("body", "query")}
    return [
        Row(f"api:{name}", json=True, at=f"own {noun}", get=_of(seen, 404, **none), **more),
        Row(f"api:{name}", json=True, at=f"neighbour's {noun}", get=_of(("nils",), 404, **none), **theirs),
    ]


def _figure(places: Places) -> Mapping[str, Any]:
    share = {"numerator": "8.5", "denominator": "1000"}
    return {"unit": "nett", "indicator": places["own indicator"]["key"], "period": "2025-03", **share}


ROWS = [
    *(_list(name) for name in ("list_goals", "list_indicators", "list_targets", "list_figures")),
    *_both("get_goal", "goal"),
    *_both("get_indicator", "indicator"),
    *_both("list_series", "indicator", nowhere=403, query="?first=2025-03&last=2025-04"),
    *_both("list_units_of", "indicator", nowhere=403, query="?period=2025-04"),
    _list(
        "list_measurements",
        query="?period=2025-04",
        post=_changing((*NETT, "administrator"), 422, kari=201, ola=201, leader=201),
        body=_figure,
    ),
    *(_list(name) for name in ("list_activities", "list_occurrences")),
    *_both("get_activity", "activity"),
    *_both(
        "get_occurrence", "occurrence", patch=_changing(INSIDE, 404, kari=200, ola=200), body={"notes": "Ny", **VERSION}
    ),
    *_both(
        "get_state",
        "occurrence",
        post=_changing(INSIDE, 404, kari=200, ola=200),
        body={"state": "under_way", **VERSION},
    ),
    *(_list(name) for name in ("list_documents", "list_requirements")),
    _list("list_coverage", get=_of(("kari", "nils", "auditor", "director", "chair", "ola", "regional", "berit"), 403)),
    *_both("get_document_of", "document"),
    *_both("get_requirement", "requirement"),
    _list("list_plans"),
    *_both("get_plan", "plan", NETT),
    *(_list(name) for name in ("list_bodies", "list_meetings", "list_cases", "list_decisions")),
    *_both("get_meeting", "meeting"),
    *_both("get_decision", "decision"),
    *(_list(name) for name in ("list_strategies", "list_promises")),
    *_both("get_strategy", "strategy"),
    *_both("get_edition_of", "edition"),
]
