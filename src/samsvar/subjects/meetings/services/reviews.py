"""Reviews: prepared, noted, held. What is held is frozen with its minutes; findings are followed on after that."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samsvar.core.rules.wheel.results import AGENDAS
from samsvar.core.rules.wheel.results import ReviewKind as WithAgenda
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    known_fields,
    save_changed,
    save_new,
    save_values,
)
from samsvar.platform.ui.addresses import whole_address
from samsvar.registers.actions.models import Action, ReasonKind
from samsvar.registers.actions.services import create_action
from samsvar.registers.wheel.models import ActivityResult, Occurrence, OccurrenceState
from samsvar.registers.wheel.services.occurrences import finish_occurrence
from samsvar.subjects.meetings import events
from samsvar.subjects.meetings.models import (
    CampaignEvent,
    EventTurnout,
    Finding,
    FindingKind,
    Review,
    ReviewedDocument,
    ReviewKind,
    ReviewNote,
    SetAside,
    Verdict,
)
from samsvar.subjects.meetings.services.making import action_fields, comes_from, must_not_be_held

#: What comes out of the wheel's activity that a kind of review is.
RESULT_OF = {
    ReviewKind.MANAGEMENT_REVIEW: ActivityResult.REVIEW_DECISIONS,
    ReviewKind.ENVIRONMENTAL_AUDIT: ActivityResult.FINDINGS,
    ReviewKind.DOCUMENTS: ActivityResult.DOCUMENT_DECISIONS,
    ReviewKind.CAMPAIGN_WEEK: ActivityResult.EVENTS,
}
_OPEN = (OccurrenceState.NOT_BEGUN, OccurrenceState.UNDER_WAY)
REVIEW = frozenset({"unit", "year", "meeting", "planned_on", "scope", "led_by", "took_part", "conclusion"})
FINDING = frozenset({"kind", "text", "criterion", "unit", "responsible", "due_on"})
EVENT = frozenset({"kind", "title", "held_on", "place"})
RESOURCES = frozenset({"unit", "year", "purpose", "person_years", "amount_ore", "note"})


@transaction.atomic
def begin_review(*, enterprise: OrgUnit, kind: str, fields: Mapping[str, Any], by: Actor, at: datetime) -> Review:
    """Begin to prepare a review; that of the enterprise itself is tied to the wheel's occurrence of the year.

    Raises NotAllowed: `review_there` for a second of its kind, unit and year.
    """
    review = Review(enterprise=enterprise, kind=kind, **known_fields(fields, REVIEW | {"occurrence"}))
    if Review.objects.filter(unit=review.unit, kind=kind, year=review.year).exists():
        raise NotAllowed("review_there", year=review.year)
    if review.occurrence is None:
        review.occurrence = occurrence_for(review)
    if review.planned_on is None and review.occurrence is not None:
        review.planned_on = review.occurrence.due_on
    return save_new(review, kind=events.REVIEW_BEGUN, enterprise=enterprise, by=by, at=at)


@transaction.atomic
def change_review(
    *, review: Review, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Review:
    """Change what is said of the review itself. Raises StaleVersion; NotAllowed: `held`."""
    must_not_be_held(review)
    values = known_fields(fields, REVIEW)
    kind = events.REVIEW_CHANGED
    return save_changed(review, values, kind=kind, enterprise=review.enterprise, by=by, at=at, version=version)


@transaction.atomic
def note_point(
    *, review: Review, point: str, text: str, by: Actor, at: datetime, version: int | None = None
) -> ReviewNote:
    """Write what was said of a point of the agenda. Raises StaleVersion; NotAllowed: `held`, `no_such_point`."""
    must_not_be_held(review)
    if point not in points_of(review.kind):
        raise NotAllowed("no_such_point")
    held = review.notes.filter(point=point).first()
    about: dict[str, Any] = {"kind": events.REVIEW_NOTED, "enterprise": review.enterprise, "by": by, "at": at}
    if held is not None:
        return save_changed(held, {"text": text.strip()}, version=version, **about)
    return save_new(ReviewNote(review=review, point=point, text=text.strip()), **about)


@transaction.atomic
def keep_input(*, review: Review, gathered: Mapping[str, Any], by: Actor, at: datetime) -> Review:
    """Keep the input that was collected, as plain values by point. Raises NotAllowed: `held`."""
    must_not_be_held(review)
    row = save_values(review, {"gathered": dict(gathered), "gathered_at": at}, at=at)
    record(events.REVIEW_GATHERED, by=by, at=at, enterprise=enterprise_key(review.enterprise), rows=[row])
    return review


def points_of(kind: str) -> tuple[str, ...]:
    """The codes of what must be on the table, by the rules; none for the kinds that have no agenda of their own."""
    return tuple(each.code for each in AGENDAS[WithAgenda(kind)]) if kind in set(WithAgenda) else ()


@transaction.atomic
def hold_review(
    *,
    review: Review,
    held_on: date,
    minutes: Mapping[str, Any],
    by: Actor,
    at: datetime,
    today: date,
    version: int | None = None,
) -> Review:
    """The review is held: `minutes` is its document, frozen as plain values, with the input as it stood. The wheel's
    occurrence is done by it, with the minutes as what shows it.

    Raises StaleVersion; NotAllowed: `held`, `held_in_the_future`.
    """
    must_not_be_held(review)
    if held_on > today:
        raise NotAllowed("held_in_the_future")
    occurrence = review.occurrence or occurrence_for(review)
    values = {"held_on": held_on, "frozen": dict(minutes), "frozen_at": at, "occurrence": occurrence}
    row = save_values(review, values, at=at, version=version)
    if occurrence is not None and occurrence.state in _OPEN:
        address = whole_address("meetings:minutes", review.key)
        shows = _("Minutes: %(address)s") % {"address": address}
        notes = review.conclusion or occurrence.notes
        finish_occurrence(occurrence=occurrence, done_on=held_on, notes=notes, evidence=shows, by=by, at=at)
    record(events.REVIEW_HELD, by=by, at=at, enterprise=enterprise_key(review.enterprise), rows=[row])
    return review


def occurrence_for(review: Review) -> Occurrence | None:
    """The wheel's occurrence that the review is: the year's first, of an activity with such a result, that no review
    has yet; None for a review of a part of the enterprise, and where the wheel has none."""
    result = RESULT_OF.get(ReviewKind(review.kind))
    if result is None or review.unit_id != review.enterprise_id:
        return None
    rows = Occurrence.objects.filter(enterprise=review.enterprise, year=review.year, activity__result=result)
    free = rows.shown().exclude(state=OccurrenceState.CANCELLED).filter(review=None)
    return free.select_related("activity", "enterprise").order_by("due_on", "pk").first()


@transaction.atomic
def add_finding(*, review: Review, fields: Mapping[str, Any], by: Actor, at: datetime) -> Finding:
    """Register a finding. Raises NotAllowed: `held`."""
    must_not_be_held(review)
    last = review.findings.aggregate(last=Max("number"))["last"] or 0
    finding = Finding(review=review, number=last + 1, **known_fields(fields, FINDING))
    return save_new(finding, kind=events.FOUND, enterprise=review.enterprise, by=by, at=at)


@transaction.atomic
def change_finding(
    *, finding: Finding, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Finding:
    """Correct a finding before the review is held. Raises StaleVersion; NotAllowed: `held`."""
    must_not_be_held(finding.review)
    values = known_fields(fields, FINDING)
    about: dict[str, Any] = {"kind": events.FINDING_CHANGED, "enterprise": finding.review.enterprise}
    return save_changed(finding, values, by=by, at=at, version=version, **about)


@transaction.atomic
def turn_finding(*, finding: Finding, by: Actor, at: datetime) -> Action:
    """The finding becomes an action, also after the review is held. Raises NotAllowed: `is_action`, `closed`."""
    if finding.action_id:
        raise NotAllowed("is_action")
    if finding.closed_on:
        raise NotAllowed("closed")
    review = finding.review
    kind = ReasonKind.DEVIATION if finding.kind == FindingKind.DEVIATION else ReasonKind.FINDING
    action = create_action(
        enterprise=review.enterprise,
        unit=finding.unit,
        fields=action_fields(
            title=finding.text.splitlines()[0],
            description=finding.text,
            responsible=finding.responsible,
            due_on=finding.due_on,
            due_reason=_("It was set in the review: %(review)s") % {"review": str(review)},
        ),
        by=by,
        at=at,
        **comes_from(kind, finding.key, str(review)),
    )
    row = save_values(finding, {"action": action}, at=at)
    record(events.FINDING_TURNED, by=by, at=at, enterprise=enterprise_key(review.enterprise), rows=[row])
    return action


@transaction.atomic
def close_finding(
    *, finding: Finding, closed_on: date, closed_with: str, by: Actor, at: datetime, today: date,
    version: int | None = None,
) -> Finding:  # fmt: skip
    """The finding is put right. Raises StaleVersion; NotAllowed: `closed`, `no_text`, `closed_in_the_future`."""
    if finding.closed_on:
        raise NotAllowed("closed")
    if not closed_with.strip():
        raise NotAllowed("no_text")
    if closed_on > today:
        raise NotAllowed("closed_in_the_future")
    values = {"closed_on": closed_on, "closed_with": closed_with.strip()}
    about: dict[str, Any] = {"kind": events.FINDING_CLOSED, "enterprise": finding.review.enterprise}
    return save_changed(finding, values, by=by, at=at, version=version, **about)


@transaction.atomic
def judge_document(
    *,
    review: Review,
    document_key: str,
    title: str,
    verdict: str,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> ReviewedDocument:
    """Decide to keep, change or withdraw a document. Raises StaleVersion; NotAllowed: `held`, `no_reason` (a document
    that is not kept as it is needs one)."""
    must_not_be_held(review)
    if verdict != Verdict.KEEP and not reason.strip():
        raise NotAllowed("no_reason")
    values = {"title": title[:300], "verdict": verdict, "reason": reason.strip()}
    about: dict[str, Any] = {"kind": events.DOCUMENT_JUDGED, "enterprise": review.enterprise, "by": by, "at": at}
    held = review.documents.filter(document_key=document_key).first()
    if held is not None:
        return save_changed(held, values, version=version, **about)
    return save_new(ReviewedDocument(review=review, document_key=document_key, **values), **about)


@transaction.atomic
def add_event(*, review: Review, fields: Mapping[str, Any], by: Actor, at: datetime) -> CampaignEvent:
    """Add an event to a campaign week. Raises NotAllowed: `held`."""
    must_not_be_held(review)
    event = CampaignEvent(review=review, **known_fields(fields, EVENT))
    return save_new(event, kind=events.EVENT_ADDED, enterprise=review.enterprise, by=by, at=at)


@transaction.atomic
def change_event(
    *, event: CampaignEvent, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> CampaignEvent:
    """Change an event. Raises StaleVersion; NotAllowed: `held`."""
    must_not_be_held(event.review)
    values = known_fields(fields, EVENT)
    about: dict[str, Any] = {"kind": events.EVENT_CHANGED, "enterprise": event.review.enterprise}
    return save_changed(event, values, by=by, at=at, version=version, **about)


@transaction.atomic
def tell_turnout(
    *, event: CampaignEvent, unit: OrgUnit, took_part: int | None, asked: int | None, by: Actor, at: datetime
) -> EventTurnout:
    """Say how many of the unit took part, of how many asked; None is unknown. Raises NotAllowed: `held`,
    `more_than_asked`."""
    must_not_be_held(event.review)
    if took_part is not None and asked is not None and took_part > asked:
        raise NotAllowed("more_than_asked")
    values = {"took_part": took_part, "asked": asked}
    about: dict[str, Any] = {"kind": events.TURNOUT_TOLD, "enterprise": event.review.enterprise, "by": by, "at": at}
    held = event.turnouts.filter(unit=unit).first()
    if held is not None:
        return save_changed(held, values, **about)
    return save_new(EventTurnout(event=event, unit=unit, **values), **about)


@transaction.atomic
def set_aside(
    *,
    enterprise: OrgUnit,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    row: SetAside | None = None,
    version: int | None = None,
) -> SetAside:
    """Say what a unit sets aside in a year, new or changed. Raises StaleVersion; NotAllowed: `nothing_set_aside`,
    `set_aside_there`."""
    values = known_fields(fields, RESOURCES)
    if values["person_years"] is None and values["amount_ore"] is None:
        raise NotAllowed("nothing_set_aside")
    same = SetAside.objects.filter(unit=values["unit"], year=values["year"], purpose=values["purpose"])
    if (same.exclude(pk=row.pk) if row else same).exists():
        raise NotAllowed("set_aside_there")
    about: dict[str, Any] = {"kind": events.SET_ASIDE, "enterprise": enterprise, "by": by, "at": at}
    if row is not None:
        return save_changed(row, values, version=version, **about)
    return save_new(SetAside(enterprise=enterprise, **values), **about)
