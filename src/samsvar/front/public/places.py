"""What every public page of an enterprise begins with: the enterprise itself and the languages of the page.

On PostgreSQL nobody stands behind the wall between enterprises here, so each answer first shows itself the one
enterprise that the address names.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import today
from samsvar.platform.ui.language import current_language

LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


@dataclass(frozen=True)
class Place:
    """The enterprise, the language of the page, and those it can be read in: code and own name."""

    enterprise: OrgUnit
    language: str
    languages: tuple[tuple[str, str], ...] = tuple(LANGUAGES.items())


def enterprise_of(orgnr: str) -> OrgUnit:
    """The enterprise with the number that lives today. Raises Http404. Needs no transaction: the tree is no secret."""
    found = OrgUnit.objects.enterprises().alive(today()).filter(orgnr=orgnr).first() if orgnr else None
    if found is None:
        raise Http404
    return found


@contextmanager
def at_place(request: HttpRequest, orgnr: str, languages: Mapping[str, str] = LANGUAGES) -> Iterator[Place]:
    """The place in the language that is asked for, else in the reader's own. Raises Http404 for no enterprise's number.

    `languages`: those the page can be read in, where they are others than the product's.
    """
    enterprise = enterprise_of(orgnr)
    asked = request.GET.get("language", "")
    chosen = asked if asked in languages else _preferred(request, languages)
    with translation.override(chosen):
        yield Place(enterprise, chosen, tuple(languages.items()))


def somebody() -> Actor:
    """Whoever sends a form, in the trail: nothing is known of them."""
    return Actor(person_key="", name=_("Somebody on the public pages"), via="web")


def _preferred(request: HttpRequest, languages: Mapping[str, str]) -> str:
    """What the reader's browser asks for first among languages that only this page has; else the page's own."""
    if languages is not LANGUAGES:
        for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()[:200]):
            short = code.partition("-")[0]
            if short in languages and short not in LANGUAGES:
                return short
            if short in LANGUAGES or short == "no":
                break
    return current_language()
