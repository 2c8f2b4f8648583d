"""The words of the subject's rules in its forms and buttons."""

from functools import partial

from samsvar.platform.forms.pages import form_page as answer_form
from samsvar.platform.forms.pages import was_refused as press
from samsvar.platform.organisation.services import NotAllowed, Refused
from samsvar.subjects.due_diligence.presenters.campaigns.answers import CONCLUDING
from samsvar.subjects.due_diligence.presenters.codes import CHECKING, CLOSING, CRITERIA, LEAVING, refusal, sentences
from samsvar.subjects.due_diligence.presenters.questionnaires.words import fault_words
from samsvar.subjects.due_diligence.services.campaigns.judging import MayNotConclude
from samsvar.subjects.due_diligence.services.checks.checks import CheckRefused
from samsvar.subjects.due_diligence.services.impacts.impacts import MayNotClose
from samsvar.subjects.due_diligence.services.impacts.leaving import MayNotLeave
from samsvar.subjects.due_diligence.services.questionnaires import HasFaults
from samsvar.subjects.due_diligence.services.workforce import NotDocumented


def said(refusing: Refused) -> list[tuple[str, str]]:
    """The field and the sentence of each thing that stands in the way."""
    if isinstance(refusing, MayNotClose):
        return [("", sentence) for sentence in sentences(refusing.reasons, CLOSING)]
    if isinstance(refusing, NotDocumented):
        return [(criterion, str(CRITERIA[criterion])) for criterion in refusing.reasons]
    if isinstance(refusing, CheckRefused):
        return [(field, str(words)) for field, words in (CHECKING[code] for code in refusing.reasons)]
    if isinstance(refusing, MayNotLeave):
        return [(field, str(words)) for field, words in (LEAVING[code] for code in refusing.reasons)]
    if isinstance(refusing, MayNotConclude):
        return [(field, str(words)) for field, words in (CONCLUDING[code] for code in refusing.reasons)]
    if isinstance(refusing, HasFaults):
        return [("", fault_words(fault)) for fault in refusing.faults]
    return [refusal(refusing.code, refusing.facts)] if isinstance(refusing, NotAllowed) else []


form_page = partial(answer_form, said=said)
was_refused = partial(press, said=said)
