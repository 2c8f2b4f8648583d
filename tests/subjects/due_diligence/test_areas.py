import pytest

from samsvar.platform.audit.models import Event
from samsvar.platform.organisation.services import NotAllowed
from samsvar.subjects.due_diligence.models import AreaContract, ImpactAction, RiskArea, Vulnerability
from samsvar.subjects.due_diligence.selectors.areas import records_of
from samsvar.subjects.due_diligence.services import areas as services
from samsvar.subjects.due_diligence.services.actions import plan_follow_up
from tests.cast import NOW, TODAY
from tests.subjects.due_diligence.chain import make_contract

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(cast):
    return {"by": cast.actor("kari"), "at": NOW}


@pytest.fixture
def make(cast, who):
    def area(title, year=2024, **fields):
        return services.create_area(enterprise=cast.enterprise, year=year, fields={"title": title, **fields}, **who)

    return area


def order(year=2024):
    return list(RiskArea.objects.filter(year=year).order_by("rank").values_list("title", "rank"))


@pytest.mark.requirement("R001-38", "R001-58", "R001-59")
def test_areas_are_ranked_per_year_without_gaps(make, who):
    make("IT-utstyr", risk_kinds=("forced_labour", "wages"), countries=("CHN", "MYS"))
    make("Renhold")
    last = make("Servering")
    assert services.move_area(area=last, up=True, **who)
    assert order() == [("IT-utstyr", 1), ("Servering", 2), ("Renhold", 3)]
    assert not services.move_area(area=RiskArea.objects.get(title="IT-utstyr"), up=True, **who)
    assert RiskArea.objects.get(title="IT-utstyr").risk_kinds == ";forced_labour;wages;"


def test_two_areas_of_a_year_never_share_a_name(make):
    make("Renhold")
    with pytest.raises(NotAllowed) as refused:
        make("Renhold")
    assert refused.value.code == "title_taken"
    make("Renhold", year=2025)


@pytest.mark.requirement("R001-62")
def test_contracts_are_gathered_once_and_split_by_ownership(cast, make, who):
    area = make("IT-utstyr")
    own, used = make_contract(cast.enterprise, "K-1"), make_contract(cast.enterprise, "K-2", ownership="used")
    assert services.add_contracts(area=area, contracts=[own, used], **who) == 2
    assert services.add_contracts(area=area, contracts=[own], **who) == 0
    found = records_of(cast.viewer("kari"), area)
    assert [link.contract for link in found.ours] == [own]
    assert [link.contract for link in found.others] == [used]
    with pytest.raises(NotAllowed):
        services.add_contracts(area=area, contracts=[make_contract(cast.neighbour, "N-1")], **who)
    services.remove_contract(link=found.ours[0], **who)
    assert AreaContract.objects.count() == 1


@pytest.mark.requirement("R001-73")
def test_a_trait_that_makes_people_vulnerable_has_its_source(make, who):
    area = make("Renhold")
    with pytest.raises(NotAllowed) as refused:
        services.note_vulnerability(area=area, trait="lite skolegang", source=" ", **who)
    assert refused.value.code == "no_source"
    services.note_vulnerability(area=area, trait="lite skolegang", source="NHO", **who)
    assert Vulnerability.objects.get().source == "NHO"


@pytest.mark.requirement("R001-85", "R001-91")
def test_next_year_begins_with_last_years_areas_and_without_their_status(cast, make, who):
    area = make("Transport", status="satisfactory", follow_up="Spurt i mars")
    services.add_contracts(area=area, contracts=[make_contract(cast.enterprise)], **who)
    services.note_vulnerability(area=area, trait="nattarbeid", source="NHO", **who)
    plan_follow_up(enterprise=cast.enterprise, unit=cast.enterprise, area=area, fields={"title": "Spør igjen"}, **who)
    [copy] = services.copy_areas(enterprise=cast.enterprise, from_year=2024, year=2025, **who)
    assert (copy.title, copy.status, copy.follow_up, copy.continued_from) == ("Transport", "no_status", "", area)
    assert copy.contract_links.count() == copy.vulnerabilities.count() == 1
    assert ImpactAction.objects.filter(area=copy).count() == 1
    assert Event.objects.order_by("-pk").first().about == {"year": 2025, "areas": 1}
    with pytest.raises(NotAllowed) as refused:
        services.copy_areas(enterprise=cast.enterprise, from_year=2024, year=2025, **who)
    assert refused.value.code == "year_has_areas"


def test_when_the_last_step_fails_nothing_is_copied(cast, make, who, monkeypatch):
    make("Renhold", year=TODAY.year - 1)

    def fails(*_arguments, **_named):
        raise RuntimeError("no trail")

    monkeypatch.setattr(services, "record", fails)
    with pytest.raises(RuntimeError):
        services.copy_areas(enterprise=cast.enterprise, from_year=TODAY.year - 1, year=TODAY.year, **who)
    assert not RiskArea.objects.filter(year=TODAY.year).exists()
