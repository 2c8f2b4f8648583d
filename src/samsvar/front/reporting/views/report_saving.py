"""The words of the reports' rules in their forms and buttons."""

from functools import partial

from samsvar.front.reporting.presenters.reports import REFUSALS
from samsvar.platform.forms.pages import form_page as answer_form
from samsvar.platform.forms.pages import said_by
from samsvar.platform.forms.pages import was_refused as press

said = said_by(REFUSALS)
form_page = partial(answer_form, said=said)
was_refused = partial(press, said=said)
