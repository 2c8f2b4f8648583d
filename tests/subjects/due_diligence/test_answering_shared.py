"""One answer for several enterprises: who may be shared with, and what the wall between them lets through."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from samsvar.core.rules.campaigns import is_same_house
from samsvar.platform.access.walls import show_enterprises
from samsvar.platform.evidence.models import Evidence
from samsvar.subjects.due_diligence.models import CampaignRecipient, SupplierAnswer
from tests.subjects.due_diligence.answering import Page, filled, link_to, make_asked, make_version
from tests.subjects.due_diligence.chain import make_supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast: Any) -> Any:
    return make_asked(cast.enterprise)


@pytest.fixture
def pal(asked: Any) -> Page:
    return Page(link_to(asked)[1])


def test_a_supplier_that_several_have_asked_answers_once_and_chooses_whom_it_shares_with(pal, asked, cast):
    slip = SimpleUploadedFile("slipp.txt", b"Timelonn 216")
    filled(pal).save("places", slips=slip, sites__0__name="Fabrikk A", sites__0__country="Bangladesh")
    neighbour = cast.neighbour
    supplier = make_supplier(neighbour, "Påfunn Renhold AS", orgnr="912345671")
    there = make_asked(neighbour, supplier=supplier, address="post@pafunn.example")
    stranger = make_asked(
        cast.units["pafunn"],
        supplier=make_supplier(cast.units["pafunn"], "Påfunn", orgnr="912345671"),
        address="noen@gmail.com",
    )  # fmt: skip
    text = pal.text("answer_check")
    assert neighbour.name("nb") in text
    assert text.count('name="share"') == 1
    narrow = Page(link_to(asked, parent=link_to(asked)[0], scope={"sections": ["pay"]})[1])
    assert neighbour.name("nb") not in narrow.text()
    assert pal.send(name="Pål Påfunn", share=[stranger.key]).status_code == 422
    assert pal.send(name="Pål Påfunn", share=[there.key]).status_code == 303
    mine, theirs = SupplierAnswer.objects.get(recipient=asked), SupplierAnswer.objects.get(recipient=there)
    assert (theirs.source, theirs.shared_from_id, theirs.submitted_by) == ("shared", mine.pk, "Pål Påfunn")
    assert theirs.answers["sites"] == mine.answers["sites"]
    copy = Evidence.objects.get(enterprise=neighbour)
    assert theirs.answers["slips"] == [copy.key]
    assert not SupplierAnswer.objects.filter(recipient=stranger).exists()
    assert "Dere delte det samme svaret med én annen" in pal.text()


@pytest.mark.postgresql
def test_through_the_wall_only_the_link_s_enterprise_and_those_shared_with_are_reached(pal, asked, cast):
    there = make_asked(
        cast.neighbour, supplier=make_supplier(cast.neighbour, "Påfunn Renhold AS", orgnr="912345671"),
        address="post@pafunn.example",
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE web_answers")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO web_answers")
        cursor.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO web_answers")
        cursor.execute("SET LOCAL ROLE web_answers")
    show_enterprises([])
    filled(pal)
    assert set(SupplierAnswer.objects.values_list("enterprise", flat=True)) == {asked.enterprise_id}
    show_enterprises([])
    assert not SupplierAnswer.objects.exists()
    assert cast.neighbour.name("nb") in pal.text("answer_check")
    assert not CampaignRecipient.objects.filter(enterprise=cast.neighbour).exists()  # looked for, and closed again
    show_enterprises([])
    assert pal.send(name="Pål Påfunn", share=[there.key]).status_code == 303
    show_enterprises([cast.neighbour.pk])
    assert [answer.source for answer in SupplierAnswer.objects.all()] == ["shared"]


def test_a_link_that_went_elsewhere_shares_nothing_whatever_address_is_written_in_the_campaign_since(asked, cast):
    supplier = make_supplier(cast.neighbour, "Påfunn Renhold AS", orgnr="912345671")
    forged = make_asked(cast.neighbour, supplier=supplier, address="noen@nabo.example")
    page = filled(Page(link_to(forged)[1]))
    CampaignRecipient.objects.filter(pk=forged.pk).update(address=asked.address)
    assert cast.enterprise.name("nb") not in page.text("answer_check")
    assert page.send(name="Noen", share=[asked.key]).status_code == 303
    assert not SupplierAnswer.objects.filter(recipient=asked).exists()


def test_another_version_is_not_the_same_questionnaire(pal, asked, cast):
    filled(pal)
    other = {**asked.campaign.questionnaire_version.document, "title": {"nb": "Noe annet"}}
    supplier = make_supplier(cast.neighbour, "Påfunn Renhold AS", orgnr="912345671")
    make_asked(cast.neighbour, supplier=supplier, version=make_version(cast.neighbour, other))
    assert 'name="share"' not in pal.text("answer_check")


def test_an_address_of_the_same_house_is_one_of_its_own_domain_or_the_very_same():
    assert is_same_house("pal@pafunn.example", "Post@PAFUNN.example")
    assert is_same_house("pafunn@gmail.com", "pafunn@gmail.com")
    assert not is_same_house("pafunn@gmail.com", "noen@gmail.com")
    assert not is_same_house("pafunn@altibox.no", "noen@altibox.no")
    assert not is_same_house("pal@pafunn.example", "pal@annet.example")
    assert not is_same_house("", "")
