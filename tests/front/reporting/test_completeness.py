"""The draft held against § 5, and what stops it."""

from datetime import UTC, date, datetime

import pytest

from samsvar.core.documents.frozen import freeze
from samsvar.front.reporting.transparency_statement.publishing import silent_in, silent_in_frozen
from samsvar.platform.organisation.models import EnterpriseProfile
from samsvar.registers.suppliers.models import SupplierCode
from samsvar.subjects.statements import services
from tests.cast import NOW, TODAY
from tests.front.reporting.year import Year, approved_by_all, begun, drawn, make_action, submitted
from tests.subjects.due_diligence.chain import make_impact


def missing(found, letter):
    return {(item.code, item.record) for each in found.letters if each.letter == letter for item in each.missing}


@pytest.mark.requirement("R000-58")
def test_organisation_area_of_operation_guidelines_and_routines_are_each_named(year: Year):
    found = drawn(begun(year))
    assert {item.code for item in found.letters[0].present} == {
        "organisation", "area_of_operation", "guidelines", "routines", "role_holder",
    }  # fmt: skip
    EnterpriseProfile.objects.update(history="", purpose="")
    SupplierCode.objects.all().delete()
    found = drawn(found.records.statement)
    assert {code for code, _ in missing(found, "a")} == {"organisation", "area_of_operation", "guidelines"}


def test_what_people_write_fills_what_the_records_lack(year: Year):
    SupplierCode.objects.all().delete()
    statement = begun(year)
    services.write_section(
        statement=statement, section="embedding", text="Styret har vedtatt retningslinjer.", opened_serial=0,
        person=year.cast.kari, by=year.cast.actor("kari"), at=NOW,
    )  # fmt: skip
    assert "guidelines" not in {code for code, _ in missing(drawn(statement), "a")}


@pytest.mark.requirement("R000-59")
def test_every_actual_impact_significant_risk_and_area_is_told_of(year: Year):
    found = drawn(begun(year))
    assert missing(found, "b") == set()
    assert found.told == {
        f"impact:{year.factory.key}", f"impact:{year.overtime.key}",
        f"area:{year.it.key}", f"area:{year.transport.key}",
    }  # fmt: skip


@pytest.mark.requirement("R000-60")
def test_each_impact_told_of_needs_a_measure_and_each_measure_a_result(year: Year):
    found = drawn(begun(year))
    lacks = missing(found, "c")
    assert ("measure", year.overtime.key) in lacks
    assert ("result", year.action.key) in lacks
    make_action(year.enterprise, "Dialog", impact=year.overtime, expected_result="Kortere uker")
    year.action.expected_result = "En plan"
    year.action.save()
    lacks = missing(drawn(found.records.statement), "c")
    assert not lacks & {("measure", year.overtime.key), ("result", year.action.key)}


def withhold(year, statement, record):
    services.leave_out(
        statement=statement, withheld=[{"record": record, "ground": "d", "reason": "Anbud pågår"}],
        opened_version=statement.version, by=year.cast.actor("kari"), at=NOW,
    )  # fmt: skip


def test_what_is_withheld_is_not_drawn_and_is_said_to_be_missing(year: Year):
    statement = begun(year)
    withhold(year, statement, f"impact:{year.overtime.key}")
    found = drawn(statement)
    assert "Tvungen overtid" not in str(found.document)
    assert ("significant_risk", year.overtime.key) in missing(found, "b")


def test_withholding_an_area_does_not_hide_the_impacts_in_it(year: Year):
    statement = begun(year)
    withhold(year, statement, f"area:{year.it.key}")
    found = drawn(statement)
    assert f"impact:{year.factory.key}" in found.told
    told = next(part for part in found.document.sections if part.id == "other_impacts")
    assert "Fabrikk i Asia" in str(told)
    assert ("risk_area", year.it.key) in missing(found, "b")


def test_a_known_actual_impact_that_the_text_is_silent_about_stops_submission(year: Year):
    make_impact(year.enterprise, "N-7", on=year.laptops, title="Skjult sak", known_on=date(2024, 5, 1))
    statement = begun(year)
    impact = drawn(statement).records.impacts[0]
    withhold(year, statement, f"impact:{impact.key}")
    found = drawn(statement)
    assert silent_in(found) == ("Skjult sak",)
    with pytest.raises(services.NotNow) as stop:
        services.submit_statement(
            statement=statement, frozen=freeze(found.document), levels={}, signatories=[], untold=silent_in(found),
            board=None, board_case="", board_meeting_on=None, opened_version=statement.version,
            person=year.cast.kari, by=year.cast.actor("kari"), at=NOW,
        )  # fmt: skip
    assert "known_impacts_untold" in stop.value.obstacles


def test_an_impact_that_becomes_known_while_the_board_has_it_stops_publication(year: Year):
    statement = approved_by_all(year, submitted(year, begun(year)))
    assert silent_in_frozen(statement, TODAY) == ()
    make_impact(year.enterprise, "N-8", on=year.laptops, title="Kjent i juni", known_on=date(2025, 6, 1))
    silent = silent_in_frozen(statement, date(2025, 6, 5))
    assert silent == ("Kjent i juni",)
    with pytest.raises(services.NotNow) as stop:
        services.publish_statement(
            statement=statement, files={}, untold=silent, opened_version=statement.version,
            by=year.cast.actor("director"), at=datetime(2025, 6, 5, tzinfo=UTC),
        )  # fmt: skip
    assert stop.value.obstacles == ("known_impacts_untold",)
