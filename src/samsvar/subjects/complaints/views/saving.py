"""The words of the subject's rules in its forms and buttons."""

from functools import partial

from samsvar.platform.evidence.presenters import refusal as file_refusal
from samsvar.platform.forms.pages import form_page as answer_form
from samsvar.platform.forms.pages import was_refused as press
from samsvar.platform.organisation.services import Hindered, NotAllowed, Refused
from samsvar.subjects.complaints.presenters.words import REFUSALS, hindrances, refusal


def said(refusing: Refused) -> list[tuple[str, str]]:
    """The field and the sentence of each thing that stands in the way."""
    if isinstance(refusing, Hindered):
        return hindrances(refusing.reasons)
    if not isinstance(refusing, NotAllowed):
        return []
    if refusing.code not in REFUSALS:
        return [("file", file_refusal(refusing.code, refusing.facts))]
    return [refusal(refusing.code, refusing.facts)]


form_page = partial(answer_form, said=said)
was_refused = partial(press, said=said)
