"""What a reader sees of an event."""

from datetime import date

import pytest
from django.utils import translation

from samsvar.platform.audit.column_words import COLUMN_WORDS, SILENT, column_words
from samsvar.platform.audit.models import EventRow
from samsvar.platform.audit.presenters import words_for
from samsvar.platform.audit.selectors import events_of, events_visible, last_changes
from samsvar.platform.audit.services import changed, record, snapshot
from samsvar.platform.audit.verification import CODES, Finding
from samsvar.platform.audit.verification.records import recorded_models
from samsvar.platform.audit.verification.words import words_for_finding

from .conftest import AT, ENTERPRISE, KARI, Trail, make_unit, rename

pytestmark = pytest.mark.django_db


def test_the_sentence_holds_the_facts_and_the_changes_show_was_and_is() -> None:
    unit = make_unit("11")
    was = snapshot(unit)
    unit.name_nb, unit.valid_from, unit.version = "Påfunn", date(2025, 1, 1), 2
    unit.save()
    event = record("tried", by=KARI, at=AT, enterprise=ENTERPRISE, rows=[changed(unit, was=was)], about={"count": 3})
    sentence, changes = words_for(event, "en")
    assert sentence == "Tried Påfunn 3 times"
    shown = {change["field"]: (change["was"], change["is"]) for change in changes}
    assert shown == {"Name in bokmål": ("Enhet 11", "Påfunn"), "Valid from": (None, date(2025, 1, 1))}


def test_a_missing_fact_leaves_a_readable_sentence(trail: Trail) -> None:
    assert words_for(trail.events[0], "en")[0] == "Tried Enhet 11 … times"


def test_every_recorded_column_has_words_or_is_declared_silent() -> None:
    recorded = {
        (model._meta.db_table, field.attname)
        for model in recorded_models()
        if model.__module__.startswith("samsvar.")
        for field in model._meta.concrete_fields
        if field.attname not in model.unrecorded  # type: ignore[attr-defined]  # of Recorded
    }
    recorded |= {
        (model._meta.db_table, field.name) for model in recorded_models() for field in model._meta.many_to_many
    }
    named = {name for pair in recorded for name in (pair[1], ".".join(pair))}
    wordless = {pair for pair in recorded if not {pair[1], ".".join(pair)} & {*COLUMN_WORDS, *SILENT}}
    assert wordless == set(), "give it words in platform/audit/column_words, or declare it silent"
    assert sorted({*COLUMN_WORDS} - named) == [], "words for columns that no recorded table has"


def test_a_column_is_called_by_the_words_of_its_table_and_language() -> None:
    with translation.override("nn"):
        assert column_words("due_diligence_adverseimpact", "scope") == "Omfang: kor mange som er råka"
        assert column_words("links_singlelink", "scope") == "Avgrensing"
        assert column_words("gone_table", "gone_column") == "Gone column"


def test_a_row_that_is_pointed_at_is_called_by_its_name(trail: Trail) -> None:
    unit = trail.units[0]
    was = snapshot(unit)
    unit.parent = trail.units[2]
    unit.save()
    event = record("tried", by=KARI, at=AT, enterprise=ENTERPRISE, rows=[changed(unit, was=was)])
    assert [change["is"] for change in words_for(event, "nb")[1]] == ["Enhet 13"]


def test_forgotten_content_shows_no_changes(trail: Trail) -> None:
    EventRow.objects.filter(event=trail.events[1]).update(content="", salt="")
    assert words_for(trail.events[1], "nb")[1] == []


def test_the_trails_own_kinds_speak_both_languages(trail: Trail) -> None:
    event = record("audit_forgotten", by=KARI, at=AT, enterprise=None, about={"person": "x", "rows": 1})
    said = {language: words_for(event, language)[0] for language in ("nb", "nn", "en")}
    assert len(set(said.values())) == 3


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_finding_has_words(code: str, language: str) -> None:
    names = ("last", "place", "key", "table", "expected", "stored", "rows", "anchored_at", "columns")
    facts = dict.fromkeys(names, "17") | {"certain_until": "2025-05-20", "certain_size": 3}
    with translation.override(language):
        words = words_for_finding(Finding(code, "chain", 41, facts))
    assert "%" not in words
    assert words.rstrip().endswith(".")


def test_a_rows_events_come_newest_first(trail: Trail) -> None:
    found = [event.pk for event in events_of("organisation_orgunit", trail.units[1].key)]
    assert found == [trail.events[index].pk for index in (4, 2, 0)]


def test_a_trail_shows_its_enterprises_events_and_no_others(trail: Trail) -> None:
    rename(trail.units[0], "Nabo", enterprise="nabo000000000000")
    rename(trail.units[0], "Felles", enterprise=None)
    assert events_visible([ENTERPRISE]).count() == 6
    assert events_visible([]).count() == events_visible([""]).count() == 0
    assert events_visible([ENTERPRISE], installation=True).count() == 7


def test_last_changes_are_limited_by_kind_instant_and_number(trail: Trail) -> None:
    assert [event.sequence for event in last_changes(ENTERPRISE, since=AT, limit=2)] == [6, 5]
    assert last_changes(ENTERPRISE, since=AT, kinds=["another"]) == []
    assert last_changes(ENTERPRISE, since=AT.replace(year=2026)) == []
