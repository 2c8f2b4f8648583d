"""What the statement tells of adverse impacts, and what is planned next."""

from datetime import date

import pytest

from samsvar.core.documents.model import Box
from samsvar.core.documents.walk import figures_of_document, inlines_of
from samsvar.subjects.due_diligence.models import ImpactShare, Leaving
from tests.front.reporting.year import Year, begun, drawn, make_area, published, section, words
from tests.subjects.due_diligence.chain import STAMPS, make_contract, make_impact


@pytest.mark.requirement("R001-02", "R000-59", "R001-68", "R001-69", "R001-70")
def test_an_allegation_on_a_used_agreement_is_told_of_as_such_with_its_remediation(year: Year):
    part = next(p for p in drawn(begun(year)).document.sections if p.id == f"area-{year.it.key}")
    box = next(block for block in part.blocks if isinstance(block, Box) and block.title == "Fabrikk i Asia")
    text = "".join(
        part.text if hasattr(part, "text") else part.shown for block in box.blocks for part in inlines_of(block)
    )
    assert "Ikke bekreftet, men behandlet som faktisk til saken er avklart." in text
    assert "Det gjelder leverandørkjeden vår." in text
    assert "Avtalen eies av andre, og vi bruker den." in text
    assert "Det er usikkert om leveransene til oss er knyttet til forholdet. Vi vet ikke hvor mye" in text
    assert "Avtalt mellom: Eieren. Sammen med: Andre kjøpere. Nådd: 40 av 100. Ikke verifisert ennå." in text
    assert "Status 25. april 2025, brev: De retter opp." in text


@pytest.mark.requirement("R001-02")
def test_an_impact_in_own_operations_reaches_the_statement_too(year: Year):
    make_impact(year.enterprise, "N-9", title="For lange vakter", setting="own_operations", known_on=date(2024, 3, 1))
    text = section(drawn(begun(year)), "other_impacts")
    assert "For lange vakter" in text
    assert "Det gjelder vår egen virksomhet." in text


def test_an_impact_that_concerns_two_areas_is_told_of_once_and_pointed_to(year: Year):
    other = make_area(year.enterprise, "Skjermer", 3, [year.screens])
    found = drawn(begun(year))
    assert words(found).count("Ikke bekreftet, men behandlet som faktisk") == 1
    assert "«Fabrikk i Asia» gjelder også dette området. Se IT-utstyr." in section(found, f"area-{other.key}")


def test_a_shared_impact_shows_this_enterprises_view_and_none_of_the_others_contracts(year: Year):
    theirs = make_contract(year.cast.neighbour, "X-1", title="Deres avtale")
    impact = make_impact(year.cast.neighbour, "X-N", on=theirs, title="Delt sak", involvement="caused", severity=5)
    impact.links.update(reason="Deres grunn")
    ImpactShare.objects.create(impact=impact, enterprise=year.enterprise, involvement="linked", **STAMPS)
    text = words(drawn(begun(year)))
    assert "Delt sak" in text
    assert "Vi har forårsaket det" not in text
    assert "Deres grunn" not in text


def test_a_decided_leaving_is_told_of_with_its_impact_and_counted_in_its_own_period_with_its_record(year: Year):
    row = Leaving.objects.create(
        enterprise=year.enterprise, impact=year.factory, ends="Avtale B-1.", ground="tried_in_vain",
        tried="Internt notat", notice_on=date(2024, 12, 1), ends_on=date(2025, 6, 1), decided_by="Direktøren", **STAMPS,
    )  # fmt: skip
    statement = begun(year)
    assert "avvikle" not in words(drawn(statement))
    for decided_on, counted in ((date(2024, 11, 20), ("leaving:N-1",)), (date(2025, 2, 3), None)):
        Leaving.objects.filter(pk=row.pk).update(decided_on=decided_on)
        found = drawn(statement)
        text = words(found)
        assert "vedtok vi å avvikle forholdet til leverandøren, som siste utvei. Det som avsluttes: Avtale B-1." in text
        assert "Forholdet tar slutt 1. juni 2025." in text
        assert "Internt notat" not in text
        figures = {figure.id: figure.records for figure in figures_of_document(found.document)}
        assert figures.get("leavings") == counted
        assert ("I perioden vedtok vi å avvikle forholdet til 1 leverandør" in text) == bool(counted)
    statement.left_out = [{"record": f"impact:{year.factory.key}", "reason": "x"}]
    assert "avvikle" not in words(drawn(statement))


@pytest.mark.requirement("R001-91", "R001-93")
def test_the_outlook_draws_on_the_ranked_areas_the_talks_and_what_is_planned(year: Year):
    text = section(drawn(begun(year)), "outlook")
    assert "Vi følger først opp der risikoen er størst: IT-utstyr." in text
    assert "I perioden hadde vi 1 samtale med 1 leverandør." in text
    assert "Be om plan for gjenoppretting" in text
    assert "Spørreskjema" not in text


@pytest.mark.requirement("R001-93")
def test_next_years_statement_shows_what_came_of_the_plans(year: Year):
    published(year, begun(year))
    year.action.status, year.action.result, year.action.done_on = "done", "Planen kom i mai", date(2025, 7, 1)
    year.action.save()
    text = section(drawn(begun(year, year=2025), date(2026, 5, 1)), "outlook")
    assert "Slik gikk det med det vi hadde planlagt:" in text
    assert "Be om plan for gjenoppretting: Planen kom i mai" in text
