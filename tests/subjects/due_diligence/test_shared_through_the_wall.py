"""The wall between enterprises on PostgreSQL opens for reading an impact that is shared, and for nothing else."""

import pytest
from django.db import connection

from samsvar.platform.access.viewer import operator
from samsvar.platform.access.walls import show_to
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.subjects.due_diligence.models import (
    AdverseImpact,
    CaseLine,
    ContractAssessment,
    ImpactLink,
    ImpactShare,
    Leaving,
)
from samsvar.subjects.due_diligence.selectors.impacts import visible_impacts
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise
from samsvar.subjects.due_diligence.services.impacts import cases as impact_cases
from samsvar.subjects.due_diligence.services.impacts import dialogue, leaving
from tests.cast import NOW, TODAY
from tests.subjects.due_diligence.chain import make_contract, make_impact, make_supplier

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def shared(cast):
    """An impact of ours shared with the neighbour, one that is not, and the pages' own database role."""
    impact = make_impact(cast.enterprise, "delt")
    make_impact(cast.enterprise, "egen")
    by = {"by": cast.actor("kari"), "at": NOW}
    share = impact_cases.share_impact(impact=impact, enterprise=cast.neighbour, **by)
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE web_impacts")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO web_impacts")
        cursor.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO web_impacts")
        cursor.execute("SET LOCAL ROLE web_impacts")
    return share


def numbers(rows):
    return sorted(rows.values_list("number", flat=True))


def test_the_receiver_reads_what_is_shared_and_changes_nothing(cast, shared):
    nils = cast.viewer("nils")
    show_to(nils)
    assert numbers(AdverseImpact.objects.all()) == ["delt"]
    assert numbers(visible_impacts(nils)) == ["delt"]
    assert AdverseImpact.objects.update(title="Endret") == 0


def test_who_shares_within_the_wall_has_the_receiver_told(cast, shared):
    show_to(cast.viewer("kari"))
    by = {"by": cast.actor("kari"), "at": NOW}
    impact_cases.share_impact(impact=AdverseImpact.objects.get(number="egen"), enterprise=cast.neighbour, **by)
    show_to(cast.viewer("nils"))
    told = OutgoingMessage.objects.filter(kind="case_shared")
    assert set(told.values_list("recipient_address", flat=True)) == {cast.people["nils"].email}
    assert told.count() == 2


def test_the_receiver_concludes_and_the_owner_still_reads_all(cast, shared):
    show_to(cast.viewer("nils"))
    by = {"by": cast.actor("nils"), "at": NOW, "today": TODAY}
    impact_cases.answer_share(share=shared, involvement="linked", conclusion="Gjelder ikke oss", **by)
    show_to(cast.viewer("kari"))
    assert numbers(AdverseImpact.objects.all()) == ["delt", "egen"]
    assert AdverseImpact.objects.get(number="delt").shares.get().conclusion == "Gjelder ikke oss"


def test_a_share_that_has_ended_shows_nothing(cast, shared):
    show_to(cast.viewer("kari"))
    impact_cases.end_share(share=shared, by=cast.actor("kari"), at=NOW, today=TODAY)
    show_to(cast.viewer("nils"))
    assert not AdverseImpact.objects.exists()


def test_both_write_in_one_dialogue_and_what_is_one_sides_alone_stays_behind_the_wall(cast, shared):
    sides = {"kari": cast.enterprise, "nils": cast.neighbour}
    for name, enterprise in sides.items():
        show_to(cast.viewer(name))
        by = {"by": cast.actor(name), "at": NOW}
        impact = AdverseImpact.objects.get(number="delt")
        more = {"said_on": TODAY, "today": TODAY, "text": name, **by}
        dialogue.say(impact=impact, author=enterprise, said="heard", **more)
        leaving.save_leaving(impact=impact, enterprise=enterprise, fields={"ends": f"Avtalen til {name}"}, **by)
    for name in sides:
        show_to(cast.viewer(name))
        assert CaseLine.objects.count() == 2
        assert [row.ends for row in Leaving.objects.all()] == [f"Avtalen til {name}"]


def test_the_receivers_level_follows_the_shared_case_although_it_reads_no_contract_of_ours(cast, shared, editions):
    show_to(operator(on=TODAY))
    ours = make_contract(cast.enterprise, supplier=make_supplier(cast.enterprise, orgnr="312345676"))
    supplier = make_supplier(cast.neighbour, orgnr="312345676")
    easy = {"cpv": ["72000000"], "countries": ["NOR"], "kind": "services"}
    theirs = make_contract(cast.neighbour, "N-1", supplier=supplier, **easy)
    assess_enterprise(enterprise=cast.neighbour, by=cast.actor("nils"), at=NOW, on=TODAY)
    before = ContractAssessment.objects.get(contract=theirs).level
    ImpactLink.objects.create(impact=shared.impact, supplier=ours.supplier, created_at=NOW, updated_at=NOW)
    show_to(cast.viewer("nils"))
    by = {"by": cast.actor("nils"), "at": NOW, "today": TODAY}
    share = ImpactShare.objects.select_related("enterprise").get(enterprise=cast.neighbour)
    impact_cases.answer_share(share=share, involvement="linked", conclusion="Gjelder oss", **by)
    assert ContractAssessment.objects.get(contract=theirs).level > before
