"""The figures of the statement: each with its records, the same however the records were written."""

from datetime import date
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsvar.core.documents.model import FigureRef
from samsvar.core.documents.walk import figures_of_document, inlines_of
from samsvar.registers.suppliers.models import SupplierInquiry
from samsvar.subjects.due_diligence.models import ImpactLink
from tests.front.reporting.year import Year, begun, drawn, make_action, more_contracts
from tests.subjects.due_diligence.chain import STAMPS, make_contract, make_impact


def test_every_figure_has_its_records_or_its_source_and_its_rule(year: Year):
    wanting = [
        figure.id
        for figure in figures_of_document(drawn(begun(year)).document)
        if not figure.rule or (figure.value and not figure.records)
    ]
    assert wanting == []


def test_every_figure_with_records_leads_to_a_page(year: Year):
    found = [figure for figure in figures_of_document(drawn(begun(year)).document) if figure.address]
    assert len(found) > 20
    assert all(figure.address.startswith("/") for figure in found)


def test_numbers_in_the_drawn_text_are_figures_and_not_words(year: Year):
    found = drawn(begun(year))
    part = next(part for part in found.document.sections if part.id == f"area-{year.it.key}")
    figures = [each for block in part.blocks for each in inlines_of(block) if isinstance(each, FigureRef)]
    assert {"area_1_contracts", "area_1_asked", "area_1_reported_minor", "area_1_deviations_minor"} <= {
        each.id for each in figures
    }


def test_reading_and_drawing_takes_the_same_queries_whatever_there_is(year: Year):
    statement = begun(year)
    drawn(statement)
    with CaptureQueriesContext(connection) as few:
        drawn(statement)
    more_contracts(year, 12, impacts=True)
    with CaptureQueriesContext(connection) as many:
        drawn(statement)
    assert len(many) == len(few)
    assert len(few) <= 50


def test_the_order_in_which_records_were_written_changes_nothing(year: Year):
    statement = begun(year)
    make_contract(year.enterprise, "A-2")
    for impact in ("N-8", "N-7"):
        link = make_impact(year.enterprise, impact, on=year.laptops, severity=4, known_on=date(2024, 5, 1))
        make_action(year.enterprise, f"Tiltak for {impact}", impact=link)
    before = drawn(statement).document
    _rewrite_backwards(ImpactLink)
    _rewrite_backwards(SupplierInquiry)
    assert drawn(statement).document == before


def _rewrite_backwards(model: Any) -> None:
    """Give the rows new ids in the opposite order, as if they had been written the other way round."""
    rows = list(model.objects.order_by("-pk"))
    for place, row in enumerate(rows):
        model.objects.filter(pk=row.pk).update(id=100_000 + place)


def test_a_question_split_in_two_counts_once(year: Year):
    statement = begun(year)
    before = drawn(statement).records.asked
    first = SupplierInquiry.objects.get()
    first.pk, first.key, first.minor_deviations = None, "split00000000000", None
    first.save()
    after = drawn(statement).records.asked
    assert (len(after), len(after.answered)) == (len(before), len(before.answered))
    assert after == before


def test_a_reminder_that_is_answered_counts_as_an_answer(year: Year):
    old = SupplierInquiry.objects.get()
    old.answered_on, old.answer, old.finding = None, "", ""
    old.save()
    SupplierInquiry.objects.create(
        enterprise=year.enterprise, supplier=old.supplier, question="Purring", asked_on=date(2025, 2, 1),
        answered_on=date(2025, 2, 9), answer="Nei", finding="none", **STAMPS,
    )  # fmt: skip
    asked = drawn(begun(year)).records.asked
    assert len(asked.answered) == 2
