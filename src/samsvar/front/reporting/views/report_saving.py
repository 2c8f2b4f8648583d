"""The words of the reports' rules in their forms and buttons."""

from functools import partial

from samsvar.front.reporting.presenters.reports import refusal
from samsvar.platform.forms.pages import form_page as answer_form
from samsvar.platform.forms.pages import was_refused as press
from samsvar.platform.organisation.services import NotAllowed, Refused


def said(refusing: Refused) -> list[tuple[str, str]]:
    """The field and the sentence of what stands in the way."""
    return [refusal(refusing.code, refusing.facts)] if isinstance(refusing, NotAllowed) else []


form_page = partial(answer_form, said=said)
was_refused = partial(press, said=said)
