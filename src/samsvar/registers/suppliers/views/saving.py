"""The words of the register's rules in its forms."""

from functools import partial

from samsvar.platform.forms.pages import form_page as answer_form
from samsvar.platform.organisation.services import NotAllowed, Refused
from samsvar.registers.suppliers.presenters import refusal


def said(refusing: Refused) -> list[tuple[str, str]]:
    """The field and the sentence of a refusal."""
    return [refusal(refusing.code, refusing.facts)] if isinstance(refusing, NotAllowed) else []


form_page = partial(answer_form, said=said)
