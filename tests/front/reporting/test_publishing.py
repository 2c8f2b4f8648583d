"""From frozen words to published bytes, alike in every form."""

import io
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest
from django.urls import reverse
from lxml import etree
from pypdf import PdfReader

from samsvar.core.documents.frozen import digest, freeze, thaw
from samsvar.core.documents.walk import plain_lines
from samsvar.front.reporting.presenters import statement as presenters
from samsvar.front.reporting.transparency_statement.files import all_files, file_of
from samsvar.front.reporting.transparency_statement.publishing import changes_since_publication, publication_of
from samsvar.subjects.due_diligence.models import ContractAssessment
from samsvar.subjects.statements import services
from samsvar.subjects.statements.models import PublishedFile
from tests.cast import NOW, TODAY
from tests.front.reporting.year import (
    Year,
    approved_by_all,
    begun,
    drawn,
    more_contracts,
    published,
    submitted,
)
from tests.subjects.due_diligence.chain import make_contract, make_impact


def _squeezed(text):
    return "".join(text.replace("\u00ad", "").replace("-\n", "").split()).replace("-", "")


def test_the_frozen_document_is_the_one_that_was_drawn(year: Year):
    document = drawn(begun(year)).document
    assert thaw(freeze(document)) == document
    assert digest(freeze(document)) == digest(freeze(thaw(freeze(document))))


@pytest.mark.requirement("R001-95")
def test_the_publication_carries_each_approval_with_the_boards_case_and_reservations(year: Year):
    statement = approved_by_all(year, submitted(year, begun(year)), reservation="Jeg ønsket mer om transport.")
    document = publication_of(statement, datetime(2025, 6, 6, 8, tzinfo=UTC))
    text = "\n".join(plain_lines(document))
    # Approved 22.30 UTC on 4 June, which is 5 June in Norway.
    assert "Elektronisk godkjent av styret og administrerende direktør 5. juni 2025, sak 31/25." in text
    assert "Gjelder 1. januar–31. desember 2024. Godkjent 5. juni 2025. Publisert 6. juni 2025." in text
    assert "Bjørn Bisitter, styremedlem godkjente med forbehold: Jeg ønsket mer om transport." in text
    assert [person.name for person in document.approved_by] == ["Ingrid Prøve", "Bjørn Bisitter", "Dina Direktør"]
    assert all(person.approved_at for person in document.approved_by)
    assert (document.status, document.published_on) == ("published", date(2025, 6, 6))


def test_page_paper_and_word_file_say_the_same(year: Year):
    document = drawn(begun(year)).document
    files = all_files(document)
    page = _squeezed(" ".join(etree.HTML(files["html"].decode()).itertext()))
    paper = _squeezed("\n".join(part.extract_text() for part in PdfReader(io.BytesIO(files["pdf"])).pages))
    with ZipFile(io.BytesIO(files["docx"])) as archive:
        word = _squeezed("".join(etree.fromstring(archive.read("word/document.xml")).itertext()))
    lines = [_squeezed(line) for line in plain_lines(document) if len(line) > 3]
    assert len(lines) > 60
    assert [line for line in lines if line not in page] == []
    assert [line for line in lines if line not in word] == []
    assert len([line for line in lines if line not in paper]) <= len(lines) * 0.02


def test_published_bytes_are_kept_and_equal_what_the_frozen_words_give(year: Year):
    at = datetime(2025, 6, 6, 8, tzinfo=UTC)
    statement = published(year, begun(year), at)
    document = publication_of(statement, at)
    for held in PublishedFile.objects.filter(statement=statement).exclude(form="docx"):
        assert bytes(held.content) == file_of(document, held.form), held.form
    assert set(PublishedFile.objects.values_list("form", flat=True)) == {"html", "pdf", "docx", "json"}


def test_records_that_change_later_do_not_reach_what_is_published(year: Year):
    statement = published(year, begun(year))
    year.factory.title = "Et helt annet navn"
    year.factory.save()
    document = publication_of(statement, statement.published_at)
    assert "Et helt annet navn" not in "\n".join(plain_lines(document))


@pytest.mark.requirement("R001-03")
def test_a_jump_in_risk_a_new_contract_at_risk_or_a_new_actual_impact_calls_for_an_update(year: Year):
    statement = published(year, begun(year))
    for contract, level in ((year.laptops, statement.levels["K-1"]), (year.cleaning, statement.levels["K-3"])):
        ContractAssessment.objects.create(
            contract=contract, enterprise=year.enterprise, level=level, inherent=level, on=TODAY
        )
    assert changes_since_publication(statement, date(2025, 9, 1)) == ()
    ContractAssessment.objects.filter(contract=year.cleaning).update(level=4)
    new = make_contract(year.enterprise, "K-9")
    ContractAssessment.objects.create(contract=new, enterprise=year.enterprise, level=4, inherent=4, on=TODAY)
    impact = make_impact(year.enterprise, "N-8", on=year.laptops, known_on=date(2025, 8, 1))
    found = {(change.code, change.record) for change in changes_since_publication(statement, date(2025, 9, 1))}
    assert ("new_contract_at_risk", "K-9") in found
    assert ("new_actual_impact", impact.key) in found
    if statement.levels["K-3"] < 4:
        assert ("risk_jumped", "K-3") in found


def test_a_statement_of_five_hundred_agreements_is_a_pdf(year: Year):
    more_contracts(year, 500, impacts=True)
    document = drawn(begun(year)).document
    content = file_of(document, "pdf")
    assert content.startswith(b"%PDF")


def test_a_new_edition_of_a_published_year_has_no_deadline_of_its_own(year: Year, cast, client, signed_in):
    first = begun(year)
    assert presenters.statement_line(first).due_on == date(2025, 6, 30)
    first = published(year, first)
    start = {"enterprise": cast.enterprise, "year": first.year, "language": "nb", "template": first.template}
    second = services.start_statement(**start, reason="Risikoen er endret mye", by=cast.actor("kari"), at=NOW)
    lines = [presenters.statement_line(second), presenters.statement_line(first)]
    assert [line.due_on for line in lines] == [None, date(2025, 6, 30)]
    assert presenters.list_title(lines, date(2025, 8, 14)) == f"Redegjørelsen for {first.year} er publisert"
    signed_in(client, cast.kari)
    assert "uten frist" in client.get(reverse("statements:statements")).content.decode()
    workspace = client.get(reverse("statements:workspace", args=[second.key]))
    assert workspace.context["deadline"] is None
    assert workspace.status_code == 200
