"""Draws a piece of template as a page would, for the tests of this folder."""

from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler


def request_for(address: str = "/") -> HttpRequest:
    """A request of nobody, without database or session store."""
    request = RequestFactory().get(address)
    request.session = {}  # type: ignore[assignment]
    request.viewer = None  # type: ignore[attr-defined]
    request.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
    return request


def draw(source: str, address: str = "/", **values: Any) -> str:
    """The drawn text of a template, components and all."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(values, request_for(address))
