"""The wheel's pages in their states, what they ask of the database, and the calendars people subscribe to."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from samsvar.core.rules.wheel.timing import on_day
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.links.models import SingleLink
from samsvar.registers.wheel.models import Occurrence, timing_of
from samsvar.registers.wheel.services import activities, occurrences
from samsvar.registers.wheel.services.reminding import remind_responsible
from tests.cast import NOW
from tests.core.readers.test_attachments import PDF
from tests.queries import at_most

pytestmark = pytest.mark.django_db


def shown(answer):
    return " ".join(strip_tags(answer.content.decode()).split())


@pytest.fixture
def who(cast):
    return {"by": cast.actor("regional"), "at": NOW}


@pytest.mark.requirement("R000-41", "R000-54")
def test_the_wheel_is_empty_then_one_picture_and_the_same_in_words(cast, who, signed_in):
    kari, regional = signed_in(Client(), cast.kari), signed_in(Client(), cast.regional)
    assert "Begynn med aktivitetene som følger med" in shown(kari.get(reverse("wheel:year")))
    regional.post(reverse("wheel:adopt"), {"counts_from": "01.01.2025"})
    with at_most(12):
        answer = regional.get(reverse("wheel:year"))
    page = answer.content.decode()
    assert "aktiviteter er forsinket i årshjulet for 2025" in shown(answer)
    occurrence = Occurrence.objects.get(enterprise=cast.units["region"], activity__code="management-review")
    number = re.search(
        rf'<a href="{reverse("wheel:occurrence", args=[occurrence.key])}"[^>]*aria-label="(\d+)\. ', page
    )
    assert number, "the picture leads to the activity, and is read aloud"
    assert f'id="nr-{number.group(1)}"' in page, "the list has the same number"
    assert "Administrerende direktør" in shown(answer)
    only = shown(regional.get(reverse("wheel:year"), {"phase": "act", "view": "liste"}))
    assert "Holde ledelsens gjennomgang" in only
    assert "Gjøre miljørevisjon" not in only
    beside = shown(regional.get(reverse("wheel:side_by_side")))
    assert beside.count("30.06.2025") == 2, "both trusts' day of the statement"
    with at_most(12):
        regional.get(reverse("wheel:occurrence", args=[occurrence.key]))
    assert regional.get(reverse("wheel:year"), {"year": "12"}).status_code == 400


def test_a_wheel_taken_in_late_in_the_year_has_nothing_late_and_what_was_before_can_be_said_to_be_done(cast, signed_in):
    regional = signed_in(Client(), cast.regional)
    asked = regional.get(reverse("wheel:adopt")).content.decode()
    assert 'value="2025-05-20"' in asked, "from today, unless they say another day"
    assert regional.post(reverse("wheel:adopt"), {"counts_from": ""}).status_code == 422
    assert regional.post(reverse("wheel:adopt"), {"counts_from": "20.05.2025"}).status_code == 302
    page = shown(regional.get(reverse("wheel:year")))
    assert "Ingenting er forsinket i årshjulet for 2025" in page
    assert "Før årshjulet gjaldt, 6" in page
    before = Occurrence.objects.get(enterprise=cast.units["region"], activity__code="annual-report")
    assert "før årshjulet gjaldt" in shown(regional.get(reverse("wheel:activity", args=[before.activity.key])))
    own = shown(regional.get(reverse("wheel:occurrence", args=[before.key])))
    assert "Fristen var før årshjulet gjaldt her." in own
    assert "Avlys" not in own
    done = {"done_on": "10.03.2025", "notes": "", "evidence": "Sak 8/25", "version": before.version}
    assert regional.post(reverse("wheel:act", args=[before.key, "ferdig"]), done).status_code == 302
    assert "Før årshjulet gjaldt, 5" in shown(regional.get(reverse("wheel:year")))
    activity = regional.get(reverse("wheel:activity", args=[before.activity.key]))
    assert "Gjelder fra20. mai 2025" in shown(activity)


def test_a_calendar_opens_titles_and_days_until_it_is_ended_or_the_right_is_gone(cast, who, signed_in, client):
    activities.adopt_shipped(enterprise=cast.units["region"], **who)
    berit = signed_in(Client(), cast.berit)
    made = berit.post(reverse("wheel:calendars"), {"what": "all"}).content.decode()
    address = re.search(r"<code>http://testserver([^<]+)</code>", made).group(1)
    secret = address.rpartition("/")[2].removesuffix(".ics")
    assert secret not in str(SingleLink.objects.values().get())
    audit = Occurrence.objects.get(enterprise=cast.units["liksom"], activity__code="environmental-audit")
    occurrences.write_occurrence(occurrence=audit, fields={"notes": "Hemmelig funn"}, **who)
    answer = client.get(address)
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.count("BEGIN:VEVENT") == 9
    assert "SUMMARY:Gjøre miljørevisjon\r\nURL:" in text
    assert "Hemmelig" not in text
    assert answer["Cache-Control"] == "no-store"
    cast.berit.roles.update(valid_to=NOW.date() - timedelta(days=1))
    assert client.get(address).status_code == 404
    cast.berit.roles.update(valid_to=None)
    berit.post(reverse("wheel:calendar_end", args=[SingleLink.objects.get().key]))
    assert client.get(address).status_code == 404
    assert not berit.get(reverse("wheel:calendars")).content.decode().count(secret)


def test_a_calendar_holds_its_own_enterprise_alone_and_mine_what_one_answers_for(cast, who, signed_in, client):
    activities.adopt_shipped(enterprise=cast.units["region"], **who)
    own = Occurrence.objects.filter(enterprise=cast.units["liksom"])
    taken = own.get(activity__code="environmental-audit")  # Berit's by her role, were it not Randi's by name
    occurrences.write_occurrence(occurrence=taken, fields={"responsible": cast.regional}, **who)
    given = own.get(activity__code="annual-report")  # the managing director's, were it not Berit's by name
    occurrences.write_occurrence(occurrence=given, fields={"responsible": cast.berit}, **who)
    by_role = own.filter(role="csr_adviser", responsible=None)
    berit = signed_in(Client(), cast.berit)

    def held(what):
        made = berit.post(reverse("wheel:calendars"), {"what": what}).content.decode()
        address = re.search(r"<code>http://testserver([^<]+)</code>", made).group(1)
        text = client.get(address).content.decode().replace("\r\n ", "")
        return set(re.findall(r"^URL:\S+/(\w+)/\r$", text, re.MULTILINE))

    assert held("all") == set(own.values_list("key", flat=True)), "neither the region's nor the other trust's"
    assert by_role.count() >= 2
    assert held("mine") == {given.key, *by_role.values_list("key", flat=True)}


def test_whoever_has_the_role_or_is_named_sees_to_it_with_files_and_nobody_else(
    cast, who, signed_in, settings, tmp_path
):
    settings.EVIDENCE_FOLDER = tmp_path
    fields = {"name_nb": "Årsmøte", "phase": "check", "role": "managing_director", "timing": on_first_of_june()}
    made = activities.add_activity(enterprise=cast.enterprise, fields=fields, **who)
    row = Occurrence.objects.get(activity=made)
    director, leader = signed_in(Client(), cast.director), signed_in(Client(), cast.leader)
    done, add = (
        reverse("wheel:act", args=[row.key, "ferdig"]),
        reverse("evidence:add", args=["wheel_occurrence", row.key]),
    )

    def may(client):
        return [client.get(address).status_code for address in (done, add)]

    assert (may(director), may(leader)) == ([200, 200], [403, 403])
    occurrences.write_occurrence(occurrence=row, fields={"responsible": cast.leader}, **who)
    assert (may(director), may(leader)) == ([403, 403], [200, 200]), "a name goes before a role"
    sent = leader.post(add, {"file": SimpleUploadedFile("Referat.pdf", PDF), "kind": "report"})
    assert sent.status_code == 302, sent.context["form"].errors
    page = leader.get(reverse("wheel:occurrence", args=[row.key])).content.decode()
    file = reverse("evidence:file", args=[Evidence.objects.get().key])
    assert file in page
    others = [signed_in(Client(), person).get(file).status_code for person in (cast.sibling, cast.nils)]
    assert (leader.get(file).status_code, others) == (200, [404, 404])
    assert leader.post(done, {"done_on": "2025-05-20", "notes": "Holdt", "version": row.version}).status_code == 302


def on_first_of_june():
    return timing_of(on_day(6, 1))


def test_whoever_answers_for_it_is_reminded_once_and_never_of_what_is_done(cast, who):
    trust = cast.units["liksom"]
    activities.adopt_shipped(enterprise=cast.units["region"], **who)
    late = Occurrence.objects.get(enterprise=trust, activity__code="annual-report")
    occurrences.move_occurrence(occurrence=late, opens_on=None, due_on=NOW.date(), reason="Utsatt", **who)
    assert remind_responsible(enterprise=trust, **who) == 1
    assert remind_responsible(enterprise=trust, **who) == 0
    told = OutgoingMessage.objects.get(kind="wheel_due")
    assert (told.recipient_address, told.target) == (cast.berit.email, late.key), "no director here: who sets the wheel"
    occurrences.finish_occurrence(occurrence=late, done_on=NOW.date(), notes="Levert", evidence="", **who)
    assert remind_responsible(enterprise=trust, by=who["by"], at=NOW + timedelta(days=7)) == 0


def test_nothing_is_said_to_be_done_without_a_word_and_two_who_write_both_see_it(cast, who, signed_in):
    activities.adopt_shipped(enterprise=cast.units["region"], **who)
    row = Occurrence.objects.get(enterprise=cast.units["liksom"], activity__code="campaign-week")
    berit, address = signed_in(Client(), cast.berit), reverse("wheel:act", args=[row.key, "ferdig"])
    refused = berit.post(address, {"done_on": "2025-05-20", "version": "1"})
    assert (refused.status_code, "Skriv hva det ble til" in shown(refused)) == (422, True)
    occurrences.begin_occurrence(occurrence=row, **who)
    stale = berit.post(address, {"done_on": "2025-05-20", "notes": "Gjort", "version": "1"})
    assert stale.status_code == 409
    assert "Gjort" in shown(stale)
