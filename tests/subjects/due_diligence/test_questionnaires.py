"""Questionnaires: taken in use, written, published for good, and answered as plain form fields."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict

from samsvar.core.catalogues.questionnaires import shipped_questionnaire, shipped_questionnaires
from samsvar.core.rules.questionnaires import (
    Kind,
    Question,
    Section,
    Template,
    check_answers,
    editing,
    template_from_plain,
)
from samsvar.platform.audit.models import Event
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.subjects.due_diligence.forms.questionnaires.answers import read_answers
from samsvar.subjects.due_diligence.models import Questionnaire, QuestionnaireVersion
from samsvar.subjects.due_diligence.presenters.questionnaires.fields import asked_sections
from samsvar.subjects.due_diligence.selectors import questionnaires as selectors
from samsvar.subjects.due_diligence.services import questionnaires as services
from tests.cast import NOW

ALL = [each.code for each in shipped_questionnaires()]


@pytest.fixture
def who(cast):
    return {"by": cast.actor("kari"), "at": NOW}


@pytest.fixture
def adopted(cast, who):
    (version,) = services.adopt_shipped(enterprise=cast.enterprise, codes=["wages"], **who)
    return version


@pytest.fixture
def draft(cast, who):
    texts = {"nb": "Vårt skjema"}
    return services.create_questionnaire(enterprise=cast.enterprise, title=texts, first_section=texts, **who)


def changed(version, who, change, seen=None):
    return services.change_draft(version=version, change=change, seen=seen or version.version, **who)


def with_question(template):
    return editing.add_question(template, "section_1", Question("question_1", Kind.YES_NO, {"nb": "Ja?"}))


def kinds():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.django_db
def test_all_that_ship_are_taken_in_use_in_one_press(cast, who):
    made = services.adopt_shipped(enterprise=cast.enterprise, codes=ALL, **who)
    assert {version.status for version in made} == {"in_use"}
    assert [version.sha256 for version in made] == [each.sha256 for each in shipped_questionnaires()]
    assert kinds()[-1] == "questionnaires_adopted"
    listed = selectors.questionnaires_of(cast.viewer("kari"), cast.enterprise)
    assert [each.questionnaire.shipped for each in listed] == ALL
    assert selectors.not_adopted(listed) == []
    with pytest.raises(NotAllowed) as refused:
        services.adopt_shipped(enterprise=cast.enterprise, codes=["wages"], **who)
    assert refused.value.code == "adopted_already"
    assert services.adopt_shipped(enterprise=cast.neighbour, codes=["wages"], **who)


@pytest.mark.django_db
def test_a_version_that_is_published_is_never_changed(adopted, who):
    for act in (
        lambda: changed(adopted, who, with_question),
        lambda: services.publish_version(version=adopted, seen=adopted.version, **who),
        lambda: services.discard_draft(version=adopted, seen=adopted.version, **who),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.code == "published"
    assert selectors.is_intact(adopted)
    adopted.document["title"]["nb"] = "Noe annet"
    assert not selectors.is_intact(adopted)


@pytest.mark.django_db
def test_a_new_version_takes_over_and_the_old_one_is_kept(adopted, who):
    new = services.begin_version(questionnaire=adopted.questionnaire, **who)
    assert new.document == adopted.document
    with pytest.raises(NotAllowed) as refused:
        services.begin_version(questionnaire=adopted.questionnaire, **who)
    assert refused.value.code == "draft_already"
    changed(new, who, lambda template: editing.remove_question(template, "payslips"))
    services.publish_version(version=new, seen=new.version, **who)
    adopted.refresh_from_db()
    assert (adopted.status, adopted.document) == ("withdrawn", shipped_questionnaire("wages").document)
    assert selectors.version_in_use(adopted.questionnaire) == new
    assert (new.number, new.shipped_edition, len(new.sha256)) == (2, "", 64)
    assert kinds()[-3:] == ["questionnaire_begun", "questionnaire_changed", "questionnaire_published"]


@pytest.mark.django_db
def test_a_draft_with_faults_is_not_published(draft, who):
    with pytest.raises(services.HasFaults) as refused:
        services.publish_version(version=draft, seen=draft.version, **who)
    assert [fault.code for fault in refused.value.faults] == ["no_questions"]
    assert QuestionnaireVersion.objects.get(pk=draft.pk).is_draft


@pytest.mark.django_db
def test_two_editors_never_overwrite_each_other(draft, who):
    seen = draft.version
    other = QuestionnaireVersion.objects.get(pk=draft.pk)
    changed(draft, who, with_question)
    with pytest.raises(StaleVersion):
        changed(other, who, lambda template: replace(template, title={"nb": "Annet"}), seen=seen)
    held = QuestionnaireVersion.objects.get(pk=draft.pk)
    assert (held.questions, held.titles) == (1, {"nb": "Vårt skjema"})


@pytest.mark.django_db
def test_a_change_that_changes_nothing_leaves_no_event(draft, who):
    before = kinds()
    assert changed(draft, who, lambda template: template).version == draft.version
    assert kinds() == before


@pytest.mark.django_db
def test_a_failed_event_leaves_the_draft_as_it_was(draft, who, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(services, "record", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        changed(draft, who, with_question)
    assert QuestionnaireVersion.objects.get(pk=draft.pk).questions == 0


@pytest.mark.django_db
def test_a_draft_is_thrown_away_with_its_questionnaire(draft, adopted, who):
    services.discard_draft(version=draft, seen=draft.version, **who)
    assert list(Questionnaire.objects.all()) == [adopted.questionnaire]


@pytest.mark.django_db
def test_a_withdrawn_version_is_sent_to_nobody(adopted, who):
    services.withdraw_version(version=adopted, **who)
    assert selectors.version_in_use(adopted.questionnaire) is None
    with pytest.raises(NotAllowed):
        services.withdraw_version(version=adopted, **who)


@pytest.mark.django_db
def test_a_new_question_never_takes_the_id_of_one_that_was_asked(draft, who):
    changed(draft, who, with_question)
    services.publish_version(version=draft, seen=draft.version, **who)
    new = services.begin_version(questionnaire=draft.questionnaire, **who)
    changed(new, who, lambda template: editing.remove_question(template, "question_1"))
    assert editing.free_id(services.ids_ever_used(new), "question") == "question_2"


@pytest.mark.django_db
def test_the_database_keeps_one_draft_and_one_in_use(adopted):
    row = {"enterprise": adopted.enterprise, "questionnaire": adopted.questionnaire, "titles": {}, "document": {}}
    for fields in ({"status": "in_use", "published_at": NOW, "sha256": "a"}, {"status": "draft", "sha256": "a"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            QuestionnaireVersion.objects.create(number=9, questions=0, created_at=NOW, updated_at=NOW, **row, **fields)


def wages():
    return template_from_plain(shipped_questionnaire("wages").document)


def sites():
    return template_from_plain(shipped_questionnaire("sites").document)


def test_of_what_nobody_could_choose_little_is_kept():
    section = Section("s", {}, questions=(Question("q", Kind.SEVERAL, {}),))
    sent = QueryDict(f"q-q=a%00b&q-q={'x' * 500}")
    assert read_answers(Template({}, sections=(section,)), sent) == {"q": ["ab", "x" * 60]}


def test_what_is_sent_in_a_form_becomes_plain_answers():
    sent = QueryDict("q-sector=cleaning&q-workers=1%C2%A0250&q-longest_week=47,5&q-minimum=&q-bank=yes")
    assert read_answers(wages(), sent) == {
        "sector": "cleaning",
        "workers": "1250",
        "longest_week": "47.5",
        "bank": "yes",
    }


def test_a_table_is_read_line_by_line_with_countries_by_name():
    name = "q-factories"
    sent = QueryDict(
        f"{name}-0-name=Oppdiktet+fabrikk&{name}-0-country=Kina&{name}-0-workers=1+200"
        f"&{name}-1-name=&{name}-1-country=&{name}-2-name=Annen&{name}-2-country=ukjent&{name}-3-name=X"
        f"&{name}-3-country=Atlantis&q-sub_suppliers-0-name=&q-sub_suppliers-none=1"
    )
    answers = read_answers(sites(), sent)
    assert answers["factories"] == [
        {"name": "Oppdiktet fabrikk", "country": "CHN", "workers": "1200"},
        {"name": "Annen", "country": "?"},
        {"name": "X", "country": "Atlantis"},
    ]
    assert answers["sub_suppliers"] == "none"
    faults = [(one.code, one.row) for one in check_answers(sites(), {"how_far": "raw", **answers}) if one.row]
    assert faults == [("not_a_country", 3)]


def test_questions_become_fields_with_their_answers_and_what_is_wrong():
    template = wages()
    answers = {"sector": "cleaning", "longest_week": "47.5", "workers": "mange"}
    sections = asked_sections(template, answers, "nb", faults=check_answers(template, answers))
    asked = {question.id: question for section in sections for question in section.questions}
    assert asked["longest_week"].value == "47,5"
    assert [choice.code for choice in asked["sector"].choices if choice.chosen] == ["cleaning"]
    assert "approved" in asked
    assert "housing" not in asked
    assert asked["workers"].value == "mange"
    assert asked["workers"].described_by == "q-workers-hint q-workers-error"
    assert asked["sector"].errors == ()
    english = asked_sections(template, answers, "en", hidden_too=True)
    held = {question.id: question for section in english for question in section.questions}
    assert held["longest_week"].value == "47.5"
    assert not held["housing"].shown
    assert '"name": "q-posted"' in held["housing"].shown_when
