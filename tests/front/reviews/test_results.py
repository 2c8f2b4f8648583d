"""What the shipped activities of the wheel come to, on the page of each one's occurrence."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.front.reviews.results import SHOWN, Found
from samsvar.platform.delivery.composing import KINDS, NotWanted
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.registers.wheel.models import Occurrence
from samsvar.registers.wheel.services.activities import adopt_shipped
from samsvar.subjects.due_diligence.models import AssessmentRun
from samsvar.subjects.governance.models import GoverningDocument, Requirement
from samsvar.subjects.governance.services import assignments, documents
from samsvar.subjects.governance.services.adopting import adopt_documents
from samsvar.subjects.governance.services.reminding import REVIEW, remind_of_reviews
from samsvar.subjects.governance.services.requirements import add_requirement, back_requirement
from samsvar.subjects.meetings.models import Review
from samsvar.subjects.meetings.services.reviews import begin_review
from samsvar.subjects.statements.models import Statement
from tests.cast import NOW, TODAY, Cast
from tests.conftest import sign_in
from tests.queries import at_most

pytestmark = pytest.mark.django_db
STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


@pytest.fixture
def given(cast: Cast) -> dict[str, Any]:
    """The region holds the wheel that ships."""
    given = {"by": cast.actor("regional"), "at": NOW}
    adopt_shipped(enterprise=cast.units["region"], **given)
    return given


def occurrence_at(cast: Cast, name: str, code: str) -> Occurrence:
    return Occurrence.objects.get(enterprise=cast.units[name], activity__code=code, year=2025)


def found_at(cast: Cast, who: str, occurrence: Occurrence) -> Found:
    return SHOWN[occurrence.activity.result](cast.viewer(who), occurrence).found


@pytest.mark.requirement("R000-42")
def test_the_owners_assignments_are_taken_in_as_requirements_and_stand_with_their_state(cast: Cast, given) -> None:
    region = cast.units["region"]
    occurrence = occurrence_at(cast, "region", "owner-assignments")
    assert found_at(cast, "regional", occurrence).lines == []
    adopt_documents(enterprise=region, codes=["assignment-document"], **given)
    letter = GoverningDocument.objects.get(code="assignment-document")
    assigned = {"kind": "assignment", "year": 2025, "giver": "Departementet", "document": letter, "text": "Kutt køene"}
    assignments.register_assignment(enterprise=region, fields=assigned, receivers=[region], **given)
    asked = {"name_nb": "Ha en plan for kortere ventetid", "phase": "plan", "asks_of": ";region;"}
    taken: Requirement = add_requirement(document=letter, fields={**asked, "answered_by": ";evidence;"}, **given)

    def shown() -> dict[str, tuple[str, str]]:
        lines = found_at(cast, "regional", occurrence).lines
        return {str(line.title): (line.address, str(line.stands)) for line in lines}

    address = reverse("governance:requirement", args=[taken.key])
    assert shown()["Ha en plan for kortere ventetid"] == (address, "ikke dekket")
    assert shown()["Kutt køene"][1] == "0 av 1 har svart"
    plan = {"label": "Planen", "made_on": TODAY}
    back_requirement(requirement=taken, unit=region, kind="evidence", fields=plan, **given)
    assert shown()["Ha en plan for kortere ventetid"] == (address, "dekket")


@pytest.mark.requirement("R000-46")
def test_the_years_assessments_and_statement_stand_with_how_far_they_have_come(cast: Cast, given) -> None:
    liksom = cast.units["liksom"]
    occurrence = occurrence_at(cast, "liksom", "due-diligence")
    lines = found_at(cast, "berit", occurrence).lines
    assert [(str(line.stands), line.kind) for line in lines] == [("ikke gjort i år", "warn"), ("ikke begynt", "warn")]
    run = {"on": TODAY, "at": NOW, "editions": {}, "method_code": "a", "method_version": 1, "contracts": 3}
    AssessmentRun.objects.create(enterprise=liksom, **run)
    period = {"period_from": date(2024, 1, 1), "period_to": date(2024, 12, 31)}
    statement = Statement.objects.create(enterprise=liksom, year=2024, published_at=NOW, **period, **STAMPS)
    assessed, told = found_at(cast, "berit", occurrence).lines
    assert (assessed.stands, assessed.on, assessed.kind) == ("ferdig", TODAY, "good")
    assert (told.address, told.kind) == (reverse("statements:workspace", args=[statement.key]), "good")
    client = sign_in(Client(), cast.berit)
    client.get(reverse("wheel:year"))
    with at_most(12):
        page = client.get(reverse("wheel:occurrence", args=[occurrence.key])).content.decode()
    assert told.address in page


@pytest.mark.requirement("R000-09", "R000-50")
def test_documents_are_gathered_in_the_yearly_review_told_of_before_it_and_each_is_decided(cast: Cast, given) -> None:
    region = cast.units["region"]
    names = ("Etiske retningslinjer", "Innkjøpspolicy", "Reiseregler")
    for number, name in enumerate(names):
        made = documents.register_document(unit=region, fields={"kind": "guideline", "name_nb": name}, **given)
        documents.set_review_rule(document=made, months=12, **given)
        held = {"outcome": "keep", "reviewed_on": date(2024, 5, 24 + number)}
        documents.review_document(document=made, **held, **given)
    later = documents.register_document(unit=region, fields={"kind": "goals", "name_nb": "Klimamål"}, **given)
    documents.set_review_rule(document=later, months=36, **given)
    documents.review_document(document=later, outcome="keep", reviewed_on=date(2024, 5, 24), **given)
    occurrence = occurrence_at(cast, "region", "document-review")
    about = {"enterprise": region, "by": given["by"]}
    assert remind_of_reviews(**about, at=NOW) == 0, "none is due yet, and the review is far off"

    Occurrence.objects.filter(pk=occurrence.pk).update(opens_on=None, due_on=TODAY + timedelta(days=10))
    occurrence = occurrence_at(cast, "region", "document-review")
    assert remind_of_reviews(**about, at=NOW) > 0
    assert remind_of_reviews(**about, at=NOW + timedelta(days=3)) == 0, "once before the review"
    letter = OutgoingMessage.objects.filter(kind=REVIEW).first()
    mail = KINDS[REVIEW].compose(letter, NOW)
    address = reverse("wheel:occurrence", args=[occurrence.key])
    assert mail.subject.startswith("3 ")
    assert address in mail.text

    assert [line.title for line in found_at(cast, "regional", occurrence).documents] == sorted(names)
    fields = {"unit": region, "year": 2025}
    review: Review = begin_review(enterprise=region, kind="documents", fields=fields, **given)
    client = sign_in(Client(), cast.regional)
    keys = {line.title: line.key for line in found_at(cast, "regional", occurrence).documents}
    ways = [reverse("meetings:review_document", args=[review.key, keys[name]]) for name in names]
    page = client.get(address).content.decode()
    assert all(way in page for way in ways)
    assert client.post(ways[1], {"verdict": "change", "reason": ""}).status_code == 422, "a change has a reason"
    for way, verdict, reason in zip(ways, ("keep", "change", "withdraw"), ("", "Ny lov", "Avløst"), strict=True):
        assert client.post(way, {"verdict": verdict, "reason": reason}).status_code == 302
    client.get(address)
    with at_most(12):
        page = client.get(address).content.decode()
    for words in ("Behold", "Endre", "Trekk tilbake"):
        assert words in page, words
    assert {line.title: line.row.verdict for line in found_at(cast, "regional", occurrence).documents if line.row} == {
        "Etiske retningslinjer": "keep", "Innkjøpspolicy": "change", "Reiseregler": "withdraw",
    }  # fmt: skip
    Occurrence.objects.filter(pk=occurrence.pk).update(state="done", done_on=TODAY)
    with pytest.raises(NotWanted):
        KINDS[REVIEW].compose(letter, NOW)
