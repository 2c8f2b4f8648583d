"""The public register: a person decides the words, reads them, and puts them out."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import Person
from samsvar.platform.organisation.services.writing import Hindered, NotAllowed, known_fields, save_changed, save_new
from samsvar.subjects.information_requests import events
from samsvar.subjects.information_requests.models import InformationRequest, PublicAnswer

_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@]")  # bounded: a long text without blanks takes no time
_BIRTH_NUMBER = re.compile(r"(?<!\d)\d{6} ?\d{5}(?!\d)")
_SHORTEST_NAME = 3


@transaction.atomic
def save_public_answer(
    *,
    request: InformationRequest,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> PublicAnswer:
    """Write title, question and answer for anyone. A published one is taken out by a change, to be read again.

    Raises StaleVersion and NotAllowed: `not_answered`.
    """
    known_fields(fields, {"title", "question", "answer", "language"})
    if request.answered_on is None:
        raise NotAllowed("not_answered")
    held = PublicAnswer.objects.filter(request=request).first()
    kind, enterprise = events.PUBLIC_SAVED, request.enterprise
    if held is not None:
        if all(getattr(held, name) == value for name, value in fields.items()):
            return held
        values = {**fields, "published_at": None, "published_by": None}
        return save_changed(held, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version)
    new = PublicAnswer(enterprise=enterprise, request=request, **fields)
    return save_new(new, kind=kind, enterprise=enterprise, by=by, at=at)


def personal_in(answer: PublicAnswer) -> tuple[str, ...]:
    """Codes of what looks personal in the public words: `applicant_name`, `email_address`, `birth_number`.

    It finds the plain cases and is no reading: names of others it cannot know.
    """
    words = "\n".join((answer.title, answer.question, answer.answer))
    name = answer.request.applicant_name.strip()
    found = []
    if len(name) >= _SHORTEST_NAME and name.casefold() in words.casefold():
        found.append("applicant_name")
    if _ADDRESS.search(words):
        found.append("email_address")
    if _BIRTH_NUMBER.search(words):
        found.append("birth_number")
    return tuple(found)


@transaction.atomic
def publish_answer(
    *, answer: PublicAnswer, by: Actor, at: datetime, person: Person | None = None, version: int | None = None
) -> PublicAnswer:
    """Put it in the register. Raises Hindered with what looks personal, StaleVersion."""
    if found := personal_in(answer):
        raise Hindered(found)
    values = {"published_at": at, "published_by": person}
    enterprise, kind = answer.enterprise, events.PUBLISHED
    return save_changed(answer, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version)


@transaction.atomic
def take_down(*, answer: PublicAnswer, by: Actor, at: datetime) -> PublicAnswer:
    """Take it out of the register."""
    values = {"published_at": None, "published_by": None}
    return save_changed(answer, values, kind=events.TAKEN_DOWN, enterprise=answer.enterprise, by=by, at=at)
