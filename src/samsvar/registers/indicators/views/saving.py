"""The words of the register's rules in its forms."""

from functools import partial

from samsvar.platform.forms.pages import form_page as answer_form
from samsvar.platform.forms.pages import was_refused as answer_button
from samsvar.platform.organisation.services import NotAllowed, Refused
from samsvar.registers.indicators.presenters.problems import OF_MEASUREMENT, OF_TARGET, REFUSALS, said
from samsvar.registers.indicators.services.definitions import WrongTarget


def refused(refusing: Refused) -> list[tuple[str, str]]:
    """The field and the sentence of a refusal, or of each."""
    if isinstance(refusing, NotAllowed):
        words = REFUSALS.get(refusing.code)
        name = str(refusing.facts.get("field", ""))
        return [(name, str(words) % refusing.facts)] if words else []
    if isinstance(refusing, WrongTarget):
        return [said(each, OF_TARGET) for each in refusing.problems]
    problems = getattr(refusing, "problems", ())
    return list(dict.fromkeys(said(each, OF_MEASUREMENT) for each in problems))


form_page = partial(answer_form, said=refused)
was_refused = partial(answer_button, said=refused)
