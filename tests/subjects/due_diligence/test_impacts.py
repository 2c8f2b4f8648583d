from datetime import date

import pytest

from samsvar.platform.audit.models import Event
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.registers.actions.models import Action
from samsvar.registers.actions.services import cancel_action, complete_action
from samsvar.subjects.due_diligence.models import (
    AdverseImpact,
    ContractAssessment,
    ImpactLink,
    ImpactShare,
    ImpactStatusEntry,
    Remediation,
)
from samsvar.subjects.due_diligence.selectors import impacts as selectors
from samsvar.subjects.due_diligence.selectors.changes import significant_changes
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise
from samsvar.subjects.due_diligence.services.impacts import cases as impact_cases
from samsvar.subjects.due_diligence.services.impacts import impacts as services
from samsvar.subjects.due_diligence.services.impacts import links as impact_links
from samsvar.subjects.due_diligence.services.impacts.links import LinkWanted
from tests.cast import NOW, TODAY
from tests.subjects.due_diligence.chain import make_contract, make_impact, make_supplier

pytestmark = pytest.mark.django_db
GRAVE = {"title": "Tvangsarbeid i fabrikk", "actuality": "actual", "scale": 5, "scope": 2, "irremediability": 3}


@pytest.fixture
def who(cast):
    return {"by": cast.actor("kari"), "at": NOW}


@pytest.fixture
def when(who):
    return {**who, "today": TODAY}


def register(cast, when, **more):
    fields = {**GRAVE, **more.pop("fields", {})}
    return services.register_impact(enterprise=cast.enterprise, unit=cast.enterprise, fields=fields, **when, **more)


def level_of(contract):
    return ContractAssessment.objects.get(contract=contract).level


@pytest.mark.requirement("R001-66", "R001-67")
def test_severity_is_stored_as_the_highest_of_its_parts_and_several_kinds_are_kept(cast, when):
    kinds = ("forced_labour", "working_hours", "wages", "ohs")
    more = {"risk_kinds": kinds, "source": "Samarbeidspartner", "facility_text": "Fabrikk 7"}
    impact = register(cast, when, fields=more)
    kept = AdverseImpact.objects.get()
    assert (kept.severity, kept.verification, kept.number) == (5, "alleged", "2025-1")
    assert kept.risk_kinds == ";forced_labour;working_hours;wages;ohs;"
    assert (kept.source, kept.facility_text) == ("Samarbeidspartner", "Fabrikk 7")
    services.edit_impact(impact=impact, fields={"scale": 2}, **when)
    assert AdverseImpact.objects.get().severity == 3
    assert register(cast, when).number == "2025-2"


@pytest.mark.requirement("R001-02", "R000-34")
def test_an_impact_may_be_potential_in_own_operations_or_concern_local_communities(cast, when):
    fields = {"actuality": "potential", "setting": "own_operations", "affected_group": "communities"}
    kept = register(cast, when, fields=fields)
    kept.known_on = date(2024, 12, 31)
    assert selectors.told_year(kept, TODAY) == 2024
    kept.known_on = date(2025, 1, 1)
    assert selectors.told_year(kept, TODAY) == 2025
    kept.known_on, kept.status, kept.closed_on = date(2023, 5, 1), "closed", date(2023, 12, 31)
    assert selectors.told_year(kept, TODAY) is None
    assert (kept.setting, kept.affected_group) == ("own_operations", "communities")
    assert str(kept.get_affected_group_display()) != "communities"


@pytest.mark.requirement("R001-69")
def test_a_link_needs_its_certainty_and_reason(cast, when):
    contract = make_contract(cast.enterprise)
    for link, code in (
        (LinkWanted(contract), "certainty_missing"),
        (LinkWanted(contract, certainty="likely"), "reason_missing"),
    ):
        with pytest.raises(NotAllowed) as refused:
            register(cast, when, links=[link])
        assert refused.value.code == code
    assert not AdverseImpact.objects.exists()
    assert not Event.objects.exists()
    register(cast, when, links=[LinkWanted(contract, certainty="unknown", reason="Fabrikken nevnes, ikke leveransene")])
    assert ImpactLink.objects.get().certainty == "unknown"


def test_the_first_action_comes_in_the_same_transaction(cast, when):
    with pytest.raises(NotAllowed):
        register(cast, when, action={"title": "Spør", "due_on": date(2025, 6, 1)})
    assert not AdverseImpact.objects.exists()
    assert not Action.objects.exists()
    impact = register(cast, when, action={"title": "Spør", "due_on": date(2025, 6, 1), "due_reason": "Møte"})
    assert [tie.action.title for tie in impact.actions.all()] == ["Spør"]
    assert Event.objects.order_by("-pk").first().kind == "impact_registered"


@pytest.mark.requirement("R001-68")
def test_a_confirmed_impact_moves_our_level_and_a_used_agreement_stays_without_one(cast, when, editions):
    ours = make_contract(cast.enterprise, "K-1", cpv=["72000000"], countries=["NOR"], kind="services")
    used = make_contract(cast.enterprise, "K-2", ownership="used")
    assess_enterprise(enterprise=cast.enterprise, by=when["by"], at=NOW, on=TODAY)
    before = level_of(ours)
    links = [
        LinkWanted(ours, certainty="certain", reason="Se rapport"),
        LinkWanted(used, certainty="likely", reason="–"),
    ]
    impact = register(cast, when, links=links)
    services.judge_impact(impact=impact, verification="confirmed", reason="Rapport", **when)
    assert level_of(ours) == 4
    assert before < 4
    assert level_of(used) is None
    assert selectors.told_year(impact, TODAY)
    impact_links.unlink_impact(link=impact.links.get(contract=ours), **when)
    assert level_of(ours) < 4


@pytest.mark.requirement("R001-71")
def test_the_reason_of_a_judgement_stands_among_the_news(cast, when):
    impact = register(cast, when)
    services.judge_impact(impact=impact, verification="disproved", reason="Fabrikken leverer ikke til oss", **when)
    entry = ImpactStatusEntry.objects.get()
    assert (entry.text, entry.noted_on) == ("Fabrikken leverer ikke til oss", TODAY)
    assert selectors.register_of(cast.viewer("kari"), cast.enterprise, TODAY).counts["open"] == 0


def test_a_new_reason_for_the_same_judgement_is_kept_and_two_editors_are_told(cast, when):
    impact = register(cast, when)
    seen = impact.version
    services.judge_impact(impact=impact, verification="alleged", reason="Vi venter på svar", version=seen, **when)
    assert ImpactStatusEntry.objects.get().text == "Vi venter på svar"
    with pytest.raises(StaleVersion):
        services.judge_impact(impact=impact, verification="alleged", reason="Noe annet", version=seen, **when)


@pytest.mark.requirement("R001-71")
def test_a_case_without_news_for_ninety_days_is_listed(cast, when):
    old = register(cast, when, fields={"known_on": date(2025, 1, 2)})
    register(cast, when, fields={"known_on": date(2025, 5, 2)})
    viewer = cast.viewer("kari")
    assert selectors.register_of(viewer, cast.enterprise, TODAY).counts["silent"] == 1
    news = {"noted_on": TODAY, "channel": "Offentlig informasjon", "text": "Utbetaling er begynt"}
    impact_cases.add_status_entry(impact=old, **news, **when)
    assert selectors.register_of(viewer, cast.enterprise, TODAY).counts["silent"] == 0


@pytest.mark.requirement("R001-70")
def test_remediation_counts_those_reached_and_puts_the_case_in_remediation(cast, who, when):
    impact = register(cast, when)
    line = {"who": "Alle arbeidere", "what": "Etterbetaling", "people": 40, "reached": 41}
    with pytest.raises(NotAllowed) as refused:
        impact_cases.save_remediation(impact=impact, fields=line, **who)
    assert refused.value.code == "more_reached_than_people"
    assert not Remediation.objects.exists()
    line |= {"reached": 10, "agreed_by": "Produsenten", "partners": "Oppdiktet innkjøpssenter"}
    impact_cases.save_remediation(impact=impact, fields=line, **who)
    assert AdverseImpact.objects.get().status == "in_remediation"


def test_closing_says_everything_that_stands_in_the_way(cast, who, when):
    impact = register(cast, when, action={"title": "Spør"})
    with pytest.raises(services.MayNotClose) as refused:
        services.close_impact(impact=impact, conclusion=" ", closed_on=TODAY, **when)
    assert set(refused.value.reasons) == {"no_conclusion", "not_settled", "actions_open"}
    services.judge_impact(impact=impact, verification="confirmed", reason="Rapport", **when)
    services.edit_impact(impact=impact, fields={"involvement": "contributed"}, **when)
    complete_action(action=Action.objects.get(), result="Svar", done_on=TODAY, **when)
    line = {"who": "Arbeidere", "what": "Lønn", "people": 4, "reached": 4}
    saved = impact_cases.save_remediation(impact=impact, fields=line, **who)
    with pytest.raises(services.MayNotClose) as refused:
        services.close_impact(impact=impact, conclusion="Rettet", closed_on=TODAY, **when)
    assert refused.value.reasons == ("remediation_not_verified",)
    impact_cases.save_remediation(impact=impact, line=saved, fields={**line, "verified_by": "Revisor"}, **who)
    services.close_impact(impact=impact, conclusion="Rettet", closed_on=TODAY, **when)
    kept = AdverseImpact.objects.get()
    assert (kept.status, kept.closed_on, kept.conclusion) == ("closed", TODAY, "Rettet")
    services.reopen_impact(impact=kept, reason="Nye funn", **when)
    kept.refresh_from_db()
    assert (kept.status, kept.closed_on) == ("in_remediation", None)


def test_a_cancelled_action_does_not_hold_a_disproved_case_open(cast, who, when):
    impact = register(cast, when, action={"title": "Spør"})
    cancel_action(action=Action.objects.get(), reason="Ikke aktuelt", **who)
    services.judge_impact(impact=impact, verification="disproved", reason="Feil fabrikk", **when)
    services.close_impact(impact=impact, conclusion="Avkreftet", closed_on=TODAY, **when)
    assert AdverseImpact.objects.get().status == "closed"


def test_others_see_an_impact_only_while_it_is_shared_and_conclude_for_themselves(cast, who, when):
    impact = register(cast, when)
    nils, kari = cast.viewer("nils"), cast.viewer("kari")
    assert not selectors.visible_impacts(nils).exists()
    share = impact_cases.share_impact(impact=impact, enterprise=cast.neighbour, **who)
    assert [each.pk for each in selectors.impacts_of(nils, cast.neighbour)] == [impact.pk]
    assert selectors.records_of(impact, nils).links == []
    assert not selectors.visible_impacts(cast.viewer("per")).exists()
    theirs = {"by": cast.actor("nils"), "at": NOW, "today": TODAY}
    impact_cases.answer_share(share=share, involvement="linked", conclusion="Vi kjøper ikke fra fabrikken", **theirs)
    kept = AdverseImpact.objects.get()
    assert (kept.involvement, kept.conclusion) == ("", "")
    assert ImpactShare.objects.get().concluded_on == TODAY
    impact_cases.end_share(share=ImpactShare.objects.get(), **when)
    assert not selectors.visible_impacts(nils).exists()
    assert selectors.visible_impacts(kari).exists()


def test_a_shared_impact_reaches_the_receivers_own_level_when_it_concludes(cast, who, when, editions):
    number = {"orgnr": "312345676"}
    mine = make_contract(cast.enterprise, supplier=make_supplier(cast.enterprise, **number))
    supplier = make_supplier(cast.neighbour, **number)
    theirs = make_contract(
        cast.neighbour, "N-1", supplier=supplier, cpv=["72000000"], countries=["NOR"], kind="services"
    )
    for enterprise in (cast.enterprise, cast.neighbour):
        assess_enterprise(enterprise=enterprise, by=when["by"], at=NOW, on=TODAY)
    before = level_of(theirs)
    link = LinkWanted(supplier=mine.supplier, certainty="certain", reason="Rapport")
    impact = register(cast, when, links=[link], fields={"verification": "confirmed"})
    share = impact_cases.share_impact(impact=impact, enterprise=cast.neighbour, **who)
    assert level_of(theirs) == before
    by = {"by": cast.actor("nils"), "at": NOW, "today": TODAY}
    impact_cases.answer_share(share=share, involvement="linked", conclusion="Gjelder oss", **by)
    assert level_of(theirs) > before


def test_the_register_stands_by_severity_and_likelihood_never_outweighs_it(cast):
    make_impact(cast.enterprise, "lite", actuality="potential", severity=2, likelihood=5)
    make_impact(cast.enterprise, "alvorlig", actuality="potential", severity=5, likelihood=1)
    make_impact(cast.enterprise, "skjedd", actuality="actual", severity=4, likelihood=1)
    make_impact(cast.enterprise, "mulig", actuality="potential", severity=4, likelihood=4)
    make_impact(cast.enterprise, "ugradert", actuality="potential")
    rows = selectors.filtered(cast.viewer("kari"), cast.enterprise, selectors.Asked(), TODAY)
    assert [impact.number for impact in rows] == ["ugradert", "alvorlig", "skjedd", "mulig", "lite"]
    counted = selectors.picture(cast.viewer("kari"), cast.enterprise, TODAY)
    assert counted == {(None, None): 1, (5, 1): 1, (4, 5): 1, (4, 4): 1, (2, 5): 1}


@pytest.mark.requirement("R001-03")
def test_a_jump_in_risk_since_publication_calls_for_an_update(cast, when, editions):
    published = date(2025, 5, 1)
    contract = make_contract(cast.enterprise, cpv=["72000000"], countries=["NOR"], kind="services")
    assess_enterprise(enterprise=cast.enterprise, by=when["by"], at=NOW, on=date(2025, 4, 1))
    assert not significant_changes(cast.enterprise, published).update_needed
    fields = {"verification": "confirmed", "known_on": date(2025, 5, 10)}
    register(cast, when, fields=fields, links=[LinkWanted(contract, certainty="certain", reason="Rapport")])
    found = significant_changes(cast.enterprise, published)
    assert [each.contract_id for each in found.contracts] == [contract.pk]
    assert len(found.impacts) == 1
    assert not significant_changes(cast.neighbour, published).update_needed


def test_two_editors_never_overwrite_each_other_unseen(cast, when):
    register(cast, when)
    mine, theirs = AdverseImpact.objects.get(), AdverseImpact.objects.get()
    services.edit_impact(impact=theirs, fields={"title": "Deres"}, version=1, **when)
    with pytest.raises(StaleVersion):
        services.edit_impact(impact=mine, fields={"title": "Min"}, version=1, **when)
    assert AdverseImpact.objects.get().title == "Deres"


def test_when_the_last_step_fails_nothing_is_kept(cast, when, monkeypatch):
    def fails(*_arguments, **_named):
        raise RuntimeError("no trail")

    monkeypatch.setattr(services, "record", fails)
    with pytest.raises(RuntimeError):
        register(cast, when, action={"title": "Spør"})
    assert not AdverseImpact.objects.exists()
    assert not Action.objects.exists()
    assert not Event.objects.exists()
