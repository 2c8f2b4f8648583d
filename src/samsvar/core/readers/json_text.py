"""JSON from outside: no NaN, no infinity, no repeated keys, no lone surrogates, bounded in size and depth."""

import json
import re
from typing import Any

from samsvar.core.readers.results import FileProblem, Source, shown
from samsvar.core.readers.sources import JSON_LIMIT, opened
from samsvar.core.readers.upload import checked_kind

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_json(source: Source, name: str, limit: int = JSON_LIMIT) -> Any:
    """The value of a JSON file. Raises FileProblem `malformed_json` (row), `duplicate_key`, `not_finite`, …"""
    with opened(source, limit) as (file, _size):
        kind = checked_kind(file, name)
        if kind != "json":
            raise FileProblem("wrong_type", expected="json", found=kind)
        content = file.read(limit)
    return parse_json(content)


def parse_json(content: bytes) -> Any:
    """The value of JSON in UTF-8. Raises FileProblem."""
    try:
        text = content.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_not_finite, parse_float=_finite)
    except UnicodeDecodeError as problem:
        raise FileProblem("undecodable", content[: problem.start].count(b"\n") + 1, encoding="UTF-8") from None
    except json.JSONDecodeError as problem:
        raise FileProblem("malformed_json", problem.lineno) from None
    except (RecursionError, ValueError):
        # Nested beyond reason, or a whole number of thousands of digits.
        raise FileProblem("malformed_json") from None
    if "\\u" in text and _SURROGATE.search(json.dumps(value, ensure_ascii=False)):
        raise FileProblem("undecodable", encoding="UTF-8")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise FileProblem("duplicate_key", key=shown(name))
        found[name] = value
    return found


def _not_finite(written: str) -> Any:
    raise FileProblem("not_finite", value=shown(written))


def _finite(written: str) -> float:
    number = float(written)
    if number in (float("inf"), float("-inf")):
        raise FileProblem("not_finite", value=shown(written))
    return number
