"""The words of the subject's rules in its forms and buttons."""

from functools import partial

from samsvar.platform.forms.pages import form_page as answer_form
from samsvar.platform.forms.pages import said_by
from samsvar.platform.forms.pages import was_refused as press
from samsvar.subjects.climate.presenters.words import REFUSALS

said = said_by(REFUSALS)
form_page = partial(answer_form, said=said)
was_refused = partial(press, said=said)
