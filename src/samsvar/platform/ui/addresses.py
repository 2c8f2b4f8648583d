"""Addresses of pages that another app owns, which an installation may be without."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import NoReverseMatch, reverse


def page_address(name: str, *arguments: object, **query: object) -> str:
    """The address of the page by its URL's name, with a query; empty where the page does not exist here."""
    try:
        address = reverse(name, settings.PAGES_URLCONF, list(arguments))
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode(query, doseq=True)}" if query else address
