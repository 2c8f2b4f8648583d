"""Versions of the risk method. A version is never changed: what differs is saved as another, and one is put in use."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.risk import method_from_plain
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, snapshot
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import enterprise_key
from samsvar.subjects.due_diligence.events import METHOD_CHOSEN, METHOD_SAVED
from samsvar.subjects.due_diligence.models import AssessmentMethod, AssessmentRun
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise

#: The code of an enterprise's own method; the one that ships is `default`.
OWN = "own"


@transaction.atomic
def save_version(
    *, enterprise: OrgUnit, title: str, definition: Mapping[str, Any], reason: str, by: Actor, at: datetime
) -> AssessmentMethod:
    """Save a method as the enterprise's next version, not yet in use. Raises MethodError where it is no method."""
    last = AssessmentMethod.objects.filter(enterprise=enterprise, code=OWN).order_by("-method_version").first()
    number = last.method_version + 1 if last else 1
    method_from_plain({**definition, "id": OWN, "version": number})
    version = AssessmentMethod.objects.create(
        enterprise=enterprise,
        code=OWN,
        method_version=number,
        title=title,
        definition=dict(definition),
        reason=reason,
        created_at=at,
        updated_at=at,
    )
    about = {"version": number}
    record(METHOD_SAVED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=[changed(version)], about=about)
    return version


@transaction.atomic
def use_version(
    *, enterprise: OrgUnit, version: AssessmentMethod | None, by: Actor, at: datetime, on: date
) -> AssessmentRun:
    """Put one of the enterprise's versions in use, or with None the default that ships, and assess all by it."""
    rows = []
    others = AssessmentMethod.objects.filter(enterprise=enterprise, in_use=True)
    for other in others.exclude(pk=version.pk) if version is not None else others:
        rows.append(_set(other, False, at))
    if version is not None and not version.in_use:
        rows.insert(0, _set(version, True, at))
    about = {"version": version.method_version if version else 1, "method": version.code if version else "default"}
    record(METHOD_CHOSEN, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows, about=about)
    return assess_enterprise(enterprise=enterprise, by=by, at=at, on=on)


def _set(version: AssessmentMethod, in_use: bool, at: datetime) -> Any:
    was = snapshot(version)
    version.in_use = in_use
    version.version += 1
    version.updated_at = at
    version.save()
    return changed(version, was=was)
