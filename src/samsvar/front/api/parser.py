"""JSON in and out: nothing that is no JSON, nothing twice, nothing nested beyond reason."""

from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from samsvar.core.readers.json_text import parse_json
from samsvar.front.api.errors import Refusal

DEEPEST = 20


class StrictParser(Parser):
    """Refuses NaN, Infinity, numbers beyond a float, repeated keys, lone surrogates and deep nesting."""

    def parse_body(self, request: HttpRequest) -> Any:
        value = parse_json(request.body)
        if _depth(value) > DEEPEST:
            raise Refusal(400, "too_deep")
        return value


def _depth(value: Any) -> int:
    """How deep lists and objects are nested, without recursion."""
    deepest, waiting = 0, [(value, 0)]
    while waiting:
        held, depth = waiting.pop()
        inner = held.values() if isinstance(held, dict) else held if isinstance(held, list) else None
        if inner is not None:
            deepest = max(deepest, depth + 1)
            waiting += [(each, depth + 1) for each in inner]
    return deepest
