"""How the demo lays rows that no register file holds: saved and told of in the trail, like any other write."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from samsvar.platform.access.events import DEMO_LAID
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import Record
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.models import OrgUnit

BY = Actor(person_key="", name="samsvar demo", via="cli")
Row = TypeVar("Row", bound=Record)


@transaction.atomic
def lay(
    rows: Iterable[Row], *, enterprise: OrgUnit, at: datetime, tie: Callable[[Row], object] | None = None
) -> list[Row]:
    """Save rows, new or changed, in one event. `tie` sets what each is tied to, which the event tells of too."""
    kept = list(rows)
    for row in kept:
        row.created_at = row.created_at or at
        row.updated_at = at
        row.save()
        if tie is not None:
            tie(row)
    if kept:
        record(DEMO_LAID, by=BY, at=at, enterprise=enterprise.key, rows=[changed(row) for row in kept])
    return kept
