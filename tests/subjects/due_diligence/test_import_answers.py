"""Answers read in from a file: whole, once, and none where one of them is wrong."""

from datetime import timedelta
from io import BytesIO

import pytest

from samsvar.core.readers.answers import read_answers
from samsvar.core.rules.campaigns import Wanted
from samsvar.core.rules.questionnaires import Choice, Kind, Question
from samsvar.core.rules.questionnaires.from_text import answer_from_text
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence.models import SupplierAnswer
from samsvar.subjects.due_diligence.services import questionnaires
from samsvar.subjects.due_diligence.services.answering.importing import import_answers
from samsvar.subjects.due_diligence.services.campaigns import campaigns, recipients, sending
from samsvar.subjects.due_diligence.services.campaigns.recipients import Contact
from tests.cast import NOW, TODAY
from tests.subjects.due_diligence.chain import make_contract, make_supplier

HEAD = "Kampanje;Orgnr;Spørsmål;Svar;Besvart;Besvart av"
WHOLE = {"sector": "Renhold", "workers": "12", "posted": "nei", "tiers": "t0", "minimum": "all", "lowest": "236,54"}
WHOLE |= dict.fromkeys(("overtime", "bank", "contracts", "approved", "pension"), "ja")
WHOLE |= {"longest_week": "52", "cards": "all", "inspection": "not_inspected"}


def file_of(answers, orgnr="923456783"):
    lines = [f"K-2025-01;{orgnr};{question};{answer};15.05.2025;Pål Påfunn" for question, answer in answers.items()]
    return BytesIO("\n".join([HEAD, *lines]).encode())


@pytest.fixture
def read(cast, editions):
    """Reads a file in for a campaign that runs; by what the rows came to."""
    who = {"by": cast.actor("kari"), "at": NOW}
    (version,) = questionnaires.adopt_shipped(enterprise=cast.enterprise, codes=["wages"], **who)
    make_contract(cast.enterprise, supplier=make_supplier(cast.enterprise, "Påfunn Renhold AS", orgnr="923456783"))
    plan = {"opens_on": TODAY, "due_on": TODAY + timedelta(days=21), "reminders": []}
    fields = {"title": "Egenrapport", "letter": {"nb": "Vi spør."}, **plan}
    made = campaigns.create_campaign(unit=cast.enterprise, version=version, wanted=Wanted(), fields=fields, **who)
    recipients.set_contact(recipient=made.recipients.get(), contact=Contact("", "a@example.org"), **who)
    sending.begin_campaign(campaign=made, **who)

    def read(answers, *, dry_run=False, **more):
        found = read_answers(file_of(answers, **more), "svar.csv")
        assert found.errors == ()
        return import_answers(enterprise=cast.enterprise, rows=found.rows, dry_run=dry_run, **who)

    return read


@pytest.mark.django_db
def test_a_file_is_tried_read_in_and_the_second_time_changes_nothing(read):
    assert read(WHOLE, dry_run=True).created == 1
    assert not SupplierAnswer.objects.exists()
    assert read(WHOLE).created == 1
    answer = SupplierAnswer.objects.get()
    assert (answer.source, answer.submitted_by, answer.answers["lowest"]) == ("import", "Pål Påfunn", "236.54")
    assert str(answer.submitted_at.date()) == "2025-05-15"
    assert Supplier.objects.get(orgnr="923456783").open_gaps == 1
    again = read(WHOLE)
    assert (again.created, again.unchanged) == (0, 1)
    assert [error.code for error in read({**WHOLE, "workers": "13"}).errors] == ["answered_otherwise"]
    assert SupplierAnswer.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "more", "code"),
    [
        ({"sector": "Renhold"}, {}, "questions_left"),
        ({**WHOLE, "finnesikke": "ja"}, {}, "unknown_question"),
        ({**WHOLE, "posted": "kanskje"}, {}, "no_answer_to_question"),
        ({**WHOLE, "payslips": "fil.pdf"}, {}, "no_answer_to_question"),
        (WHOLE, {"orgnr": "974760673"}, "supplier_not_asked"),
    ],
)
def test_a_file_with_an_error_leaves_nothing(read, answers, more, code):
    assert [error.code for error in read(answers, **more).errors][:1] == [code]
    assert not SupplierAnswer.objects.exists()


@pytest.mark.parametrize(
    ("kind", "cells", "answer"),
    [
        (Kind.YES_NO, ("Ja",), "yes"),
        (Kind.CHOICE, ("alle  får det",), "all"),
        (Kind.SEVERAL, ("all; Noen",), ["all", "some"]),
        (Kind.NUMBER, ("1 250,5",), "1250.5"),
        (Kind.DATE, ("2025-05-20",), "2025-05-20"),
        (
            Kind.TABLE,
            ("name=Fabrikken; country=CHN", "Verket"),
            [{"name": "Fabrikken", "country": "CHN"}, {"name": "Verket"}],
        ),
        (Kind.TABLE, ("ingen",), "none"),
    ],
)
def test_a_cell_is_read_as_its_question_asks(kind, cells, answer):
    choices = (Choice("all", {"nb": "Alle får det"}), Choice("some", {"nb": "Noen"}))
    question = Question(
        "q", kind, {"nb": "?"}, choices=choices, columns=("name", "country"), decimals=2, allows_none=True
    )
    assert answer_from_text(question, cells) == answer
