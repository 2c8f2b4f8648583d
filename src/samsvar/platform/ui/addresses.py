"""Addresses of pages that another app owns, which an installation may be without."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import NoReverseMatch, include, path, reverse


def page_address(name: str, *arguments: object, **query: object) -> str:
    """The address of the page by its URL's name, with a query; empty where the page does not exist here."""
    try:
        address = reverse(name, _urlconf(name.partition(":")[0]), list(arguments))
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode(query, doseq=True)}" if query else address


def whole_address(name: str, *arguments: object, **query: object) -> str:
    """The same with the installation's own address before it, for letters, calendars and files."""
    return str(settings.BASE_URL).rstrip("/") + page_address(name, *arguments, **query)


def _urlconf(app: str) -> Any:
    """Where the app's addresses are looked for: a command loads no other app's pages for it, which takes long."""
    return _alone(app) if settings.PROCESS == "command" and app in settings.PAGES else settings.PAGES_URLCONF


@cache
def _alone(app: str) -> tuple[Any, ...]:
    start, module = settings.PAGES[app]
    return (path(start, include(module)),)
