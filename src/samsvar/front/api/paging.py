"""Pages by key: a page begins after the last row of the one before it, so that the hundredth costs what the first does.

A cursor holds the sort, the last row's value and its key, and nothing that the caller has not been shown.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from samsvar.front.api.errors import Refusal
from samsvar.front.api.schemas import Asked
from samsvar.front.api.words import message


@dataclass(frozen=True, slots=True)
class Sort:
    """A column to sort by, what it holds (str, int, date, datetime), and the unique column `key` that settles ties."""

    column: str
    holds: type = str
    key: str = "key"


def check_known(request: HttpRequest, asked: Asked) -> None:
    """Refuses a parameter that the list does not have: a misspelt filter must not answer with everything."""
    unknown = set(request.GET) - set(type(asked).model_fields)
    if unknown:
        names = sorted(name[:40] for name in unknown)[:20]
        raise Refusal(422, "invalid", fields={name: message("extra_forbidden") for name in names})


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any],
    asked: Asked,
    sorts: dict[str, Sort],
    present: Callable[[Any], dict[str, Any]],
    sort: str = "",
    prepare: Callable[[list[Any]], None] | None = None,
) -> dict[str, Any]:
    """One page of the rows as `{"items", "next"}`. `sort` is a name of `sorts`, with a minus in front: the other way.

    `prepare` is given the page's rows before they are presented, to read what they all need at once.
    """
    check_known(request, asked)
    name = sort or next(iter(sorts))
    chosen, downwards = sorts[name.lstrip("-")], name.startswith("-")
    if asked.after is not None:
        rows = rows.filter(_after(chosen, downwards, *_read(asked.after, name, chosen)))
    column = F(chosen.column)
    order = column.desc(nulls_last=True) if downwards else column.asc(nulls_last=True)
    found = list(rows.order_by(order, f"-{chosen.key}" if downwards else chosen.key)[: asked.limit + 1])
    shown = found[: asked.limit]
    if prepare is not None:
        prepare(shown)
    following = _written(shown[-1], name, chosen) if len(found) > asked.limit else None
    return {"items": [present(row) for row in shown], "next": following}


def _after(sort: Sort, downwards: bool, value: Any, key: str) -> Q:
    """Rows beyond the one with this value and key. Rows without a value come last."""
    side = "lt" if downwards else "gt"
    empty, beyond = f"{sort.column}__isnull", {f"{sort.key}__{side}": key}
    if value is None:
        return Q(**{empty: True}, **beyond)
    return Q(**{f"{sort.column}__{side}": value}) | Q(**{sort.column: value}, **beyond) | Q(**{empty: True})


def _written(row: Any, name: str, sort: Sort) -> str:
    value = _value(row, sort.column)
    plain = value.isoformat() if isinstance(value, (date, datetime)) else value
    text = json.dumps([name, plain, _value(row, sort.key)], ensure_ascii=False)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _value(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part, None)
        if row is None:
            return None
    return row


def _read(cursor: str, name: str, sort: Sort) -> tuple[Any, str]:
    """The value and key of a cursor of this list in this order. Refuses everything else."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        of, value, key = json.loads(urlsafe_b64decode(padded).decode())
        if of != name or not isinstance(key, str) or "\0" in key or len(key) > 250:
            raise ValueError(cursor)
        return _typed(value, sort.holds), key
    except (ValueError, TypeError, NotBase64, UnicodeError, RecursionError, OverflowError):
        raise Refusal(422, "invalid", fields={"after": message("bad_cursor")}) from None


def _typed(value: Any, holds: type) -> Any:
    if value is None:
        return None
    if holds is int:
        if type(value) is not int or abs(value) >= 2**63:
            raise ValueError(value)
        return value
    if not isinstance(value, str) or "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError(value)
    if holds is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None or not 1900 <= moment.year < 2200:
            raise ValueError(value)
        return moment.astimezone(UTC)
    return date.fromisoformat(value) if holds is date else value
