"""What an enterprise has done so that a document is known and followed, read from the records that are tied to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action, ActionReason, ActionStatus, ReasonKind
from samsvar.registers.wheel.models import OccurrenceState
from samsvar.subjects.governance.models import (
    AcknowledgementRound,
    Attendance,
    DocumentStanding,
    GoverningDocument,
    RequirementBacking,
    RoundKind,
)

FEWEST_TOLD = 5
"""Fewer than so many at a meeting are not told of: it could be said who they were."""


class MeasureKind(StrEnum):
    """What kind of record a measure is."""

    ROUND = "round"
    MADE_KNOWN = "made_known"
    MEETING = "meeting"
    ACTIVITY = "activity"
    ACTION = "action"


@dataclass(frozen=True)
class Measure:
    """Something done for a document on a day. `names`: in bokmål, nynorsk and English, as far as there are such.

    `key` is that of the activity's occurrence or of the action. `people`: how many were there; None where that is not
    counted, or they were too few to tell of. Of a round the groups, `;a;b;`, stand in `groups`.
    """

    document_id: int
    kind: MeasureKind
    on: date
    names: tuple[str, str, str] = ("", "", "")
    key: str = ""
    people: int | None = None
    groups: str = ""

    def name(self, language: str) -> str:
        """What it is called; bokmål where there is no other."""
        return dict(zip(("nb", "nn", "en"), self.names, strict=True)).get(language, "") or self.names[0]


def measures_of(
    enterprise: OrgUnit,
    documents: Collection[GoverningDocument],
    actions: "QuerySet[Action]",
    first: date = date.min,
    last: date = date.max,
) -> list[Measure]:
    """What the enterprise did for the documents from the first day to the last, the newest first. Four queries.

    Rounds that were opened, meetings where one was gone through, activities of the wheel and actions that answer what
    one asks or that come from it, once they are done. `actions`: those that the asker may see.
    """
    if not documents:
        return []
    found = [*_rounds(documents), *_meetings(enterprise, documents)]
    found += [*_activities(enterprise, documents), *_actions(enterprise, documents, actions)]
    inside = {each for each in found if first <= each.on <= last}
    return sorted(inside, key=lambda each: (-each.on.toordinal(), each.kind, each.names, each.key, each.document_id))


def ethical_guidelines(enterprise: OrgUnit) -> list[GoverningDocument]:
    """The enterprise's own documents on ethics, and those set above it, that are in force. One query."""
    above = enterprise.path.rstrip(".").split(".")
    rows = GoverningDocument.objects.filter(
        organisation="", subjects__contains=";ethics;", standing=DocumentStanding.IN_FORCE
    )
    rows = rows.filter(Q(unit__key__in=above) | Q(unit__enterprise=enterprise))
    return list(rows.order_by("name_nb", "pk"))


def _rounds(documents: Collection[GoverningDocument]) -> list[Measure]:
    rows = AcknowledgementRound.objects.filter(document_version__document__in=documents)
    columns = ("document_version__document_id", "opened_on", "kind", "groups")
    return [
        Measure(document, MeasureKind.ROUND if kind == RoundKind.SIGN else MeasureKind.MADE_KNOWN, on, groups=groups)
        for document, on, kind, groups in rows.values_list(*columns)
    ]


def _meetings(enterprise: OrgUnit, documents: Collection[GoverningDocument]) -> list[Measure]:
    rows = Attendance.objects.filter(document_version__document__in=documents, signer__enterprise=enterprise)
    columns = ("document_version__document_id", "held_on", "occasion")
    counted = rows.order_by().values_list(*columns).annotate(people=Count("signer", distinct=True))
    return [
        Measure(document, MeasureKind.MEETING, on, (said, "", ""), people=people if people >= FEWEST_TOLD else None)
        for document, on, said, people in counted
    ]


def _reaching(enterprise: OrgUnit, documents: Collection[GoverningDocument]) -> "QuerySet[RequirementBacking]":
    """What is tied to the documents' requirements at the enterprise, and above it for what lies beneath."""
    above = enterprise.path.rstrip(".").split(".")[:-1]
    here = Q(enterprise=enterprise) | Q(unit__key__in=above, for_subtree=True)
    return RequirementBacking.objects.filter(here, requirement__document__in=documents)


def _activities(enterprise: OrgUnit, documents: Collection[GoverningDocument]) -> list[Measure]:
    tied = _reaching(enterprise, documents).filter(
        activity__occurrences__enterprise=enterprise, activity__occurrences__state=OccurrenceState.DONE
    )
    columns = ("name_nb", "name_nn", "name_en")
    rows = tied.values_list(
        "requirement__document_id",
        "activity__occurrences__done_on",
        "activity__occurrences__key",
        *(f"activity__{column}" for column in columns),
    )
    return [
        Measure(document, MeasureKind.ACTIVITY, on, (nb, nn, en), key)
        for document, on, key, nb, nn, en in rows.distinct()
        if on is not None
    ]


def _actions(enterprise: OrgUnit, documents: Collection[GoverningDocument], seen: "QuerySet[Action]") -> list[Measure]:
    by_key = {each.key: each.pk for each in documents}
    done = {"action__enterprise": enterprise, "action__status": ActionStatus.DONE, "action__in": seen.values("pk")}
    reasons = ActionReason.objects.filter(kind=ReasonKind.DOCUMENT, of_key__in=by_key, **done).order_by()
    columns = ("action__done_on", "action__key", "action__title")
    tied = _reaching(enterprise, documents).filter(**done).values_list("requirement__document__key", *columns)
    rows = tied.union(reasons.values_list("of_key", *columns), all=True)
    return [Measure(by_key[of], MeasureKind.ACTION, on, (title, "", ""), key) for of, on, key, title in rows if on]
