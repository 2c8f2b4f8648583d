"""The supplier's page, without an account and without scripts."""

import json
import re
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samsvar.core.rules.questionnaires import digest_of
from samsvar.platform.audit.models import Event
from samsvar.platform.delivery.composing import KINDS
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.services import revoke_links
from samsvar.subjects.due_diligence.models import AnswerConclusion, SupplierAnswer
from samsvar.subjects.due_diligence.services.answering.links import ANSWER
from samsvar.subjects.due_diligence.services.campaigns.recipients import reopen
from samsvar.subjects.due_diligence.views.answering import sections
from tests.cast import NOW, TODAY
from tests.subjects.due_diligence.answering import Page, drawn_of, filled, link_to, make_asked
from tests.subjects.due_diligence.chain import STAMPS

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast: Any) -> Any:
    return make_asked(cast.enterprise)


@pytest.fixture
def pal(asked: Any) -> Page:
    return Page(link_to(asked)[1])


def held(asked: Any) -> Any:
    return SupplierAnswer.objects.get(recipient=asked, submitted_at=None).answers


def test_the_page_tells_who_asks_what_for_by_when_and_what_is_left(pal, asked):
    text = pal.text()
    assert "Lønn og steder" in text
    assert "Helse Prøve" in text or asked.enterprise.name("nb") in text
    assert "Renhold av sengebygget" in text
    assert "Påfunn Renhold AS" in text
    assert "Begynn å svare" in text
    asked.refresh_from_db()
    assert (asked.opened_at, asked.begun_at) == (NOW, None)
    assert not SupplierAnswer.objects.exists()  # looking begins nothing


def test_the_secret_leaves_the_address_and_no_answer_tells_where_the_reader_was(asked):
    _link, secret = link_to(asked)
    client = Client()
    first = client.get(f"/svar/{secret}")
    assert first.status_code == 302
    assert secret not in first["Location"]
    assert first["Referrer-Policy"] == "no-referrer"
    assert client.cookies["answer-link"]["httponly"]
    assert client.cookies["answer-link"]["path"] == first["Location"]
    second = client.get(first["Location"])
    assert (second["Cache-Control"], second["X-Robots-Tag"]) == ("no-store", "noindex")
    assert secret not in second.content.decode()


def test_links_that_open_nothing_look_alike_and_tell_a_supplier_what_to_do(asked, cast):
    revoked, expired = link_to(asked)[1], link_to(asked, at=NOW - timedelta(days=9), expires_at=NOW)[1]
    revoke_links(purpose=ANSWER, target=asked.key, by=cast.actor("kari"), at=NOW)
    pages = [Page(secret).get() for secret in (revoked, expired, "x" * 43)]
    asked.withdrawn_at, asked.withdrawn_reason = NOW, "Feil leverandør"
    asked.save()
    pages.append(Page(link_to(asked)[1]).get())
    assert {answer.status_code for answer in pages} == {404}
    bodies = {re.sub(rb'value="[^"]{40,}"', b"", answer.content) for answer in pages}
    assert len(bodies) == 1
    text = bodies.pop().decode()
    assert "be om en ny lenke" in text
    assert "/konto/login" not in text


def test_what_is_saved_is_there_on_another_device_also_half_finished_and_wrong(pal, asked):
    answer = pal.save("pay", paid="no", lowest="50")
    assert answer.status_code == 303
    assert answer["Location"].endswith("#q-why")  # the answer opened a question, so the page comes again
    other = Page(link_to(asked)[1])
    text = other.text("answer_section", "pay")
    assert "Hvorfor ikke?" in text
    assert 'value="50"' in text
    assert "Tallet må være minst 100" in text
    assert held(asked) == {"paid": "no", "lowest": "50"}
    for number in ("NaN", "-Infinity", "1e999999"):  # numbers to the machine, and to nobody else
        pal.save("pay", lowest=number)
        assert "Skriv bare tall" in pal.text("answer_check")
    begun = [event.kind for event in Event.objects.filter(kind="supplier_answer_opened")]
    assert len(begun) == 1


def test_of_two_devices_nothing_is_lost(pal, asked):
    other = Page(link_to(asked, name="Tuva Tulle")[1])
    pal.save("pay", paid="yes", lowest="200")
    drawn = pal.drawn("answer_section", "pay")
    other.save("pay", paid="no", lowest="200", why="Lærlinger")
    answer = pal.save("pay", drawn, paid="yes", lowest="210")  # paid was only looked at, lowest was changed
    assert answer.status_code == 303
    assert held(asked) == {"paid": "no", "lowest": "210", "why": "Lærlinger"}
    other.save("pay", drawn_ := pal.drawn("answer_section", "pay"), paid="no", lowest="220", why="Lærlinger")
    answer = pal.save("pay", drawn_, paid="no", lowest="230", why="Lærlinger")
    assert held(asked)["lowest"] == "230"
    assert answer["Location"].endswith("#q-lowest")
    text = pal.text("answer_section", "pay")
    assert "Tuva Tulle svarte noe annet mens du skrev" in text
    assert "220 kroner" in text


def test_a_form_that_stays_open_is_saved_as_it_is_written(pal, asked):
    other = Page(link_to(asked, name="Tuva Tulle")[1])
    drawn = pal.drawn("answer_section", "pay")
    told = pal.save("pay", drawn, go="quiet", paid="yes", lowest="20").json()
    other.save("pay", paid="no", lowest="20")
    told = pal.save("pay", told["drawn"], go="quiet", paid="yes", lowest="200").json()
    assert held(asked) == {"paid": "no", "lowest": "200"}  # the form still shows yes, and nobody chose it anew
    told = pal.save("pay", told["drawn"], go="quiet", paid="", lowest="200").json()
    assert "lowest" in held(asked)
    assert "Trykk Lagre" in told["words"]
    rows = {"sites__0__name": "Fabrikk A", "sites__1__name": "Fabrikk B"}
    told = pal.save("places", go="quiet", **rows).json()
    told = pal.save(
        "places", told["drawn"], go="quiet", **{**rows, "sites__0__name": "", "sites__2__name": "Ny"}
    ).json()
    assert held(asked)["sites"] == [{"name": "Fabrikk B"}, {"name": "Ny"}]


def test_a_table_of_three_hundred_sites_goes_in_portions(pal, asked):
    filled(pal)
    answer = SupplierAnswer.objects.get(recipient=asked)
    answer.answers["sites"] = [{"name": f"Fabrikk {number}", "country": "BGD"} for number in range(300)]
    answer.save()
    text = pal.text("answer_section", "places")
    assert "300 linjer er fylt ut" in text
    assert "q-sites-0-name" not in text
    assert "sites" not in drawn_of(pal, "places")  # what is not drawn is not written over
    pal.save("places")
    assert len(held(asked)["sites"]) == 300
    query = "?first=280"
    drawn = pal.drawn("answer_table", "sites", query=query)
    assert pal.text("answer_table", "sites", query=query).count('class="ds-input" type="text"') == 2 * 22
    fields = {f"q-sites-{row}-{name}": value for row in range(20)
              for name, value in (("name", f"Fabrikk {280 + row}"), ("country", "Bangladesh"))}  # fmt: skip
    fields |= {"q-sites-3-name": "Fabrikk 283 B", "q-sites-20-name": "Fabrikk ny", "q-sites-20-country": "?"}
    sent = pal.client.post(pal.address("answer_table", "sites"), {"drawn": drawn, "first": 280, "go": "more", **fields})
    assert sent["Location"].endswith("?first=300")
    rows = held(asked)["sites"]
    assert len(rows) == 301
    assert (rows[283]["name"], rows[300]) == ("Fabrikk 283 B", {"name": "Fabrikk ny", "country": "?"})


def test_a_long_question_page_stays_beneath_a_thousand_fields(pal, asked):
    filled(pal)
    assert pal.text("answer_section", "places").count("name=") < 100


@pytest.mark.requirement("R001-77")
def test_files_come_with_kind_and_issuer_and_are_read_back_by_whoever_holds_a_link(pal, asked, monkeypatch):
    slip = SimpleUploadedFile("slipp.txt", b"Timelonn 216", content_type="text/plain")
    bad = SimpleUploadedFile("slipp.exe", b"MZ", content_type="text/plain")
    answer = pal.save("places", slips=[slip, bad], slips__kind="report", slips__issuer="Fiktiv\0 Regnskap")
    assert answer.status_code == 422  # one is kept, the other is told of
    summary, _summary_end, fields = answer.content.decode().partition("</ul></div>")
    assert "Filer av denne typen tas ikke imot" in summary  # at the top, and at the field
    assert "Filer av denne typen tas ikke imot" in fields
    file = Evidence.objects.get()
    assert (file.kind, file.issuer, file.owner_kind) == ("report", "Fiktiv Regnskap", "supplier_answer")
    assert held(asked) == {"slips": [file.key]}
    other = Page(link_to(asked)[1])
    read = other.get("answer_file", file.key)
    assert read.content == b"Timelonn 216"
    assert "attachment" in read["Content-Disposition"]
    narrow = Page(link_to(asked, parent=link_to(asked)[0], scope={"sections": ["pay"]})[1])
    assert narrow.get("answer_file", file.key).status_code == 404
    monkeypatch.setattr(sections, "MOST_FILES", 3)
    assert pal.save("places", slips=[SimpleUploadedFile(f"{n}.txt", b"En") for n in "ab"]).status_code == 429
    pal.save("places", slips__remove=file.key)
    assert held(asked) == {}
    assert pal.get("answer_file", file.key).status_code == 404


def test_a_colleague_gets_a_narrower_link_by_mail(pal, asked, cast):
    written = {"name": "Tuva Tulle", "address": "tuva@pafunn.example", "sections": ["places"]}
    sent = pal.client.post(pal.address("answer_colleagues"), written)
    assert sent.status_code == 303
    message = OutgoingMessage.objects.get()
    assert (message.kind, message.recipient_address) == ("answer_colleague", "tuva@pafunn.example")
    mail = KINDS[message.kind].compose(message, NOW)
    assert "Påfunn Renhold AS" in mail.text
    assert "Steder" not in mail.text + mail.subject  # what the link hides is not told
    assert "Tuva" not in mail.text + mail.subject  # nor what was typed
    secret = re.search(r"/svar/(\S+)", mail.text)[1]
    assert "Tuva Tulle ble bedt om å svare" in pal.text()
    colleague = Page(secret)
    text = colleague.text()
    assert "Steder" in text
    assert "Annet" not in text
    assert "Se gjennom og send inn" not in text
    for name, more in (("answer_section", ["pay"]), ("answer_colleagues", [])):
        assert colleague.get(name, *more).status_code == 404
    assert colleague.get("answer_check").status_code == 303
    assert colleague.save("places", sites__0__name="Fabrikk A", sites__0__country="?").status_code == 303
    assert "Lagret av Tuva Tulle" in pal.text("answer_section", "places")
    stands = SingleLink.objects.get(parent__isnull=False, parent__parent=None)
    pal.client.post(pal.address("answer_colleague_end", stands.key))
    assert colleague.get().status_code == 404
    assert held(asked)["sites"]


def test_it_is_looked_through_and_sent_in_once_with_a_receipt(pal, asked):
    assert "Får alle lønn?" in pal.text("answer_check")
    assert pal.send(name="Pål Påfunn", seen=0).status_code == 422  # nothing is answered
    filled(pal)
    other = Page(link_to(asked)[1])
    seen = re.search(r'name="seen" value="(\d+)"', pal.text("answer_check"))[1]
    other.save("more", **{"else": "Vi har byttet leverandør"})
    assert pal.client.post(pal.address("answer_check"), {"name": "Pål", "seen": seen}).status_code == 409
    assert pal.send(name="").status_code == 422
    assert pal.send(name="Pål Påfunn").status_code == 303
    answer = SupplierAnswer.objects.get()
    asked.refresh_from_db()
    assert (answer.submitted_at, answer.submitted_by, asked.answered_at) == (NOW, "Pål Påfunn", NOW)
    assert answer.digest == digest_of(answer.answers)
    text = pal.text()
    assert answer.receipt in text
    message = OutgoingMessage.objects.get(kind="answer_receipt")
    assert answer.receipt in KINDS["answer_receipt"].compose(message, NOW).text
    drawn = json.dumps({"else": digest_of_none()})
    late = other.save("more", drawn, **{"else": "For sent"})
    assert late.status_code == 409
    assert "For sent" in late.content.decode()  # shown, to be copied
    answer.refresh_from_db()
    assert answer.answers["else"] == "Vi har byttet leverandør"
    assert pal.send(name="Pål Påfunn").status_code == 303  # twice is once
    assert SupplierAnswer.objects.count() == 1


def digest_of_none() -> str:
    return sha256(b"null").hexdigest()[:12]


def test_a_copy_of_what_was_sent_is_given_as_page_pdf_and_json(pal, asked):
    assert filled(pal).get("answer_copy", "json").status_code == 404
    pal.send(name="Pål Påfunn")
    answer = SupplierAnswer.objects.get()
    told = json.loads(pal.get("answer_copy", "json").content)
    assert digest_of(told["answers"]) == told["digest"] == answer.digest
    html = pal.get("answer_copy", "html").content.decode()
    assert "216,04 kroner" in html
    assert "Bangladesh" in html
    assert answer.receipt in html
    pdf = pal.get("answer_copy", "pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_opened_again_it_begins_with_what_was_sent_and_what_was_sent_stands(pal, asked, cast):
    filled(pal).send(name="Pål Påfunn")
    asked.refresh_from_db()
    reopen(recipient=asked, due_on=TODAY + timedelta(days=30), by=cast.actor("kari"), at=NOW)
    assert "Svaret deres er åpnet igjen" in pal.text()
    pal.save("pay", paid="yes", lowest="220")
    pal.send(name="Tuva Tulle")
    first, second = SupplierAnswer.objects.order_by("round")
    assert (first.answers["lowest"], second.answers["lowest"]) == ("216.04", "220")
    assert second.answers["sites"] == first.answers["sites"]
    assert second.receipt != first.receipt


def test_last_times_answer_stands_beside_and_fills_in_what_is_empty(pal, asked, cast):
    filled(pal).send(name="Pål Påfunn")
    version = asked.campaign.questionnaire_version
    this_year = make_asked(cast.enterprise, version=version, supplier=asked.supplier, number="K-2025-02")
    new = Page(link_to(this_year)[1])
    text = new.text("answer_section", "pay")
    assert "216,04 kroner" in text
    assert new.save("pay", go="last", paid="no", why="Streik").status_code == 303
    assert held(this_year) == {"paid": "no", "why": "Streik", "lowest": "216.04"}
    new.save("places", go="last")
    assert held(this_year)["sites"] == [{"name": "Fabrikk A", "country": "BGD"}]


def test_the_conclusion_stands_on_the_page_when_it_is_told(pal, asked):
    filled(pal).send(name="Pål Påfunn")
    more = {"words": "Takk for svaret", "wanted": "Send oss kontrakten", "wanted_by": TODAY, "decided_at": NOW}
    row = AnswerConclusion.objects.create(answer=SupplierAnswer.objects.get(), conclusion="wanting", **more, **STAMPS)
    assert "Takk for svaret" not in pal.text()
    row.told_at = NOW
    row.save()
    assert "Send oss kontrakten" in pal.text()


def test_too_many_forms_from_one_place_are_told_when_to_come_back(pal, asked, monkeypatch):
    monkeypatch.setattr("samsvar.subjects.due_diligence.views.answering.opening.MOST_OF_BLOCK", 2)
    assert [pal.save("pay", paid="yes").status_code for _turn in range(3)] == [303, 303, 429]


def test_the_page_speaks_the_recipients_language_until_another_is_chosen(pal, asked):
    asked.language = "en"
    asked.save()
    assert "Lønn og steder (en)" in pal.text()
    assert "Last day" in pal.text()
    pal.client.post("/valg/sprak", {"language": "nn", "next": pal.address()})
    assert "Lønn og steder (nn)" in pal.text()


def test_after_the_last_day_it_is_taken_while_the_campaign_runs_and_read_when_it_is_closed(pal, asked):
    filled(pal)
    asked.due_on = TODAY - timedelta(days=1)
    asked.save()
    campaign = asked.campaign
    assert pal.save("pay", paid="yes", lowest="217").status_code == 303
    campaign.status, campaign.closed_at = "closed", NOW
    campaign.save()
    assert "Svar tas ikke lenger imot" in pal.text()
    assert pal.get("answer_check").status_code == 303
    late = pal.save("pay", paid="yes", lowest="218")
    assert late.status_code == 409
    assert 'value="218"' in late.content.decode()
    assert held(asked)["lowest"] == "217"


@pytest.mark.parametrize("drawn", ["[" * 90_000, '{"paid":' * 20_000, '{"pay": {"a": [1, 2]}}', "null", "x"])
def test_what_a_stranger_puts_in_place_of_the_forms_own_words_breaks_nothing(pal, asked, drawn):
    assert pal.save("pay", drawn, paid="yes", lowest="210").status_code < 500
    pal.save("pay", paid="yes", lowest="210")
    assert held(asked) == {"paid": "yes", "lowest": "210"}
