"""What was done so that a document is known and followed: by year on its page, and in the year's statement."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samsvar.front.reporting.transparency_statement.measures import measures_in
from samsvar.registers.actions import services as register
from samsvar.registers.actions.services import Reason
from samsvar.registers.wheel.models import Activity, Occurrence
from samsvar.subjects.governance.models import Attendance, GoverningDocument, Requirement
from samsvar.subjects.governance.services import documents, signing
from samsvar.subjects.governance.services.requirements import add_requirement, back_requirement
from samsvar.subjects.meetings.models import CampaignEvent, Review
from tests.cast import NOW, TODAY
from tests.conftest import sign_in
from tests.front.reporting.test_drawing import section
from tests.front.reporting.year import Year, begun, drawn
from tests.queries import at_most
from tests.subjects.due_diligence.chain import STAMPS


def lay_guideline(year: Year) -> tuple[GoverningDocument, Requirement]:
    """The enterprise's code of ethics, asking that leaders are trained."""
    given = {"by": year.cast.actor("kari"), "at": NOW}
    fields = {"kind": "guideline", "name_nb": "Etiske retningslinjer", "subjects": ";ethics;"}
    document = documents.register_document(unit=year.cast.enterprise, fields=fields, **given)
    documents.add_version(document=document, fields={"in_force_from": date(2024, 1, 1)}, **given)
    asks = {"name_nb": "Lær opp ledere", "phase": "do", "asks_of": ";enterprise;", "answered_by": ";activity;action;"}
    return document, add_requirement(document=document, fields=asks, **given)


def lay_measures(year: Year) -> GoverningDocument:
    """In 2024 a gathering of six, a training that recurs, a campaign event and an action; in 2023 another action."""
    cast, (document, asked) = year.cast, lay_guideline(year)
    given = {"by": cast.actor("kari"), "at": NOW}
    about: dict[str, Any] = {"enterprise": cast.enterprise, **STAMPS}
    activity = Activity.objects.create(
        number=1, code="dilemma", name_nb="Dilemmatrening for ledere", name_nn="Dilemmatrening for leiarar",
        phase="do", **about,
    )  # fmt: skip
    Occurrence.objects.create(activity=activity, year=2024, state="done", done_on=date(2024, 10, 9), **about)
    week = Occurrence.objects.create(activity=activity, year=2025, due_on=date(2025, 10, 9), **about)
    back = {"requirement": asked, "unit": cast.enterprise}
    back_requirement(**back, kind="activity", fields={"activity": activity}, **given)
    review = Review.objects.create(unit=cast.enterprise, kind="campaign_week", year=2024, occurrence=week, **about)
    CampaignEvent.objects.create(
        review=review, kind="dilemma_training", title="Dilemma på lunsjen", held_on=date(2024, 10, 8), **STAMPS
    )
    where = {"enterprise": cast.enterprise, "unit": cast.enterprise}
    for title, day, reasons in (
        ("Heftet til nyansatte", date(2024, 3, 1), [Reason("document", document.name_nb, document.key)]),
        ("Heftet fra i fjor", date(2023, 3, 1), [Reason("document", document.name_nb, document.key)]),
        ("Noe annet", date(2024, 3, 2), []),
    ):
        made = register.create_action(**where, fields={"title": title}, reasons=reasons, **given)
        register.complete_action(action=made, done_on=day, result="Gjort", today=TODAY, **given)
    people = signing.add_signers(unit=cast.enterprise, group="hired_in", names=[f"I {n}" for n in range(8)], **given)
    version = document.versions.get()
    for occasion, day, number in (("Nyansattsamling", date(2024, 9, 2), 6), ("Lunsj", date(2024, 9, 3), 2)):
        Attendance.objects.bulk_create(
            Attendance(signer=each, document_version=version, held_on=day, occasion=occasion, **STAMPS)
            for each in people[:number]
        )
    return document


@pytest.mark.requirement("R001-26")
def test_measures_tied_to_a_document_are_listed_for_the_statement_of_their_year(year: Year) -> None:
    lay_measures(year)
    statement = begun(year)
    told = section(drawn(statement), "employer")
    assert "Dette gjorde vi i løpet av året for at «Etiske retningslinjer» skulle være kjent og bli fulgt:" in told
    for words in (
        "Dilemmatrening for ledere (9. oktober 2024)",
        "Dilemma på lunsjen (8. oktober 2024)",
        "Heftet til nyansatte (1. mars 2024)",
        "Gjennomgått på: Nyansattsamling (2. september 2024)",
    ):
        assert words in told, words
    assert "Heftet fra i fjor" not in told, "another year"
    assert "Noe annet" not in told, "tied to no document"
    statement.language = "nn"
    assert "Dilemmatrening for leiarar (9. oktober 2024)" in section(drawn(statement), "employer")


@pytest.mark.requirement("R001-26")
def test_a_documents_page_lists_what_was_done_for_it_year_by_year(year: Year) -> None:
    document = lay_measures(year)
    client = sign_in(Client(), year.cast.kari)
    address = f"/dokumenter/{document.key}/sammenheng"
    client.get(address)
    with at_most(12):
        shown = client.get(address).content.decode()
    newest, oldest = shown.index("<h3>2024</h3>"), shown.index("<h3>2023</h3>")
    assert newest < shown.index("Dilemmatrening for ledere") < oldest < shown.index("Heftet fra i fjor")
    assert "6 var der" in shown
    assert "2 var der" not in shown, "too few to tell of"
    outside = sign_in(Client(), year.cast.people["nils"])
    assert outside.get(address).status_code == 404


def test_an_enterprise_without_guidelines_of_its_own_tells_of_no_measures(year: Year) -> None:
    statement = begun(year)
    with at_most(3):
        assert measures_in(statement) == ()
