"""The words of the wheel's rules in its forms and buttons."""

from functools import partial

from samsvar.platform.forms.pages import form_page as answer_form
from samsvar.platform.forms.pages import was_refused as press
from samsvar.platform.organisation.services import NotAllowed, Refused
from samsvar.registers.wheel.presenters.words import refusal


def said(refusing: Refused) -> list[tuple[str, str]]:
    """The field and the sentence of a refusal."""
    return [refusal(refusing.code, refusing.facts)] if isinstance(refusing, NotAllowed) else []


form_page = partial(answer_form, said=said)
was_refused = partial(press, said=said)
