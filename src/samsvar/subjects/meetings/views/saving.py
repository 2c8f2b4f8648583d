"""The words of the subject's rules in its forms and buttons, and where its pages hang."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.acts import Acts
from samsvar.platform.forms.pages import FormPage, Words, said_by
from samsvar.platform.forms.pages import form_page as answer_form
from samsvar.platform.forms.pages import was_refused as press
from samsvar.subjects.meetings.presenters.words import REFUSALS

HOME = _("Meetings and reviews")


said = said_by(REFUSALS)
form_page = partial(answer_form, said=said)
was_refused = partial(press, said=said)


def page_under(
    above: tuple[tuple[str, Words], ...], title: Words, button: Words, saved: Words, **more: Any
) -> FormPage:
    """A form's page beneath others: it leads back to the last of them."""
    crumbs = ((reverse("meetings:meetings"), HOME), *above)
    return FormPage(title=title, button=button, back=crumbs[-1][0], crumbs=crumbs, saved=saved, **more)


__all__ = ["HOME", "Acts", "form_page", "page_under", "said", "was_refused"]
