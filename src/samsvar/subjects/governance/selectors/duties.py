"""Reads of what the managing director answers for: each duty of the enterprise, what stands behind it, its shares."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from samsvar.core.rules.acknowledgements import Group, Share, State, duties, total
from samsvar.core.rules.acknowledgements import Signature as SignatureFacts
from samsvar.core.rules.duties import DutyArea, DutyState, area_of, area_state, duty_state
from samsvar.core.rules.requirements import Cover
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Role
from samsvar.platform.access.prepared import ask
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.organisation.models import OrgUnit, held_on
from samsvar.registers.actions.models import ENDED
from samsvar.registers.wheel.models import Occurrence, OccurrenceState
from samsvar.subjects.governance.models import (
    AcknowledgementRound,
    Attendance,
    DocumentValidity,
    InternalControl,
    Requirement,
    RequirementBacking,
    RequirementCoverage,
    RequirementDelegation,
    RoundKind,
    Signature,
)
from samsvar.subjects.governance.selectors.signing import holding, people_present

_COVERS = (Cover.NOTHING, Cover.OLD, Cover.UNDATED, Cover.ANSWERED)
_STILL_OWED = (OccurrenceState.NOT_BEGUN, OccurrenceState.UNDER_WAY)


@dataclass(frozen=True)
class AreaStanding:
    """How an area of duties stands: the most pressing of its duties, and how many stand how."""

    area: DutyArea
    state: DutyState
    counts: Counter[DutyState]

    @property
    def asked(self) -> int:
        return sum(self.counts.values())


def duty_areas(viewer: Viewer, enterprise: OrgUnit, today: date) -> list[AreaStanding]:
    """How each area in which the enterprise has duties stands. One query."""
    question = ("duties", viewer.sight, enterprise.pk, enterprise.path, today)
    rows: list[Any] = ask(question, lambda: _stored(viewer, enterprise, today).values_list(*_COLUMNS))
    counts: dict[DutyArea, Counter[DutyState]] = {}
    for code, kind, subjects, *covered, overdue in rows:
        area = area_of(code, kind, parted(subjects))
        counts.setdefault(area, Counter())[duty_state(_worst(covered), bool(overdue))] += 1
    return [AreaStanding(area, area_state(counts[area]), counts[area]) for area in DutyArea if area in counts]


_COLUMNS = (
    "requirement__document__code",
    "requirement__document__kind",
    "requirement__subjects",
    *(cover.value for cover in _COVERS),
    "overdue",
)


def _worst(covered: Iterable[int]) -> Cover | None:
    return next((cover for cover, number in zip(_COVERS, covered, strict=True) if number), None)


def _stored(viewer: Viewer, enterprise: OrgUnit, today: date) -> "QuerySet[RequirementCoverage]":
    """The stored coverage of what is asked of the enterprise, with whether anything that answers it is past its day."""
    here = RequirementBacking.objects.filter(_reaching(enterprise), requirement=OuterRef("requirement"))
    activity = here.filter(
        activity__occurrences__enterprise=enterprise,
        activity__occurrences__state__in=_STILL_OWED,
        activity__occurrences__due_on__lt=today,
    )
    action = here.filter(action__due_on__lt=today).exclude(action__status__in=ENDED)
    control = InternalControl.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=F("due_on")),
        enterprise=enterprise,
        requirement=OuterRef("requirement"),
        due_on__lt=today,
    )
    readable = Requirement.objects.readable_by(viewer).values("pk")
    rows = RequirementCoverage.objects.filter(enterprise=enterprise, requirement__in=readable)
    late = Exists(activity) | Exists(action.filter(action__continued_by=None)) | Exists(control)
    overdue = ExpressionWrapper(late, BooleanField())
    return rows.annotate(overdue=overdue).order_by("requirement__document_id", "requirement_id")


def _reaching(enterprise: OrgUnit) -> Q:
    """What is tied at the enterprise, and above it for what lies beneath."""
    above = enterprise.path.rstrip(".").split(".")[:-1]
    return Q(enterprise=enterprise) | Q(unit__key__in=above, for_subtree=True)


@dataclass(frozen=True)
class Behind:
    """Something that answers a duty; of an activity, the day it is next owed here, and of a document its share."""

    row: RequirementBacking
    owed_on: date | None
    done_on: date | None
    share: Share | None


@dataclass(frozen=True)
class Duty:
    """A duty of the enterprise. `share`: how many have confirmed its document; None where nobody is asked to."""

    requirement: Requirement
    area: DutyArea
    state: DutyState
    stored: RequirementCoverage
    behind: tuple[Behind, ...]
    share: Share | None


def duties_of(viewer: Viewer, enterprise: OrgUnit, today: date) -> list[Duty]:
    """Every duty of the enterprise with what stands behind it, the most pressing first in each area. Six queries."""
    stored = list(_stored(viewer, enterprise, today).select_related("requirement__document"))
    asked = [each.requirement_id for each in stored]
    backings = RequirementBacking.objects.filter(_reaching(enterprise), requirement__in=asked)
    related = ("activity", "action", "indicator", "goal", "contract", "document", "unit")
    tied: dict[int, list[RequirementBacking]] = {}
    for row in _with_days(backings, enterprise).select_related(*related).order_by("pk"):
        tied.setdefault(row.requirement_id, []).append(row)
    documents = {row.document_id for rows in tied.values() for row in rows if row.document_id}
    shares = shares_by_document(enterprise, documents | {each.requirement.document_id for each in stored}, today)

    def behind(row: Any) -> Behind:
        return Behind(row, row.owed_on, row.done_on, shares.get(row.document_id or 0))

    found = [
        Duty(
            requirement=each.requirement,
            area=area_of(
                each.requirement.document.code, each.requirement.document.kind, parted(each.requirement.subjects)
            ),
            state=duty_state(_worst([getattr(each, cover.value) for cover in _COVERS]), bool(each.overdue)),  # type: ignore[attr-defined]  # annotated by _stored
            stored=each,
            behind=tuple(behind(row) for row in tied.get(each.requirement_id, ())),
            share=shares.get(each.requirement.document_id),
        )
        for each in stored
    ]
    areas, states = list(DutyArea), list(DutyState)
    return sorted(found, key=lambda duty: (areas.index(duty.area), states.index(duty.state)))


def _with_days(rows: "QuerySet[RequirementBacking]", enterprise: OrgUnit) -> "QuerySet[RequirementBacking]":
    """With the first day on which an activity is still owed at the enterprise, and the last on which it was done."""
    here = Occurrence.objects.filter(enterprise=enterprise, activity=OuterRef("activity")).values("activity")
    owed = here.filter(state__in=_STILL_OWED).order_by().annotate(day=Min("due_on")).values("day")
    done = here.filter(state=OccurrenceState.DONE).order_by().annotate(day=Max("done_on")).values("day")
    return rows.annotate(owed_on=Subquery(owed), done_on=Subquery(done))


@dataclass(frozen=True)
class Answering:
    """Who holds the role of managing director, empty where nobody does; and to whom requirements are delegated."""

    director: str
    delegated: Mapping[int, str]


def answering_at(enterprise: OrgUnit, today: date) -> Answering:
    """Who answers for the duties of the enterprise itself. One query."""
    held = RequirementDelegation.objects.filter(Q(to_on=None) | Q(to_on__gte=today), unit=enterprise)
    held = held.filter(from_on__lte=today)
    roles = RoleAssignment.objects.filter(
        held_on(today), unit=enterprise, role=Role.MANAGING_DIRECTOR, person__is_active=True
    )
    columns = ("of", "since", "named")
    delegated = held.annotate(of=F("requirement_id"), since=F("from_on"), named=F("person__name"))
    directors = roles.annotate(of=Value(0, BigIntegerField()), since=F("valid_from"), named=F("person__name"))
    rows = delegated.values_list(*columns).union(directors.values_list(*columns), all=True).order_by("since", "named")
    newest = {of: name for of, _since, name in rows}
    return Answering(newest.pop(0, ""), newest)


def shares_by_document(enterprise: OrgUnit, documents: Iterable[int], today: date) -> dict[int, Share]:
    """How many at the enterprise have confirmed each document that asks somebody, partners left out.

    One query where none of them asks anybody, else four.
    """
    rounds = AcknowledgementRound.objects.filter(document_version__document__in=list(documents), ended_on=None)
    newest = {
        each.document_version.document_id: each
        for each in rounds.select_related("document_version").order_by("document_version__number")
    }
    if not newest:
        return {}
    validities: dict[int, list[DocumentValidity]] = {}
    for each in DocumentValidity.objects.filter(document__in=newest).select_related("unit"):
        validities.setdefault(each.document_id, []).append(each)
    present = people_present(enterprise, today)
    answers = _answers(enterprise, newest.values())
    found = {}
    for document, one in newest.items():
        holds = holding(validities.get(document, ()), today)
        version = one.document_version
        given = [
            SignatureFacts(str(signer), version.number, on)
            for signer, of, on, there in answers
            if of == version.pk and (not there or one.kind == RoundKind.INFORM)
        ]
        people = [each.as_facts() for each in present if holds(each.unit)]
        owed = [
            each
            for each in duties(people, [one.as_version()], given, one.as_terms(), today)
            if each.signer.group is not Group.SUPPLIERS and each.state is not State.INVITED
        ]
        if owed:
            found[document] = total(owed)
    return found


def _answers(enterprise: OrgUnit, rounds: Iterable[AcknowledgementRound]) -> list[tuple[int, int, date, int]]:
    """Who signed or was at a meeting: signer, version, day, and 1 where it was a meeting. One query."""
    versions = [each.document_version_id for each in rounds]
    at = {"document_version__in": versions, "signer__enterprise": enterprise}
    columns = ("signer_id", "document_version_id", "day", "there")
    signed = Signature.objects.filter(**at).annotate(day=F("signed_on"), there=Value(0, IntegerField()))
    there = Attendance.objects.filter(**at).annotate(day=F("held_on"), there=Value(1, IntegerField()))
    return list(signed.values_list(*columns).union(there.values_list(*columns), all=True))
