"""What the managing director answers for: areas of duties, and how a duty and an area stand."""

from collections import Counter

import pytest

from samsvar.core.catalogues.governance import shipped_documents, shipped_requirements
from samsvar.core.rules.duties import ALWAYS_SHOWN, DutyArea, DutyState, area_of, area_state, duty_state
from samsvar.core.rules.requirements import Cover


def test_a_requirement_belongs_to_an_area_by_its_document_and_then_by_its_subjects() -> None:
    assert area_of("transparency-act", "law", ["due_diligence", "openness"]) is DutyArea.TRANSPARENCY_ACT
    assert area_of("internal-control-regulation", "regulation", ["hse"]) is DutyArea.INTERNAL_CONTROL
    assert area_of("aml", "law", ["hse"]) is DutyArea.HSE
    assert area_of("aml", "law", ["whistleblowing"]) is DutyArea.OPENNESS
    assert area_of("", "guideline", ["procurement", "climate"]) is DutyArea.ENVIRONMENT
    assert area_of("", "guideline", ["procurement"]) is DutyArea.GUIDELINE, "our own, not the law's"
    assert area_of("procurement-act", "law", ["procurement"]) is DutyArea.PROCUREMENT
    assert area_of("", "guideline", []) is DutyArea.GUIDELINE
    assert area_of("", "law", []) is DutyArea.OTHER


def test_what_ships_has_duties_in_every_area_that_is_always_shown_and_nothing_left_over() -> None:
    documents = {each.code: each for each in shipped_documents()}
    found = {
        area_of(each.facts.document_id, documents[each.facts.document_id].kind, each.subjects)
        for each in shipped_requirements()
    }
    assert set(ALWAYS_SHOWN) <= found
    assert DutyArea.OTHER not in found


@pytest.mark.parametrize(
    ("worst", "overdue", "state"),
    [
        (Cover.ANSWERED, False, DutyState.MET),
        (Cover.ANSWERED, True, DutyState.LATE),
        (Cover.OLD, False, DutyState.LATE),
        (Cover.UNDATED, False, DutyState.WITHOUT_EVIDENCE),
        (Cover.UNDATED, True, DutyState.LATE),
        (Cover.NOTHING, True, DutyState.WITHOUT_EVIDENCE),
        (None, False, DutyState.UNKNOWN),
    ],
)
def test_a_duty_is_met_late_or_without_evidence_and_unknown_stays_unknown(
    worst: Cover | None, overdue: bool, state: DutyState
) -> None:
    assert duty_state(worst, overdue) is state


def test_an_area_stands_as_its_most_pressing_duty_and_one_without_any_is_without_evidence() -> None:
    met, late, lacks = DutyState.MET, DutyState.LATE, DutyState.WITHOUT_EVIDENCE
    assert area_state(Counter({met: 9, lacks: 3, late: 1})) is late
    assert area_state(Counter({met: 9, lacks: 1})) is lacks
    assert area_state(Counter({met: 9})) is met
    assert area_state(Counter({met: 9, DutyState.UNKNOWN: 1})) is DutyState.UNKNOWN
    assert area_state(Counter()) is lacks
