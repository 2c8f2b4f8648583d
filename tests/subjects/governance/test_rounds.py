"""Rounds in the database: who is asked, who has confirmed, who is written to, and what is told of them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from samsvar.core.rules.acknowledgements import State
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.organisation.models import Body, BodyMember
from samsvar.platform.organisation.services import NotAllowed
from samsvar.subjects.governance.models import GoverningDocument, Signature, Signer
from samsvar.subjects.governance.presenters.signing import round_page
from samsvar.subjects.governance.selectors.signing import asked_at, asked_of_person, open_round
from samsvar.subjects.governance.services import documents, signing
from samsvar.subjects.governance.services.reminding import remind_of_reviews, remind_signers
from tests.cast import NOW, TODAY, Cast
from tests.conftest import sign_in
from tests.queries import at_most

pytestmark = pytest.mark.django_db
STAMPS = {"created_at": NOW, "updated_at": NOW}
GROUPS = ";employees;board_members;hired_in;representatives;suppliers;"


def asked_now(cast: Cast, document: GoverningDocument, at=TODAY):
    return asked_at(open_round(document), document, cast.enterprise, at)


def lay_document(cast: Cast, **given) -> GoverningDocument:
    document = documents.register_document(
        unit=cast.enterprise, fields={"kind": "guideline", "name_nb": "Etiske retningslinjer"}, **given
    )
    documents.add_version(document=document, fields={"in_force_from": date(2023, 1, 1)}, **given)
    body = Body.objects.create(enterprise=cast.enterprise, name_nb="Styret", kind="board", **STAMPS)
    seats = [(cast.people[name], cast.people[name].name) for name in ("chair", "member")]
    for person, name in [*seats, *((None, f"Styremedlem {n}") for n in range(3))]:
        BodyMember.objects.create(body=body, person=person, name=name, valid_from=date(2024, 1, 1), **STAMPS)
    return document


@pytest.mark.requirement("R000-17", "R000-63", "R001-13", "R001-16")
def test_a_round_asks_each_group_counts_who_has_confirmed_and_writes_to_those_who_have_not(cast: Cast) -> None:
    given = {"by": cast.actor("kari"), "at": NOW}
    document = lay_document(cast, **given)
    version = document.versions.get()
    with pytest.raises(NotAllowed, match="no_groups"):
        signing.open_round(document_version=version, fields={"kind": "sign", "groups": ""}, **given)
    fields = {"kind": "sign", "groups": GROUPS, "days_at_start": 14, "days_at_new_version": 30}
    signing.open_round(document_version=version, fields=fields, **given)
    named = {"unit": cast.enterprise, **given}
    hired = signing.add_signers(group="hired_in", names=[f"Innleid {n}" for n in range(6)], **named)
    assert signing.add_signers(group="hired_in", names=["Innleid 1"], **named) == [], "they stand there already"
    signing.add_signers(group="suppliers", names=["Påfunn Renhold AS"], **named)
    asked = asked_now(cast, document)
    groups = {duty.signer.group.value for duty in asked.duties}
    assert groups == {"employees", "board_members", "hired_in", "suppliers"}
    assert "Per Eksempel" not in {each.name for each in asked.signers.values()}

    # Who signs in confirms by themselves; for the rest it is noted, with whoever noted it.
    assert [each.due_on for each in asked_of_person(cast.leader, TODAY)] == [TODAY + timedelta(days=30)]
    assert asked_of_person(cast.people["nils"], TODAY) == []
    assert signing.sign_document(person=cast.leader, key=document.key, by=cast.actor("leader"), at=NOW) == 1
    assert signing.sign_document(person=cast.leader, key=document.key, by=cast.actor("leader"), at=NOW) == 0
    more = {"noted_by": cast.kari, **given}
    assert signing.note_signatures(asked=asked, signers=hired[:3], signed_on=TODAY, **more) == 3
    mine = Signer.objects.filter(person=cast.ola)
    with pytest.raises(NotAllowed, match="signs_here"):
        signing.note_signatures(asked=asked, signers=mine, signed_on=TODAY, **more)
    meeting = {"held_on": TODAY, "occasion": "Nyansattsamling"}
    assert signing.note_attendance(asked=asked, signers=hired[3:5], **meeting, **given) == 2

    with override("en"):
        shown = round_page(asked_now(cast, document), cast.enterprise)
    shares = {line.name: (line.signed, line.owing, line.masked) for line in shown.groups}
    assert shares["hired-in staff"] == (3, 6, False), "whoever only was at the meeting has not confirmed"
    assert shares["board members"] == (0, 5, False)
    assert (shown.whole.owing, shown.partners.owing) == (len(asked.duties) - 1, 1), "staff and partners apart"
    signing.add_signers(group="representatives", names=["Verne Ombud"], **named)
    masked = {line.name for line in round_page(asked_now(cast, document), cast.enterprise).groups if line.masked}
    assert len(masked) == 2, "one would tell of a person, and so would the rest taken from the whole"
    assert asked_now(cast, document).meetings == ((TODAY, "Nyansattsamling", 2),)

    # One letter when asked, one when late, none to who has confirmed; after a month the leader follows up.
    def letters(days: int) -> int:
        return remind_signers(enterprise=cast.enterprise, by=cast.actor("kari"), at=NOW + timedelta(days=days))

    first = letters(0)
    assert first == len({each.person_id for each in asked.signers.values() if each.person_id}) - 1
    assert (letters(0), letters(2)) == (0, 1), "whoever began the day after is asked"
    late = NOW + timedelta(days=31)
    signing.add_signers(group="hired_in", names=["Ny Nyansatt"], began_on=TODAY + timedelta(days=10), **named)
    assert letters(31) > 0
    assert letters(32) == letters(70) == 0
    told = round_page(asked_now(cast, document, late.date()), cast.enterprise)
    assert {line.name for line in told.late if line.began} == {"Ny Nyansatt", "Frida Fremtid"}
    assert cast.leader.email not in set(OutgoingMessage.objects.values_list("recipient_address", flat=True))

    # A new version asks anew and ends the old round.
    documents.add_version(document=document, fields={"in_force_from": TODAY}, **given)
    signing.open_round(document_version=document.versions.get(number=2), fields=fields, **given)
    assert {each.state for each in asked_of_person(cast.leader, TODAY)[0].duties} == {State.OPEN}
    assert Signature.objects.filter(document_version=version).count() == 4


def test_whoever_is_late_is_not_named_beneath_a_share_that_is_hidden(cast: Cast) -> None:
    given = {"by": cast.actor("kari"), "at": NOW}
    document = lay_document(cast, **given)
    fields = {"kind": "sign", "groups": ";hired_in;representatives;", "days_at_new_version": 10, "days_at_start": 10}
    signing.open_round(document_version=document.versions.get(), fields=fields, **given)
    named = {"unit": cast.enterprise, **given}
    signing.add_signers(group="hired_in", names=[f"Innleid {n}" for n in range(9)], **named)
    signing.add_signers(group="representatives", names=["Verne Ombud"], **named)
    day = TODAY + timedelta(days=11)

    def late() -> set[str]:
        return {line.group for line in round_page(asked_now(cast, document, day), cast.enterprise).late}

    with override("en"):
        assert late() == set(), "the one representative is told by the rest too, so both shares are hidden"
        signing.add_signers(group="representatives", names=[f"Ombud {n}" for n in range(3)], **named)
        assert late() == set()
        signing.add_signers(group="representatives", names=["Ombud 4"], **named)
        assert late() == {"hired-in staff", "representatives"}
    Signer.objects.filter(name__startswith="Ombud ").delete()
    client = sign_in(Client(), cast.kari)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAMSVAR_NOW", f"{day}T08:00:00+00:00")
        shown = client.get(f"/dokumenter/{document.key}/bekreftelser").content.decode()
    assert "Verne Ombud" not in shown
    assert "Innleid 1" not in shown
    assert "blir ingen nevnt ved navn" in shown
    assert "Ingen er over fristen." not in shown, "it is not known to whoever reads the page"


def test_made_known_counts_those_who_were_at_the_meeting(cast: Cast) -> None:
    given = {"by": cast.actor("kari"), "at": NOW}
    document = lay_document(cast, **given)
    fields = {"kind": "inform", "groups": ";hired_in;"}
    signing.open_round(document_version=document.versions.get(), fields=fields, **given)
    people = signing.add_signers(unit=cast.enterprise, group="hired_in", names=[f"I {n}" for n in range(5)], **given)
    asked = asked_now(cast, document)
    signing.note_attendance(asked=asked, signers=people[:4], held_on=TODAY, occasion="Allmøte", **given)
    assert round_page(asked_now(cast, document), cast.enterprise).finding.startswith("80 %")


@pytest.mark.requirement("R000-15")
def test_a_confirmation_that_is_missing_is_reminded_of_once_a_month_until_its_case_is_noted(cast: Cast) -> None:
    given = {"by": cast.actor("kari"), "at": NOW}
    document = lay_document(cast, **given)
    documents.set_review_rule(document=document, months=12, whole_years=True, **given)
    held = {"document": document, "outcome": "keep", "case_number": "88/23"}
    documents.review_document(reviewed_on=date(2023, 11, 20), **held, **given)

    def letters(days: int) -> int:
        return remind_of_reviews(enterprise=cast.enterprise, by=cast.actor("kari"), at=NOW + timedelta(days=days))

    assert letters(0) > 0
    assert letters(0) == 0
    assert letters(30) > 0, "a new month"
    documents.review_document(**{**held, "case_number": "12/25"}, reviewed_on=TODAY, **given)
    assert letters(60) == 0
    assert document.versions.count() == 1
    assert document.reviews.order_by("-reviewed_on")[0].case_number == "12/25"


def test_the_one_who_is_asked_finds_it_on_the_start_page_and_confirms_it(cast: Cast) -> None:
    given = {"by": cast.actor("kari"), "at": NOW}
    document = lay_document(cast, **given)
    documents.add_version(document=document, fields={"texts": [["Gaver", "Ta ikke imot gaver."]]}, **given)
    fields = {"kind": "sign", "groups": ";employees;", "days_at_new_version": 10}
    signing.open_round(document_version=document.versions.get(number=2), fields=fields, **given)
    client = sign_in(Client(), cast.ola)
    page = f"/dokumenter/{document.key}/les"
    client.get("/")
    with at_most(12):
        assert page in client.get("/").content.decode()
    client.get(page)
    with at_most(12):
        shown = client.get(page).content.decode()
    assert "Ta ikke imot gaver." in shown
    assert client.post(page, {"read": ""}).status_code == 422
    assert client.post(page, {"read": "on"}).status_code == 302
    assert Signature.objects.get().signer.person == cast.ola
    assert "Du bekreftet denne versjonen" in client.get(page).content.decode()
    assert page not in client.get("/").content.decode()
    assert sign_in(Client(), cast.people["nils"]).get(page).status_code == 404
    kari = sign_in(Client(), cast.kari)
    for path in ("bekreftelser", "sammenheng", "innforing", ""):
        address = f"/dokumenter/{document.key}/{path}".rstrip("/")
        kari.get(address)
        with at_most(12):
            assert kari.get(address).status_code == 200, address


def test_who_would_ask_for_a_document_without_a_version_is_led_to_register_one(cast: Cast) -> None:
    fields = {"kind": "guideline", "name_nb": "Retningslinje for reiser"}
    document = documents.register_document(unit=cast.enterprise, fields=fields, by=cast.actor("kari"), at=NOW)
    client = sign_in(Client(), cast.kari)
    ask = reverse("governance:round_act", args=[document.key, "spor"])
    answer = client.get(ask)
    assert answer["Location"] == reverse("governance:act", args=[document.key, "versjon"])
    assert "Registrer en versjon først" in client.get(answer["Location"]).content.decode()
    documents.add_version(document=document, fields={}, by=cast.actor("kari"), at=NOW)
    assert client.get(ask).status_code == 200
