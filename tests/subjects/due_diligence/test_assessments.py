"""Assessing and storing. Answers are those of the method's page, worked out by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsvar.platform.audit.models import Event
from samsvar.registers.suppliers.models import OwnerInquiry
from samsvar.subjects.due_diligence.models import AssessmentRun, ContractAssessment, ImpactShare
from samsvar.subjects.due_diligence.selectors.assessments import explain, work_out
from samsvar.subjects.due_diligence.selectors.contract_register import register_of
from samsvar.subjects.due_diligence.selectors.facts import facts_of_several
from samsvar.subjects.due_diligence.selectors.supplier_codes import code_in_force
from samsvar.subjects.due_diligence.services import assessing_all
from samsvar.subjects.due_diligence.services import assessments as services
from samsvar.subjects.due_diligence.services.assessing_all import assess_all
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise, reassess
from tests.cast import NOW, TODAY
from tests.subjects.due_diligence.chain import (
    STAMPS,
    make_code,
    make_contract,
    make_impact,
    make_partner,
    make_supplier,
)

pytestmark = pytest.mark.usefixtures("editions")


def assessed(cast: Any) -> dict[str, ContractAssessment]:
    assess_enterprise(enterprise=cast.enterprise, by=cast.actor("kari"), at=NOW, on=TODAY)
    return {row.contract.number: row for row in ContractAssessment.objects.select_related("contract")}


@pytest.mark.requirement("R001-48", "R001-52", "R001-53", "R001-60")
def test_own_and_shared_contracts_get_a_level_from_their_factors(cast: Any) -> None:
    make_contract(cast.enterprise, "K-1")
    make_contract(cast.enterprise, "K-2", ownership="shared", countries=["NOR"])
    kept = assessed(cast)
    # IT equipment: raw material very high (4); China: not free, rating 5 (4). 4 × 4 = 4; Norway is 1: 4 × 1 = 3.
    assert (kept["K-1"].product, kept["K-1"].country, kept["K-1"].inherent, kept["K-1"].level) == (4, 4, 4, 4)
    assert (kept["K-2"].product, kept["K-2"].country, kept["K-2"].level) == (4, 1, 3)
    assert kept["K-1"].service is None
    assert kept["K-1"].unknown == ""
    assert (kept["K-1"].rank, kept["K-2"].rank) == (1, 2)


@pytest.mark.requirement("R001-49", "R001-51", "R001-68", "R001-45", "R000-26")
def test_used_and_assisted_contracts_get_no_level_even_with_an_open_impact(cast: Any) -> None:
    used = make_contract(cast.enterprise, "K-1", ownership="used", agreement_owner=make_partner(cast.enterprise))
    make_contract(cast.enterprise, "K-2", ownership="assisted")
    make_impact(cast.enterprise, on=used)
    kept = assessed(cast)
    assert {kept[number].level for number in kept} == {None}
    assert {kept[number].rank for number in kept} == {None}
    assert len(explain(used, TODAY).assessment.outcome.open_impacts) == 1


@pytest.mark.requirement("R001-49", "R001-50", "R001-89")
def test_a_used_contract_tells_when_its_owner_was_asked_and_what_was_answered(cast: Any) -> None:
    partner = make_partner(cast.enterprise)
    used = make_contract(cast.enterprise, "K-1", ownership="used", agreement_owner=partner)
    reasons = explain(used, TODAY).assessment.outcome.reasons
    assert [reason.code for reason in reasons] == ["ask_owner", "owner_not_asked"]
    inquiry = OwnerInquiry.objects.create(
        enterprise=cast.enterprise,
        partner=partner,
        question="Hvordan følger dere opp avtalen?",
        asked_on=date(2025, 4, 25),
        answered_on=date(2025, 5, 2),
        answer="Ingen kjente brudd",
        **STAMPS,
    )
    inquiry.contracts.add(used)
    reasons = explain(used, TODAY).assessment.outcome.reasons
    assert [(reason.code, reason.subject) for reason in reasons[1:]] == [
        ("owner_asked_on", "2025-04-25"),
        ("owner_answered", "Ingen kjente brudd"),
    ]
    before_the_answer = explain(used, date(2025, 5, 1)).assessment.outcome.reasons
    assert before_the_answer[-1].code == "owner_not_answered"


@pytest.mark.requirement("R001-72", "R001-56")
def test_cleaning_is_high_by_its_sector_with_the_rate_that_was_in_force(cast: Any) -> None:
    contract = make_contract(cast.enterprise, kind="services", cpv=["90910000"], countries=["NOR"])
    factor = explain(contract, TODAY).assessment.factor("service")
    assert factor is not None
    assert (factor.level, factor.rule) == (3, "minimum_wage_sector")
    assert [(f.subject, f.value) for f in factor.figures][-1] == ("cleaning", "236.54 NOK/h")


def test_what_is_unknown_counts_as_three_and_is_said(cast: Any) -> None:
    make_contract(cast.enterprise, cpv=[], countries=[])
    kept = assessed(cast)["K-1"]
    assert (kept.product, kept.country, kept.inherent, kept.level) == (None, None, 3, 3)
    assert kept.unknown == ";product;country;"


def test_an_accepted_code_and_a_fresh_answer_lower_the_level_by_one(cast: Any) -> None:
    make_code(cast.enterprise)
    supplier = make_supplier(
        cast.enterprise,
        code_accepted_on=date(2025, 2, 3),
        code_accepted_version="1.0",
        questionnaire_answered_on=date(2025, 2, 11),
        open_gaps=0,
    )
    contract = make_contract(cast.enterprise, supplier=supplier)
    explained = explain(contract, TODAY)
    assert explained.assessment.level == 3
    assert [(m.code, m.subject, m.level) for m in explained.movers if m.code == "day_passes"] == [
        ("day_passes", "2027-02-12", 4)
    ]
    make_code(cast.enterprise, "2.0", in_force_from=TODAY + timedelta(days=10))
    assert explain(contract, TODAY).assessment.level == 3
    assert explain(contract, TODAY + timedelta(days=10)).assessment.level == 4


def test_without_a_recorded_code_the_newest_accepted_version_is_in_force(cast: Any) -> None:
    assert code_in_force(cast.enterprise, TODAY) is None
    make_supplier(cast.enterprise, "Tulle Transport AS", code_accepted_on=date(2024, 1, 1), code_accepted_version="2.0")
    make_supplier(cast.enterprise, "Fiktiv Frukt AS", code_accepted_on=date(2024, 1, 1), code_accepted_version="10.0")
    make_supplier(cast.enterprise, "Påfunn AS", code_accepted_on=TODAY + timedelta(1), code_accepted_version="11.0")
    make_supplier(cast.neighbour, "Naboens AS", code_accepted_on=date(2024, 1, 1), code_accepted_version="12.0")
    assert code_in_force(cast.enterprise, TODAY) == "10.0"


def test_a_confirmed_impact_on_contract_or_supplier_gives_four_and_on_another_contract_nothing(
    cast: Any,
) -> None:
    first = make_contract(cast.enterprise, "K-1", countries=["NOR"])
    second = make_contract(cast.enterprise, "K-2", countries=["NOR"])
    impact = make_impact(cast.enterprise, on=first)
    kept = assessed(cast)
    assert (kept["K-1"].level, kept["K-1"].adjustment, kept["K-1"].supplier_rule) == (4, 1, "confirmed_impact")
    assert (kept["K-2"].level, kept["K-2"].supplier_rule) == (3, "nothing_counts")
    make_impact(cast.enterprise, "N-2", on=first.supplier)
    assert explain(second, TODAY).assessment.level == 4
    impact.status = "closed"
    impact.closed_on = TODAY
    impact.save()
    assert explain(first, TODAY).assessment.level == 4


def test_an_impact_shared_by_another_enterprise_counts_by_organisation_number_until_the_share_ends(cast: Any) -> None:
    theirs = make_supplier(cast.neighbour, orgnr="912345674")
    ours = make_supplier(cast.enterprise, orgnr="912345674")
    contract = make_contract(cast.enterprise, supplier=ours, countries=["NOR"])
    impact = make_impact(cast.neighbour, on=theirs)
    assert explain(contract, TODAY).assessment.level == 3
    share = ImpactShare.objects.create(impact=impact, enterprise=cast.enterprise, **STAMPS)
    assert explain(contract, TODAY).assessment.level == 4
    share.ended_on = TODAY
    share.save()
    assert explain(contract, TODAY).assessment.level == 3


def test_a_shared_impact_on_the_neighbours_contract_never_meets_our_contract_of_the_same_number(cast: Any) -> None:
    ours = make_contract(cast.enterprise, "K-1", supplier=make_supplier(cast.enterprise, orgnr="912345674"))
    theirs = make_contract(cast.neighbour, "K-1", supplier=make_supplier(cast.neighbour, orgnr="912345674"))
    impact = make_impact(cast.neighbour, on=theirs)
    ImpactShare.objects.create(impact=impact, enterprise=cast.enterprise, **STAMPS)
    explained = explain(ours, TODAY)
    factor = explained.assessment.factor("supplier")
    assert factor is not None
    assert factor.rule == "nothing_counts"
    assert [reason.code for reason in factor.reasons] == ["impact_on_other_contract"]


def test_a_second_run_changes_nothing_and_still_says_when_it_was_made(cast: Any) -> None:
    make_contract(cast.enterprise)
    assert assess_enterprise(enterprise=cast.enterprise, by=cast.actor("kari"), at=NOW, on=TODAY).changed == 1
    again = assess_enterprise(enterprise=cast.enterprise, by=cast.actor("kari"), at=NOW, on=TODAY)
    assert (again.contracts, again.changed) == (1, 0)
    assert again.editions["freedom-house"] == "2025"
    assert (again.method_code, again.method_version) == ("default", 1)
    assert ContractAssessment.objects.get().previous_level is None


def test_a_changed_level_keeps_what_it_was_before_and_since_when(cast: Any) -> None:
    contract = make_contract(cast.enterprise)
    other = make_contract(cast.enterprise, "K-2", value_ore=1)
    assessed(cast)
    contract.countries = ";NOR;"
    contract.save()
    later = TODAY + timedelta(days=3)
    assess_enterprise(enterprise=cast.enterprise, by=cast.actor("kari"), at=NOW, on=later)
    moved = ContractAssessment.objects.get(contract=contract)
    assert (moved.level, moved.previous_level, moved.rank, moved.on) == (3, 4, 2, later)
    stayed = ContractAssessment.objects.get(contract=other)
    assert (stayed.level, stayed.previous_level, stayed.rank, stayed.on) == (4, None, 1, TODAY)


def test_reassessing_one_contract_ranks_as_assessing_all_does(cast: Any) -> None:
    make_contract(cast.enterprise, "K-1", value_ore=None)
    make_contract(cast.enterprise, "K-10", value_ore=199)
    make_contract(cast.enterprise, "K-2", value_ore=100)
    make_contract(cast.enterprise, "Å-3", value_ore=100)
    moving = make_contract(cast.enterprise, "K-9", countries=["NOR"], value_ore=10**9)
    make_contract(cast.enterprise, "K-8", ownership="used")
    assessed(cast)
    moving.countries = ";PAK;"
    moving.save()
    run = reassess(enterprise=cast.enterprise, contracts=[moving.pk], by=cast.actor("kari"), at=NOW, on=TODAY)
    assert (run.contracts, run.changed) == (1, 1)
    stored = dict(ContractAssessment.objects.values_list("contract__number", "rank"))
    assert stored == {a.id: a.rank for a in work_out(cast.enterprise, on=TODAY).assessments}
    assert stored["K-9"] == 1
    assert stored["K-10"] == 2


def test_an_edit_that_moves_no_level_moves_the_order_and_leaves_nothing_behind(cast: Any) -> None:
    make_contract(cast.enterprise, "K-1", value_ore=200)
    edited = make_contract(cast.enterprise, "K-2", value_ore=100)
    assessed(cast)
    later = NOW + timedelta(minutes=5)
    edited.value_ore, edited.updated_at = 300, later
    edited.save()
    events = Event.objects.count()
    run = reassess(enterprise=cast.enterprise, contracts=[edited.pk], by=cast.actor("kari"), at=later, on=TODAY)
    assert (run.changed, Event.objects.count()) == (0, events)
    assert dict(ContractAssessment.objects.values_list("contract__number", "rank")) == {"K-2": 1, "K-1": 2}
    assert register_of(cast.viewer("kari"), cast.enterprise, TODAY).counts["unassessed"] == 0


def test_a_contract_edited_earlier_is_taken_along(cast: Any) -> None:
    first, second = make_contract(cast.enterprise, "K-1"), make_contract(cast.enterprise, "K-2")
    assessed(cast)
    later = NOW + timedelta(minutes=5)
    first.countries, first.updated_at = ";NOR;", later
    first.save()
    reassess(enterprise=cast.enterprise, contracts=[second.pk], by=cast.actor("kari"), at=later, on=TODAY)
    assert ContractAssessment.objects.get(contract=first).level == 3


def test_an_event_tells_how_many_were_assessed_and_changed(cast: Any) -> None:
    make_contract(cast.enterprise)
    assess_enterprise(enterprise=cast.enterprise, by=cast.actor("kari"), at=NOW, on=TODAY)
    event = Event.objects.get(kind="contracts_assessed")
    assert event.enterprise == cast.enterprise.key
    assert '"changed":1' in event.body
    assert '"contracts":1' in event.body


def test_nothing_is_kept_when_the_event_cannot_be_recorded(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    make_contract(cast.enterprise)

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("no trail")

    monkeypatch.setattr(services, "record", fail)
    with pytest.raises(RuntimeError):
        assess_enterprise(enterprise=cast.enterprise, by=cast.actor("kari"), at=NOW, on=TODAY)
    assert not ContractAssessment.objects.exists()
    assert not AssessmentRun.objects.exists()


def test_all_enterprises_are_assessed_each_by_its_own_records(cast: Any) -> None:
    make_contract(cast.enterprise)
    make_contract(cast.neighbour, countries=["NOR"])
    runs = assess_all(by=cast.actor("kari"), at=NOW, on=TODAY)
    assert [(run.enterprise.key, run.contracts) for run in runs] == [("eksempel", 1), ("nabo", 1)]
    assert dict(ContractAssessment.objects.values_list("enterprise__key", "level")) == {"eksempel": 4, "nabo": 3}


def test_enterprises_assessed_together_get_what_each_gets_alone(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where one's impact is shared with the other, and both have a number and a code of the same name."""
    ours = make_supplier(cast.enterprise, orgnr="912345674", code_accepted_on=TODAY, code_accepted_version="2")
    theirs = make_supplier(cast.neighbour, orgnr="912345674", code_accepted_on=TODAY, code_accepted_version="1")
    make_contract(cast.enterprise, "K-1", supplier=ours)
    make_contract(cast.neighbour, "K-1", supplier=theirs, value_ore=500)
    make_contract(cast.neighbour, "K-2", supplier=theirs, value_ore=900, wage_breach_open=True)
    impact = make_impact(cast.neighbour, on=theirs)
    ImpactShare.objects.create(impact=impact, enterprise=cast.enterprise, **STAMPS)

    def levels() -> list[tuple[Any, ...]]:
        return sorted(ContractAssessment.objects.values_list("contract", *services._NUMBERS))

    for enterprise in (cast.enterprise, cast.neighbour):
        assess_enterprise(enterprise=enterprise, by=cast.actor("kari"), at=NOW, on=TODAY)
    alone = levels()
    for at_a_time in (10_000, 1):
        ContractAssessment.objects.all().delete()
        monkeypatch.setattr(assessing_all, "_AT_A_TIME", at_a_time)
        runs = assess_all(by=cast.actor("kari"), at=NOW, on=TODAY)
        assert [(run.contracts, run.changed) for run in runs] == [(1, 1), (2, 2)]
        assert levels() == alone


@pytest.mark.django_db(transaction=True)
def test_two_processes_store_what_one_does(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    make_contract(cast.enterprise, "K-1")
    make_contract(cast.neighbour, "K-1", countries=["NOR"])
    monkeypatch.setattr(assessing_all, "_AT_A_TIME", 1)
    runs = assess_all(by=cast.actor("kari"), at=NOW, on=TODAY, processes=2)
    assert [(run.enterprise.key, run.contracts, run.changed) for run in runs] == [("eksempel", 1, 1), ("nabo", 1, 1)]
    assert dict(ContractAssessment.objects.values_list("enterprise__key", "level")) == {"eksempel": 4, "nabo": 3}
    assert Event.objects.filter(kind="contracts_assessed").count() == 2
    again = assess_all(by=cast.actor("kari"), at=NOW, on=TODAY, processes=2)
    assert [run.changed for run in again] == [0, 0]


def test_the_number_of_queries_for_reading_does_not_grow_with_the_enterprises(cast: Any) -> None:
    def count(enterprises: list[Any]) -> int:
        with CaptureQueriesContext(connection) as queries:
            facts_of_several(enterprises, TODAY)
        return len(queries)

    make_impact(cast.enterprise, on=make_contract(cast.enterprise))
    make_impact(cast.neighbour, on=make_contract(cast.neighbour))
    assert count([cast.enterprise, cast.neighbour]) <= count([cast.enterprise]) + 1 <= 8


def test_the_number_of_queries_does_not_grow_with_the_contracts(cast: Any) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            work_out(cast.enterprise, on=TODAY)
        return len(queries)

    make_contract(cast.enterprise)
    make_impact(cast.enterprise, on=make_contract(cast.enterprise, "K-0"))
    count()
    few = count()
    for place in range(2, 40):
        make_contract(cast.enterprise, f"K-{place}", supplier=make_supplier(cast.enterprise, f"Påfunn {place} AS"))
    assert count() == few <= 10
