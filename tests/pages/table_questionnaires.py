"""Who gets what from the pages of questionnaires."""

from dataclasses import replace

from samsvar.core.catalogues.questionnaires import shipped_questionnaire
from samsvar.core.rules.questionnaires import Kind, Question, editing
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.models import QuestionnaireVersion
from samsvar.subjects.due_diligence.services import questionnaires as services
from tests.cast import CANARY, NOW, Cast
from tests.pages import rows_assessing
from tests.pages.rows import Places, Row, everyone


def lay(cast: Cast) -> Places:
    """A version in use and a draft of ours, and a draft of the neighbour's."""
    used = _in_use(cast, cast.enterprise)
    draft, theirs = _draft(cast, cast.enterprise, "Vårt skjema"), _draft(cast, cast.neighbour, f"Skjema {CANARY}")
    return {
        **rows_assessing.lay(cast),
        "own in use": {"key": used.key},
        "own draft": {"key": draft.key},
        "neighbour's draft": {"key": theirs.key},
        "own section": {"key": draft.key, "section": "section_1"},
        "own question": {"key": draft.key, "question": "question_1"},
        "own gap": {"key": draft.key, "question": "question_1", "number": 1},
    }


def more(cast: Cast, count: int) -> None:
    """Many more questionnaires of the neighbour's."""
    rows_assessing.more(cast, count)
    for number in range(count):
        _draft(cast, cast.neighbour, f"{CANARY} {number}")


def _in_use(cast: Cast, enterprise: OrgUnit) -> QuestionnaireVersion:
    (version,) = services.adopt_shipped(enterprise=enterprise, codes=["wages"], by=cast.actor("kari"), at=NOW)
    return version


def _draft(cast: Cast, enterprise: OrgUnit, title: str) -> QuestionnaireVersion:
    by, texts = cast.actor("kari"), {"nb": title}
    version = services.create_questionnaire(enterprise=enterprise, title=texts, first_section=texts, by=by, at=NOW)
    gaps = shipped_questionnaire("supplier-code").template.questions[0].gaps
    asked = replace(Question("question_1", Kind.YES_NO, texts), gaps=gaps, weight=1)
    return services.change_draft(
        version=version,
        change=lambda template: editing.add_question(template, "section_1", asked),
        seen=version.version,
        by=by,
        at=NOW,
    )


#: Those who read the enterprise's agreements as a whole, and those who also write questionnaires.
_READ = everyone(403, kari=200, nils=200, auditor=200, director=200, chair=200, regional=200, berit=200)
_READ |= dict.fromkeys(("per", "ended", "future"), 404)
_LIST = {**_READ}
_OWN = everyone(404, kari=200, auditor=200, director=200, chair=200)
_THEIRS = everyone(404, nils=200)
_WRITES = everyone(403, kari=200, nils=200, regional=200, berit=200, per=404, ended=404, future=404)
_WRITTEN = {actor: 302 if status == 200 else status for actor, status in _WRITES.items()}
_OWN_WRITE = everyone(404, kari=200, auditor=403, director=403, chair=403)
_OWN_WRITTEN = {**_OWN_WRITE, "kari": 302}
_TEXTS = {"version": "2", "title_nb": "Ny tittel", "section_nb": "Del", "text_nb": "Spørsmål?", "kind": "text"}
_ASKED = {**_TEXTS, "kind": "yes_no", "weight": "1", "mandatory": "on"}
_GAP = {"version": "2", "gravity": "minor", "words_nb": "Ikke lest", "answers": "no"}

ROWS = [
    *rows_assessing.ROWS,
    Row("due_diligence:questionnaires", get=_LIST),
    Row("due_diligence:questionnaire_new", get=_WRITES, post=_WRITTEN, body=_TEXTS),
    Row("due_diligence:questionnaires_adopt", post=_WRITTEN),
    Row("due_diligence:questionnaire", at="own in use", get=_OWN),
    Row("due_diligence:questionnaire", at="own draft", get=_OWN),
    Row("due_diligence:questionnaire", at="neighbour's draft", get=_THEIRS),
    Row("due_diligence:questionnaire_preview", at="own in use", get=_OWN, post=_OWN, body={"q-sector": "cleaning"}),
    Row("due_diligence:questionnaire_preview", at="neighbour's draft", get=_THEIRS, post=_THEIRS, body={}),
    Row("due_diligence:questionnaire_differences", at="own in use", get=everyone(404)),
    Row("due_diligence:questionnaire_begin", at="own in use", post=_OWN_WRITTEN),
    Row(
        "due_diligence:questionnaire_publish",
        at="own draft",
        get=_OWN_WRITE,
        post=_OWN_WRITTEN,
        body={"version": "2"},
    ),
    Row("due_diligence:questionnaire_withdraw", at="own in use", get=_OWN_WRITE, post=_OWN_WRITTEN),
    Row(
        "due_diligence:questionnaire_discard", at="own draft", get=_OWN_WRITE, post=_OWN_WRITTEN, body={"version": "2"}
    ),
    Row("due_diligence:questionnaire_build", at="own draft", get=_OWN_WRITE),
    Row("due_diligence:questionnaire_build", at="own in use", get=everyone(404, auditor=403, director=403, chair=403)),
    Row("due_diligence:questionnaire_build", at="neighbour's draft", get=_THEIRS),
    Row("due_diligence:questionnaire_about", at="own draft", get=_OWN_WRITE, post=_OWN_WRITTEN, body=_TEXTS),
    Row(
        "due_diligence:question_move",
        at="own draft",
        post=_OWN_WRITTEN,
        body={"version": "2", "part": "question:question_1", "to": "up"},
    ),
    Row(
        "due_diligence:question_remove",
        at="own draft",
        post=_OWN_WRITTEN,
        body={"version": "2", "part": "question:question_1"},
    ),
    Row("due_diligence:question_section_new", at="own draft", get=_OWN_WRITE, post=_OWN_WRITTEN, body=_TEXTS),
    Row("due_diligence:question_section", at="own section", get=_OWN_WRITE, post=_OWN_WRITTEN, body=_TEXTS),
    Row("due_diligence:question_new", at="own section", get=_OWN_WRITE, post=_OWN_WRITTEN, body=_TEXTS),
    Row("due_diligence:question_edit", at="own question", get=_OWN_WRITE, post=_OWN_WRITTEN, body=_ASKED),
    Row("due_diligence:question_gap_new", at="own question", get=_OWN_WRITE, post=_OWN_WRITTEN, body=_GAP),
    Row("due_diligence:question_gap", at="own gap", get=_OWN_WRITE, post=_OWN_WRITTEN, body=_GAP),
]
