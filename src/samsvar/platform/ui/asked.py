"""Figures that a request bears outside a form: the version a button was drawn with, the year a page is asked for."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest

NEVER = 0  # the version of no row: what a page says that was drawn before there was a row, or that sends none
FIRST_YEAR, LAST_YEAR = 1990, 2199


def version_in(request: HttpRequest) -> int:
    """The version of the row that a button was drawn with; `NEVER` where none was sent that a row could have."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else NEVER


def year_in(request: HttpRequest, otherwise: int) -> int:
    """The year that the address asks for; the other where it asks for none. Raises BadRequest for what is no year."""
    asked = request.GET.get("year", "")
    if not asked:
        return otherwise
    if not (asked.isascii() and asked.isdigit() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= LAST_YEAR):
        raise BadRequest("year")
    return int(asked)
