"""Writes to documents: registered, changed, decided, valid for units, tied, reviewed.

Invariants: another organisation's document gets no versions here; what documents stand on has no cycle; a document that
is replaced or withdrawn keeps all it had.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.documents import Tie as TieCode
from samsvar.core.rules.documents import TieFacts, check_ties, check_versions, replacement_of
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, removed
from samsvar.platform.organisation.models import Body, OrgUnit
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    known_fields,
    save_changed,
    save_new,
    save_values,
    take_version,
)
from samsvar.subjects.governance import events
from samsvar.subjects.governance.models import (
    DocumentApproval,
    DocumentReview,
    DocumentStanding,
    DocumentTie,
    DocumentValidity,
    DocumentVersion,
    GoverningDocument,
    ReviewOutcome,
    ReviewRule,
)

EDITABLE = frozenset(
    {"kind", "name_nb", "name_nn", "name_en", "about_nb", "about_nn", "about_en", "number", "organisation", "manager"}
    | {"manager_role", "language", "applies_from", "subjects", "themes", "link", "signed_by", "days_at_start"}
    | {"days_at_new_version"}
)


@transaction.atomic
def register_document(
    *, unit: OrgUnit, fields: Mapping[str, Any], by: Actor, at: datetime, code: str = "", everywhere: bool = True
) -> GoverningDocument:
    """Register a document set by a unit, or taken in by it from another organisation.

    `fields` by column (EDITABLE). `everywhere`: it holds for the unit and all beneath, from the beginning.
    Raises NotAllowed: `above_enterprises`, `named_already`.
    """
    enterprise = _enterprise_of(unit)
    document = GoverningDocument(enterprise=enterprise, unit=unit, code=code, **known_fields(fields, EDITABLE))
    same = GoverningDocument.objects.filter(enterprise=enterprise, unit=unit, name_nb=document.name_nb)
    if same.filter(standing=DocumentStanding.IN_FORCE, number=document.number).exists():
        raise NotAllowed("named_already")
    save_new(document, kind=events.DOCUMENT_REGISTERED, enterprise=enterprise, by=by, at=at)
    if everywhere:
        set_validity(document=document, unit=unit, by=by, at=at)
    return document


@transaction.atomic
def edit_document(
    *, document: GoverningDocument, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> GoverningDocument:
    """Change what is said of a document. Raises StaleVersion."""
    return save_changed(
        document,
        known_fields(fields, EDITABLE),
        kind=events.DOCUMENT_CHANGED,
        enterprise=document.enterprise,
        by=by,
        at=at,
        version=version,
    )


@transaction.atomic
def add_version(*, document: GoverningDocument, fields: Mapping[str, Any], by: Actor, at: datetime) -> DocumentVersion:
    """A new version of our own document: `label`, `in_force_from`, `sign_anew`, `what_changed`, `texts`, `link`.

    Raises NotAllowed: `owned_outside`, `older_than_former`.
    """
    if not document.is_ours:
        raise NotAllowed("owned_outside")
    held = list(document.versions.order_by("number"))
    number = held[-1].number + 1 if held else 1
    days = [(each.number, each.in_force_from) for each in held] + [(number, fields.get("in_force_from"))]
    for problem in check_versions(days):
        raise NotAllowed(problem)
    made = DocumentVersion(document=document, number=number, **fields)
    return save_new(made, kind=events.VERSION_ADDED, enterprise=document.enterprise, by=by, at=at)


@transaction.atomic
def add_approval(
    *, document: GoverningDocument, fields: Mapping[str, Any], by: Actor, at: datetime
) -> DocumentApproval:
    """Note which body decided the document, in which case, on which day. Raises NotAllowed: `no_body`."""
    made = DocumentApproval(document=document, **fields)
    if made.body is None and not made.body_name.strip() and not made.organisation.strip():
        raise NotAllowed("no_body")
    return save_new(made, kind=events.APPROVAL_ADDED, enterprise=document.enterprise, by=by, at=at)


@transaction.atomic
def set_validity(
    *,
    document: GoverningDocument,
    unit: OrgUnit,
    by: Actor,
    at: datetime,
    subtree: bool = True,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> DocumentValidity:
    """Let the document hold for a unit at or beneath the level that set it.

    Raises NotAllowed: `outside_its_level`, `ends_before_it_begins`, `holds_already`.
    """
    if not document.unit.contains(unit):
        raise NotAllowed("outside_its_level")
    if valid_from and valid_to and valid_to < valid_from:
        raise NotAllowed("ends_before_it_begins")
    if document.validities.filter(unit=unit, subtree=subtree, valid_to=None).exists():
        raise NotAllowed("holds_already")
    made = DocumentValidity(document=document, unit=unit, subtree=subtree, valid_from=valid_from, valid_to=valid_to)
    return save_new(made, kind=events.VALIDITY_SET, enterprise=document.enterprise, by=by, at=at)


@transaction.atomic
def end_validity(*, validity: DocumentValidity, last_on: date, by: Actor, at: datetime) -> DocumentValidity:
    """The document holds for the unit until the day, which is its last. Raises NotAllowed: `ends_before_it_begins`."""
    if validity.valid_from and last_on < validity.valid_from:
        raise NotAllowed("ends_before_it_begins")
    chain = validity.document.enterprise
    return save_changed(validity, {"valid_to": last_on}, kind=events.VALIDITY_ENDED, enterprise=chain, by=by, at=at)


@transaction.atomic
def tie_documents(
    *,
    document: GoverningDocument,
    tie: str,
    other: GoverningDocument,
    by: Actor,
    at: datetime,
    from_on: date | None = None,
) -> DocumentTie:
    """Say that a document rests on, builds on, implements or replaces another.

    What is replaced from a day that has come is marked so, where it belongs to the same enterprise.
    Raises NotAllowed: `tied_already`, `to_itself`, `cycle`.
    """
    if document.ties.filter(tie=tie, other=other).exists():
        raise NotAllowed("tied_already")
    made = DocumentTie(document=document, tie=tie, other=other, from_on=from_on)
    facts = [*_ties_of(document.enterprise), _tie_facts(made)]
    named = {each.document_id for each in facts} | {each.other_id for each in facts}
    for problem in check_ties(facts, named):
        if problem.document_id == str(document.pk) or problem.code == "cycle":
            raise NotAllowed(problem.code)
    save_new(made, kind=events.TIED, enterprise=document.enterprise, by=by, at=at)
    if made.tie == TieCode.REPLACES:
        _mark_replaced(other, by=by, at=at)
    return made


@transaction.atomic
def untie_documents(*, tie: DocumentTie, by: Actor, at: datetime) -> None:
    """Take a tie away."""
    take_version(tie, None, at)
    change, chain = removed(tie), enterprise_key(tie.document.enterprise)
    tie.delete()
    record(events.UNTIED, by=by, at=at, enterprise=chain, rows=[change])


@transaction.atomic
def set_review_rule(
    *,
    document: GoverningDocument,
    months: int,
    by: Actor,
    at: datetime,
    from_on: date | None = None,
    whole_years: bool = False,
    rests_on: GoverningDocument | None = None,
) -> ReviewRule:
    """How often the document is reviewed, from a day on. Earlier rules stay. Raises NotAllowed: `months_out_of_range`,
    `rule_of_that_day`."""
    if not 1 <= months <= 240:
        raise NotAllowed("months_out_of_range")
    if document.review_rules.filter(from_on=from_on).exists():
        raise NotAllowed("rule_of_that_day")
    made = ReviewRule(document=document, months=months, from_on=from_on, whole_years=whole_years, rests_on=rests_on)
    return save_new(made, kind=events.REVIEW_RULE_SET, enterprise=document.enterprise, by=by, at=at)


@transaction.atomic
def review_document(
    *,
    document: GoverningDocument,
    outcome: str,
    reviewed_on: date,
    by: Actor,
    at: datetime,
    body: Body | None = None,
    body_name: str = "",
    case_number: str = "",
    note: str = "",
) -> DocumentReview:
    """Note a review. Kept is a confirmation without a new version; withdrawn ends the document.

    Raises NotAllowed: `in_the_future`, `not_in_force`.
    """
    if reviewed_on > oslo_day(at):
        raise NotAllowed("in_the_future")
    if document.standing != DocumentStanding.IN_FORCE:
        raise NotAllowed("not_in_force")
    made = DocumentReview(
        document=document,
        outcome=outcome,
        reviewed_on=reviewed_on,
        body=body,
        body_name=body_name,
        case_number=case_number,
        note=note,
        created_at=at,
        updated_at=at,
    )
    made.save()
    rows = [changed(made)]
    if outcome == ReviewOutcome.WITHDRAW:
        values = {"standing": DocumentStanding.WITHDRAWN, "ended_on": reviewed_on}
        rows.append(save_values(document, values, at=at))
    record(events.REVIEWED, by=by, at=at, enterprise=enterprise_key(document.enterprise), rows=rows)
    return made


def _mark_replaced(document: GoverningDocument, *, by: Actor, at: datetime) -> None:
    """Several may replace one together: it holds until the last of them is there."""
    facts = [_tie_facts(each) for each in document.tied_from.filter(tie=TieCode.REPLACES)]
    replaced = replacement_of(str(document.pk), facts)
    come = replaced is not None and (replaced.on or oslo_day(at)) <= oslo_day(at)
    if come and document.standing == DocumentStanding.IN_FORCE:
        values = {"standing": DocumentStanding.REPLACED, "ended_on": replaced.on if replaced else None}
        save_changed(document, values, kind=events.DOCUMENT_CHANGED, enterprise=document.enterprise, by=by, at=at)


def _ties_of(enterprise: OrgUnit) -> list[TieFacts]:
    return [_tie_facts(each) for each in DocumentTie.objects.filter(document__enterprise=enterprise)]


def _tie_facts(tie: DocumentTie) -> TieFacts:
    return TieFacts(str(tie.document_id), TieCode(tie.tie), str(tie.other_id), tie.from_on)


def _enterprise_of(unit: OrgUnit) -> OrgUnit:
    if unit.enterprise is None:
        raise NotAllowed("above_enterprises")
    return unit.enterprise
