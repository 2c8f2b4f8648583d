"""The builder and the preview as pages, without scripts."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsvar.core.rules.questionnaires import Kind, template_from_plain
from samsvar.subjects.due_diligence.models import QuestionnaireVersion
from samsvar.subjects.due_diligence.services import questionnaires as services
from tests.cast import NOW
from tests.conftest import sign_in
from tests.queries import at_most, questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def kari(cast: Any, client: Client) -> Client:
    sign_in(client, cast.kari)
    return client


@pytest.fixture
def draft(cast: Any) -> QuestionnaireVersion:
    texts = {"nb": "Vårt skjema"}
    by = cast.actor("kari")
    return services.create_questionnaire(
        enterprise=cast.enterprise, title=texts, first_section={"nb": "Først"}, by=by, at=NOW
    )


def address(name: str, *args: Any) -> str:
    return reverse(f"due_diligence:{name}", args=args)


def held(draft: QuestionnaireVersion) -> Any:
    draft.refresh_from_db()
    return template_from_plain(draft.document)


def add(kari: Client, draft: QuestionnaireVersion, text: str, kind: str) -> str:
    draft.refresh_from_db()
    sent = {"version": draft.version, "text_nb": text, "text_en": f"{text} (en)", "kind": kind}
    answer = kari.post(address("question_new", draft.key, "section_1"), sent)
    assert answer.status_code == 302
    return answer.headers["Location"].rstrip("/").rpartition("/")[2]


def save(kari: Client, draft: QuestionnaireVersion, id: str, **fields: Any) -> Any:
    draft.refresh_from_db()
    sent = {"version": draft.version, "mandatory": "on", "weight": 0, **fields}
    return kari.post(address("question_edit", draft.key, id), sent)


def test_a_questionnaire_is_written_from_the_first_question_to_publishing(kari, draft):
    first = add(kari, draft, "Har dere ansatte?", "yes_no")
    second = add(kari, draft, "Hvem gjør arbeidet?", "choice")
    answer = save(
        kari,
        draft,
        second,
        kind="choice",
        text_nb="Hvem gjør arbeidet?",
        choice_0_nb="Egne ansatte",
        choice_1_nb="Innleide",
        choice_1_nn="Innleigde",
        **{f"when_{first}": ["yes"], "when_every": "all"},
        weight=2,
    )
    assert answer.status_code == 302
    asked = held(draft).question(second)
    assert [(choice.id, dict(choice.text)) for choice in asked.choices] == [
        ("answer_1", {"nb": "Egne ansatte"}),
        ("answer_2", {"nb": "Innleide", "nn": "Innleigde"}),
    ]
    assert [(term.question, term.answers) for term in asked.condition.terms] == [(first, ("yes",))]
    page = kari.get(address("questionnaire_build", draft.key)).content.decode()
    assert "Spørsmålet teller i poengsummen, men ingen svar er avvik" in page
    assert kari.post(address("questionnaire_publish", draft.key), {"version": draft.version}).status_code == 302
    draft.refresh_from_db()
    assert draft.is_draft
    gap = {"version": draft.version, "answers": ["answer_2"], "gravity": "serious", "words_nb": "Bare innleide"}
    assert kari.post(address("question_gap_new", draft.key, second), gap).status_code == 302
    draft.refresh_from_db()
    assert kari.post(address("questionnaire_publish", draft.key), {"version": draft.version}).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.questions) == ("in_use", 2)
    told = kari.get(address("questionnaire", draft.key)).content.decode()
    assert "Vises når svaret på «Har dere ansatte?» er «Ja»." in told
    assert "Alvorlig avvik når svaret er «Innleide»: Bare innleide" in told
    assert "Som ønsket: Egne ansatte" in told
    assert kari.get(address("questionnaire_build", draft.key)).status_code == 404


def test_what_belongs_to_another_kind_is_left_out_when_the_kind_is_changed(kari, draft):
    id = add(kari, draft, "Hvor mange?", "number")
    numbers = {"kind": "number", "text_nb": "Hvor mange?", "unit_nb": "personer", "most": "1 250,5", "decimals": 1}
    save(kari, draft, id, **numbers)
    assert (held(draft).question(id).most, held(draft).question(id).unit) == ("1250.5", {"nb": "personer"})
    save(kari, draft, id, **{**numbers, "kind": "text"})
    asked = held(draft).question(id)
    assert (asked.kind, asked.most, asked.unit) == (Kind.TEXT, "", {})


def test_two_editors_see_both_texts_and_nothing_is_lost(kari, draft):
    id = add(kari, draft, "Spørsmål?", "yes_no")
    draft.refresh_from_db()
    seen = draft.version
    assert save(kari, draft, id, kind="yes_no", text_nb="Deres tekst").status_code == 302
    late = {"version": seen, "mandatory": "on", "weight": 0, "kind": "yes_no", "text_nb": "Min tekst"}
    answer = kari.post(address("question_edit", draft.key, id), late)
    assert answer.status_code == 409
    assert "Deres tekst" in answer.content.decode()
    assert "Min tekst" in answer.content.decode()
    assert held(draft).question(id).text["nb"] == "Deres tekst"
    draft.refresh_from_db()
    assert kari.post(address("question_edit", draft.key, id), {**late, "version": draft.version}).status_code == 302
    assert held(draft).question(id).text == {"nb": "Min tekst"}


def test_an_old_page_moves_and_removes_nothing(kari, draft):
    add(kari, draft, "En", "yes_no")
    add(kari, draft, "To", "yes_no")
    before = held(draft)
    for name, sent in (("question_move", {"to": "down"}), ("question_remove", {})):
        kari.post(address(name, draft.key), {"part": "question:question_1", "version": 1, **sent})
        assert held(draft) == before
    draft.refresh_from_db()
    sent = {"part": "question:question_1", "to": "down", "version": draft.version}
    kari.post(address("question_move", draft.key), sent)
    assert [each.id for each in held(draft).questions] == ["question_2", "question_1"]


@pytest.mark.parametrize("part", ["", "gap:a b:1", "gap:question_1:x", "gap:question_1", "page:1"])
def test_what_is_no_part_of_the_questionnaire_is_not_found(kari, draft, part):
    add(kari, draft, "En", "yes_no")
    draft.refresh_from_db()
    assert kari.post(address("question_remove", draft.key), {"part": part, "version": draft.version}).status_code == 404


def test_a_text_is_asked_for_in_at_least_one_language(kari, draft):
    answer = kari.post(address("question_new", draft.key, "section_1"), {"version": draft.version, "kind": "text"})
    assert answer.status_code == 422
    assert "Skriv det på minst ett språk." in answer.content.decode()


def test_the_preview_opens_questions_and_tells_what_would_be_found(cast, kari):
    (version,) = services.adopt_shipped(enterprise=cast.enterprise, codes=["wages"], by=cast.actor("kari"), at=NOW)
    where = address("questionnaire_preview", version.key)
    page = kari.get(f"{where}?language=en").content.decode()
    assert "Which sector is the work in?" in page
    assert "We do not know" in page
    page = kari.post(where, {"q-sector": "cleaning", "q-approved": "no", "q-bank": "yes"}).content.decode()
    assert "Ikke godkjent av Arbeidstilsynet" in page
    assert "4 av 4" in page
    assert "Svar på spørsmålet." in page


def test_the_pages_need_few_queries_however_many_versions_there_are(cast, kari, draft):
    by = cast.actor("kari")
    services.adopt_shipped(enterprise=cast.enterprise, codes=["wages"], by=by, at=NOW)
    kari.get(address("questionnaires"))
    with CaptureQueriesContext(connection) as captured:
        kari.get(address("questionnaires"))
    few = len(questions(captured))
    services.adopt_shipped(enterprise=cast.enterprise, codes=["sites", "climate", "supplier-code"], by=by, at=NOW)
    with at_most(few):
        kari.get(address("questionnaires"))
    for name in ("questionnaire", "questionnaire_build", "questionnaire_preview"):
        kari.get(address(name, draft.key))
        with at_most(12):
            kari.get(address(name, draft.key))
