"""What a request asks for part by part, and which records it is about."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from samsvar.core.rules import information_requests as rules
from samsvar.core.rules.information_requests import REGIMES, Part, Status
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, removed
from samsvar.platform.organisation.services.writing import (
    Hindered,
    NotAllowed,
    enterprise_key,
    known_fields,
    save_changed,
    save_new,
)
from samsvar.subjects.information_requests import events
from samsvar.subjects.information_requests.models import InformationRequest, RequestPart, RequestRecord

DECIDED = frozenset({"text", "given", "ground", "provision", "reasons", "known_impact", "considered_more"})
MOST_PARTS = 50


@transaction.atomic
def save_part(
    *,
    request: InformationRequest,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    part: RequestPart | None = None,
    version: int | None = None,
) -> RequestPart:
    """Write one thing asked for and what is decided of it. What is given carries no ground.

    Raises Hindered with all that the law has against a refusal, StaleVersion, NotAllowed: `ended`, `no_text`,
    `too_many_parts`.
    """
    known_fields(fields, DECIDED)
    _open(request)
    values = dict(fields)
    if not str(values.get("text", "x")).strip():
        raise NotAllowed("no_text")
    if values.get("given") is False:
        refused = {name: value for name, value in values.items() if name not in ("text", "given")}
        decision = rules.may_refuse(REGIMES[request.regime], Part(False, **refused))
        if not decision.allowed:
            raise Hindered(decision.reasons)
    else:
        values |= {"ground": "", "provision": "", "reasons": "", "considered_more": False}
    if part is not None:
        enterprise, kind = request.enterprise, events.PART_SAVED
        return save_changed(part, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version)
    last = request.parts.aggregate(last=Max("position"))["last"] or 0
    if last >= MOST_PARTS:
        raise NotAllowed("too_many_parts")
    new = RequestPart(request=request, position=last + 1, **values)
    return save_new(new, kind=events.PART_SAVED, enterprise=request.enterprise, by=by, at=at)


@transaction.atomic
def remove_part(*, part: RequestPart, by: Actor, at: datetime) -> None:
    """Take a part away. Raises NotAllowed: `ended`, `last_part`."""
    _open(part.request)
    if part.request.parts.count() < 2:
        raise NotAllowed("last_part")
    row = removed(part)
    enterprise = enterprise_key(part.request.enterprise)
    part.delete()
    record(events.PART_REMOVED, by=by, at=at, enterprise=enterprise, rows=[row])


@transaction.atomic
def tie_records(
    *, request: InformationRequest, wanted: Iterable[tuple[str, str]], by: Actor, at: datetime
) -> list[RequestRecord]:
    """Say which records the request is about: (kind, key) each; those no longer named are untied.

    Returns those that are tied now. The keys were found among what the person may see. Raises NotAllowed: `ended`.
    """
    _open(request)
    keys = set(wanted)
    held = {(row.kind, row.record_key): row for row in request.records.all()}
    rows = []
    for pair in sorted(set(held) - keys):
        rows.append(removed(held[pair]))
        held[pair].delete()
    for kind, key in sorted(keys - set(held)):
        made = RequestRecord.objects.create(request=request, kind=kind, record_key=key, created_at=at, updated_at=at)
        rows.append(changed(made))
    if rows:
        record(events.RECORDS_TIED, by=by, at=at, enterprise=enterprise_key(request.enterprise), rows=rows)
    return list(request.records.order_by("kind", "pk"))


def _open(request: InformationRequest) -> None:
    if Status(request.status) not in rules.UNANSWERED:
        raise NotAllowed("ended")
