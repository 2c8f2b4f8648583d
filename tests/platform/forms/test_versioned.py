"""A form about a row says which version it was opened with, and never overwrites another's save unseen."""

from datetime import date

import pytest
from django import forms
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from samsvar.platform.forms import pages
from samsvar.platform.forms.code_fields import CodeColumn, Country, countries_field
from samsvar.platform.forms.fields import Codes, Count, Day, Money, OrganisationNumber, Text
from samsvar.platform.forms.models import TakenNumber
from samsvar.platform.forms.versioned import in_words
from samsvar.platform.organisation.models import OrgUnit
from tests.cast import NOW


@pytest.mark.parametrize("version", ["", "2", "tull"])
def test_a_form_that_does_not_say_the_version_saves_nothing(cast, client, signed_in, version):
    signed_in(client, cast.kari)
    fields = {"name_nb": "Nytt navn", "number": "nett", "kind": "department", "version": version}
    answer = client.post(reverse("administration:edit_unit", args=["nett"]), fields)
    assert answer.status_code in (409, 422)
    assert OrgUnit.objects.get(key="nett").name_nb != "Nytt navn"


@pytest.mark.parametrize("name", ["move_unit", "end_unit"])
def test_moving_and_ending_a_unit_show_what_somebody_saved_first(cast, client, signed_in, name):
    signed_in(client, cast.kari)
    address = reverse(f"administration:{name}", args=["vakt"])
    OrgUnit.objects.filter(key="vakt").update(version=2)
    fields = {"parent": "divisjon10", "on": "2025-06-01", "last_day": "2025-06-01", "version": "1"}
    answer = client.post(address, fields)
    assert answer.status_code == 409
    assert 'name="version" value="2"' in answer.content.decode()


def test_of_two_who_make_the_same_row_at_once_the_last_is_told_and_any_other_fault_is_one(cast, rf, monkeypatch):
    told = []
    monkeypatch.setattr(pages.messages, "error", lambda _request, words: told.append(words))

    @transaction.atomic
    def twice():
        for _at_once in range(2):
            TakenNumber.objects.create(digest="et tall", taken_at=NOW)

    @transaction.atomic
    def wrong():
        OrgUnit.objects.filter(key="nett").update(name_nb=None)

    assert pages.was_refused(rf.post("/"), twice, said=lambda _refused: ())
    assert told
    with pytest.raises(IntegrityError):
        pages.was_refused(rf.post("/"), wrong, said=lambda _refused: ())


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (Day(), date(2025, 5, 14), "14.05.2025"),
        (Day(required=False), None, "–"),
        (Count(), 0, "0"),
        (Count(), None, "–"),
        (Money(), 1_234_500, "12 345"),
        (Text(), "", "–"),
        (countries_field(), ("CHN", "?"), "Kina, ukjent"),
        (countries_field(CodeColumn), ";CHN;?;", "Kina, ukjent"),
        (Country(), "CHN", "Kina"),
        (Codes([("a", "Ærlig"), ("b", "Blid")]), ";b;a;", "Blid, Ærlig"),
        (Codes([("a", "Ærlig")]), (), "–"),
        (forms.BooleanField(), True, "Ja"),
        (forms.BooleanField(), False, "Nei"),
    ],
)
def test_a_version_is_told_in_the_words_of_the_page(field, value, words):
    with translation.override("nb"):
        assert in_words(field, value).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        (Text(), "  Demodata\u00a0Maskinvare  AS ", "Demodata Maskinvare AS"),
        (Money(), "1 200,50", 120_050),
        (Money(), "", None),
        (Count(), "", None),
        (OrganisationNumber(), "921 345 674", "921345674"),
        (countries_field(), "Kina, ukjent; CHN", ("CHN", "?")),
        (countries_field(CodeColumn), "Kina, ?", ";CHN;?;"),
        (countries_field(CodeColumn), "", ""),
        (Country(), "ukjent", ""),
    ],
)
def test_what_is_written_is_kept_as_the_readers_of_files_keep_it(field, written, kept):
    with translation.override("nb"):
        assert field.clean(written) == kept


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        (Text(), "=1+1", "formel"),
        (Text(), "Avd\x00", "tegn"),
        (Day(), "1850-01-01", "1900"),
        (Count(), "-1", "0"),
        (OrganisationNumber(), "912345675", "Kontrollsifferet"),
        (countries_field(), "Kinna", "Mente du"),
        (Country(), "Kina, Norge", "ett land"),
    ],
)
def test_what_is_wrong_says_how_to_mend_it(field, written, said):
    with translation.override("nb"), pytest.raises(forms.ValidationError) as wrong:
        field.clean(written)
    assert said in " ".join(wrong.value.messages)
