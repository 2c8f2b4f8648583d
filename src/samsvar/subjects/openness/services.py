"""Writing the public pages' texts, publishing them and taking them off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services import NotAllowed
from samsvar.platform.organisation.services.writing import known_fields, save_changed, save_new
from samsvar.subjects.openness import events
from samsvar.subjects.openness.models import PublicText, TextKind

COLUMNS = frozenset({"text_nb", "text_nn", "text_en", "link"})


@transaction.atomic
def write_text(
    *,
    enterprise: OrgUnit,
    kind: TextKind,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> PublicText:
    """Save the text as far as it is written; what is public stays as it is. Raises StaleVersion."""
    known_fields(fields, COLUMNS)
    held = PublicText.objects.filter(enterprise=enterprise, kind=kind).first()
    event = events.WRITTEN
    if held is not None:
        return save_changed(held, fields, kind=event, enterprise=enterprise, by=by, at=at, version=version)
    new = PublicText(enterprise=enterprise, kind=kind.value, **fields)
    return save_new(new, kind=event, enterprise=enterprise, by=by, at=at)


@transaction.atomic
def publish_text(
    *, text: PublicText, by: Actor, at: datetime, person: Person | None = None, version: int | None = None
) -> PublicText:
    """Make public what is written now. Raises NotAllowed: `nothing_written`; StaleVersion."""
    if not text.written and not text.link:
        raise NotAllowed("nothing_written")
    values = {"shown": text.written, "shown_link": text.link, "published_at": at, "published_by": person}
    event = events.PUBLISHED
    return save_changed(text, values, kind=event, enterprise=text.enterprise, by=by, at=at, version=version)


@transaction.atomic
def take_down(*, text: PublicText, by: Actor, at: datetime) -> PublicText:
    """Take it off the public pages; what is written stays."""
    values: dict[str, Any] = {"shown": {}, "shown_link": "", "published_at": None, "published_by": None}
    return save_changed(text, values, kind=events.TAKEN_DOWN, enterprise=text.enterprise, by=by, at=at)
