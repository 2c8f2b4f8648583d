"""What all pages of the supplier's share: the link, what it opens, and the language."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.debug import sensitive_variables

from samsvar.core.rules.questionnaires import text_in
from samsvar.platform.links.limits import block_of, within
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.services import LinkGone, place_of
from samsvar.platform.links.views import by_link, take_secret
from samsvar.platform.ui.clock import today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.selectors.answering.asked import Asked, find_asked
from samsvar.subjects.due_diligence.services.answering.links import ANSWER
from samsvar.subjects.due_diligence.services.answering.recording import takes_answers

MOST_OF_BLOCK, MOST_OF_ALL = 3_000, 12_000
"""Forms sent in a minute, from one address block and by all; each link has its own limit besides."""

Page = Callable[..., HttpResponse]


@sensitive_variables("secret")
def answer_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in a letter: its secret leaves the address at once."""
    return take_secret(request, secret, purpose=ANSWER, onward=reverse("due_diligence:answer", args=[place_of(secret)]))


def _few_enough(request: HttpRequest, at: datetime) -> bool:
    return within("answering", block_of(request, at), at=at, most=MOST_OF_BLOCK, seconds=60) and within(
        "answering_all", "", at=at, most=MOST_OF_ALL, seconds=60
    )


def answering(view: Page) -> Page:
    """For a page of the supplier's: `view(request, asked, place=…)`, in the language the supplier reads.

    That is the language chosen on the page, else the recipient's.
    """

    @by_link(ANSWER, _few_enough)
    @wraps(view)
    def asked_first(request: HttpRequest, link: SingleLink, *, place: str, **more: Any) -> HttpResponse:
        asked = find_asked(link)
        if asked is None:
            raise LinkGone
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else asked.recipient.language):
            return view(request, asked, place=place, **more)

    return asked_first


def takes(asked: Asked) -> bool:
    """Whether answers are taken now."""
    return takes_answers(asked.recipient, today())


def draw(request: HttpRequest, template: str, asked: Asked, place: str, status: int = 200, **more: Any) -> HttpResponse:
    """One of the supplier's pages."""
    context = {
        "asked": asked,
        "contact_address": asked.campaign.contact_address,
        "contact_name": asked.campaign.contact_name,
        "due_on": asked.recipient.due_on,
        "enterprise": asked.enterprise,
        "open": takes(asked),
        "place": place,
        "questionnaire": text_in(asked.template.title, current_language()),
        **more,
    }
    return render(request, f"due_diligence/answering/{template}.html", context, status=status)
