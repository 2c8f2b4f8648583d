"""What every public page of an enterprise begins with: the enterprise itself, its languages and its other pages.

On PostgreSQL nobody stands behind the wall between enterprises here, so each answer first shows itself the one
enterprise that the address names.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils import translation

from samsvar.platform.access.walls import show_enterprises
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.statements.models import Statement, StatementStatus

LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True)
class Place:
    """The enterprise, the language of the page, and whether it has published a statement."""

    enterprise: OrgUnit
    language: str
    has_statements: bool


def enterprise_of(orgnr: str) -> OrgUnit:
    """The enterprise with the number that lives today. Raises Http404. Needs no transaction: the tree is no secret."""
    found = OrgUnit.objects.enterprises().alive(today()).filter(orgnr=orgnr).first() if orgnr else None
    if found is None:
        raise Http404
    return found


@contextmanager
def at_place(request: HttpRequest, orgnr: str) -> Iterator[Place]:
    """The place in the language that is asked for. Raises Http404 for a number that is no enterprise's."""
    enterprise = enterprise_of(orgnr)
    asked = request.GET.get("language", "")
    with translation.override(asked if asked in LANGUAGES else current_language()):
        yield Place(enterprise, current_language(), _has_statements(enterprise))


@transaction.atomic
def _has_statements(enterprise: OrgUnit) -> bool:
    show_enterprises([enterprise.pk])
    out = [StatementStatus.PUBLISHED, StatementStatus.SUPERSEDED]
    return Statement.objects.filter(enterprise=enterprise, status__in=out, published_at__isnull=False).exists()
