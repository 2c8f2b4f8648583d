"""The duties that a managing director answers for: which area each belongs to, and whether it is met.

Sources: a regional guideline for social responsibility (the director answers for the enterprise leading in responsible
business, and secures that guidelines are implemented and followed), Meld. St. 6 (2022–2023) chapter 11 (the director
forms and implements the guidelines), and the internal control regulation § 4 (whoever answers for the enterprise sees
to its internal control). The areas are our own sorting, so that a hundred requirements can be read at a glance.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from samsvar.core.rules.requirements import Cover


class DutyState(StrEnum):
    """How a duty stands, the most pressing first. Unknown: whether it is asked at all hangs on what is not known."""

    LATE = "late"
    WITHOUT_EVIDENCE = "without_evidence"
    UNKNOWN = "unknown"
    MET = "met"


class DutyArea(StrEnum):
    """What duties are about, in the order they are shown."""

    TRANSPARENCY_ACT = "transparency_act"
    INTERNAL_CONTROL = "internal_control"
    HSE = "hse"
    ENVIRONMENT = "environment"
    GUIDELINE = "guideline"
    QUALITY = "quality"
    EQUALITY = "equality"
    PROCUREMENT = "procurement"
    OPENNESS = "openness"
    OTHER = "other"


ALWAYS_SHOWN = (
    DutyArea.TRANSPARENCY_ACT,
    DutyArea.INTERNAL_CONTROL,
    DutyArea.HSE,
    DutyArea.ENVIRONMENT,
    DutyArea.GUIDELINE,
)
"""Areas that every health enterprise has duties in: one of which nothing is registered is told of, not left out."""

_BY_DOCUMENT: Mapping[str, DutyArea] = {
    "transparency-act": DutyArea.TRANSPARENCY_ACT,
    "internal-control-regulation": DutyArea.INTERNAL_CONTROL,
    "quality-regulation": DutyArea.QUALITY,
}
_LAWS = frozenset({"law", "regulation", "convention"})
_BY_SUBJECT: Mapping[str, DutyArea] = {
    "climate": DutyArea.ENVIRONMENT,
    "hse": DutyArea.HSE,
}
_OF_LAWS: Mapping[str, DutyArea] = {
    "equality": DutyArea.EQUALITY,
    "procurement": DutyArea.PROCUREMENT,
    "openness": DutyArea.OPENNESS,
    "whistleblowing": DutyArea.OPENNESS,
}


def area_of(document_code: str, document_kind: str, subjects: Iterable[str]) -> DutyArea:
    """The area of a requirement, by its document and subjects. What the enterprise or its owner has set itself, and
    that is not about environment or HSE, belongs to the governing guideline."""
    if document_code in _BY_DOCUMENT:
        return _BY_DOCUMENT[document_code]
    found = list(subjects)
    by_subject = next((_BY_SUBJECT[each] for each in found if each in _BY_SUBJECT), None)
    if by_subject is not None:
        return by_subject
    if document_kind not in _LAWS:
        return DutyArea.GUIDELINE
    return next((_OF_LAWS[each] for each in found if each in _OF_LAWS), DutyArea.OTHER)


def duty_state(worst: Cover | None, overdue: bool) -> DutyState:
    """How one duty stands.

    `worst`: how its weakest unit is covered, None where it is not known whether anybody is asked. `overdue`: an
    activity, an action or an internal control that answers it is past its day. What has nothing behind it is without
    evidence whatever else is late; an answer whose age nobody knows shows nothing either.
    """
    if worst is None:
        return DutyState.UNKNOWN
    if worst is Cover.NOTHING:
        return DutyState.WITHOUT_EVIDENCE
    if overdue or worst is Cover.OLD:
        return DutyState.LATE
    return DutyState.WITHOUT_EVIDENCE if worst is Cover.UNDATED else DutyState.MET


def area_state(counts: Counter[DutyState]) -> DutyState:
    """How an area stands: as its most pressing duty; without evidence where none is registered."""
    return next((state for state in DutyState if counts[state]), DutyState.WITHOUT_EVIDENCE)
