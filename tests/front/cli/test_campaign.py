"""`samsvar campaign`, and what `samsvar daily` does for campaigns."""

import json
from datetime import timedelta

import pytest

from samsvar.front.cli import daily, main
from samsvar.platform.delivery.models import MessageStatus, OutgoingMessage
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence.models import Campaign
from samsvar.subjects.due_diligence.services import questionnaires
from samsvar.subjects.due_diligence.services.campaigns import campaigns
from tests.cast import NOW, TODAY
from tests.subjects.due_diligence.chain import make_contract, make_supplier

pytestmark = pytest.mark.django_db
ORGNR = "912345674"


@pytest.fixture
def ready(cast, tmp_path):
    questionnaires.adopt_shipped(enterprise=cast.enterprise, codes=["wages"], by=cast.actor("kari"), at=NOW)
    for number, name in (("923456783", "Påfunn Renhold AS"), ("", "Fiktiv Frukt AS")):
        make_contract(cast.enterprise, f"C-{name}", supplier=make_supplier(cast.enterprise, name, orgnr=number))
    (tmp_path / "brev.txt").write_text("Vi spør som ledd i aktsomhet.", encoding="utf-8")
    (tmp_path / "adresser.csv").write_text("923456783; pal@example.org; Pål; nn\n", encoding="utf-8")
    return tmp_path


def campaign(capfdbinary, *words):
    code = main.main(["campaign", *map(str, words), "--enterprise", ORGNR, "--json"])
    return code, json.loads(capfdbinary.readouterr().out)


def create(capfdbinary, ready, *more):
    letter, addresses = f"nb={ready / 'brev.txt'}", ready / "adresser.csv"
    words = ("create", "--questionnaire", "wages", "--letter", letter, "--addresses", addresses, *more)
    return campaign(capfdbinary, *words)


def test_a_campaign_is_tried_made_sent_and_told_of(ready, capfdbinary):
    code, tried = create(capfdbinary, ready, "--dry-run")
    assert code == 0
    assert [(each["name"], each["has_address"]) for each in tried["suppliers"]] == [
        ("Fiktiv Frukt AS", False),
        ("Påfunn Renhold AS", True),
    ]
    assert not Campaign.objects.exists()
    number = create(capfdbinary, ready)[1]["number"]
    assert campaign(capfdbinary, "send", number, "--dry-run")[1]["queued"] == 1
    assert not OutgoingMessage.objects.exists()
    assert campaign(capfdbinary, "send", number) == (0, {"dry_run": False, "number": number, "queued": 1})
    assert campaign(capfdbinary, "send", number)[1]["queued"] == 0
    code, told = campaign(capfdbinary, "status", number)
    assert (code, told["campaigns"][0]["standings"]["queued"]) == (0, 1)
    assert "example.org" not in json.dumps(told)
    assert campaign(capfdbinary, "remind")[1]["campaigns"] == [{"number": number, "queued": 0}]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("send", "K-1999-01"), "no_such_campaign"),
        (("create", "--questionnaire", "finnesikke"), "no_such_questionnaire"),
        (("create", "--questionnaire", "wages", "--letter", "sv=x"), "usage"),
        (("create", "--questionnaire", "wages", "--due", "2000-01-01"), "due_before_it_opens"),
    ],
)
def test_what_cannot_be_done_is_told_by_a_code(ready, capfdbinary, words, code):
    assert campaign(capfdbinary, *words)[1]["error"]["code"] == code


def test_daily_sends_on_the_day_it_opens_and_reminds_once(ready, cast, capfdbinary):
    who = {"by": cast.actor("kari"), "at": NOW}
    create(capfdbinary, ready, "--opens", TODAY + timedelta(days=2), "--due", TODAY + timedelta(days=30))
    made = Campaign.objects.get()
    assert campaign(capfdbinary, "send", made.number)[1]["queued"] == 0
    arguments = None
    assert daily._campaigns(NOW + timedelta(days=1), arguments) == 0
    assert daily._campaigns(NOW + timedelta(days=2), arguments) == 1
    sent_at = NOW + timedelta(days=2)
    OutgoingMessage.objects.update(status=MessageStatus.SENT, sent_at=sent_at)
    assert daily._campaigns(NOW + timedelta(days=23), arguments) == 1
    assert daily._campaigns(NOW + timedelta(days=23), arguments) == 0
    assert Supplier.objects.get(orgnr="923456783").questionnaire_asked_on == TODAY + timedelta(days=2)
    made.refresh_from_db()
    campaigns.edit_campaign(campaign=made, fields={"repeats_months": 1}, by=who["by"], at=who["at"])
    assert daily._repeats(NOW + timedelta(days=20), arguments) == 1
    assert daily._repeats(NOW + timedelta(days=20), arguments) == 0
