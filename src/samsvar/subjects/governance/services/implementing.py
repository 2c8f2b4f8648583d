"""Writes of how far an enterprise has come with a document. Each is a row of its own: the newest counts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, save_new
from samsvar.subjects.governance import events
from samsvar.subjects.governance.models import DocumentImplementation, GoverningDocument, ImplementationState

_SHOWN = frozenset({ImplementationState.IMPLEMENTED, ImplementationState.FOLLOWED_UP})


@transaction.atomic
def set_implementation(
    *, document: GoverningDocument, enterprise: OrgUnit, fields: Mapping[str, Any], by: Actor, at: datetime
) -> DocumentImplementation:
    """Note how far the enterprise has come: `state`, `set_on`, `responsible` or `responsible_name`, `evidence_text`,
    `evidence_link`. What is said to be done is shown by something.

    Raises NotAllowed: `in_the_future`, `no_responsible`, `no_evidence`.
    """
    made = DocumentImplementation(document=document, enterprise=enterprise, **fields)
    if made.set_on > oslo_day(at):
        raise NotAllowed("in_the_future")
    if made.responsible is None and not made.responsible_name:
        raise NotAllowed("no_responsible")
    if made.state in _SHOWN and not (made.evidence_text or made.evidence_link):
        raise NotAllowed("no_evidence")
    return save_new(made, kind=events.IMPLEMENTATION_SET, enterprise=enterprise, by=by, at=at)
