"""Asking colleagues to answer a part, and ending that."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.rules.questionnaires import text_in
from samsvar.platform.access.guards import allow_methods
from samsvar.platform.links.services import holder_of
from samsvar.platform.organisation.services import NotAllowed
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.forms.answering.forms import ColleagueForm
from samsvar.subjects.due_diligence.presenters.answering import pages as presenter
from samsvar.subjects.due_diligence.selectors.answering.asked import Asked, colleagues_of
from samsvar.subjects.due_diligence.services.answering.colleagues import ask_colleague, end_colleague, may_ask_more
from samsvar.subjects.due_diligence.views.answering.opening import answering, draw, takes


@answering
def colleagues(request: HttpRequest, asked: Asked, place: str) -> HttpResponse:
    """Who answers what, and the form that asks one more."""
    if not asked.is_whole:
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")
    if not takes(asked):
        return _to(place, "answer")
    language = current_language()
    titles = {section.id: text_in(section.title, language) for section, _questions in asked.sections}
    form = ColleagueForm(request.POST or None, parts=list(titles.items()))
    if request.method == "POST" and form.is_valid():
        at = now()
        try:
            if not may_ask_more(asked, at):
                raise NotAllowed("too_many_colleagues")
            ask_colleague(asked=asked, **form.cleaned_data, language=language, by=holder_of(asked.link), at=at)
        except NotAllowed:
            form.add_error(None, _("You have asked very many. End one of them below, or come back tomorrow."))
        else:
            words = _("The link goes by mail to %(address)s.")
            messages.success(request, words % {"address": form.cleaned_data["address"]})
            return _to(place, "answer_colleagues")
    held = colleagues_of(asked)
    lines = [(each, ", ".join(titles[id] for id in each.sections if id in titles)) for each in held]
    parts = presenter.part_lines(asked, held, language)
    status = 422 if form.errors else 200
    return draw(request, "colleagues", asked, place, status, form=form, lines=lines, parts=parts)


@answering
def end(request: HttpRequest, asked: Asked, place: str, key: str) -> HttpResponse:
    """A colleague's link opens nothing more; what was saved by it stays."""
    if not asked.is_whole:
        raise Http404
    allow_methods(request, "POST")
    if not end_colleague(asked=asked, key=key, by=holder_of(asked.link), at=now()):
        raise Http404
    return _to(place, "answer_colleagues")


def _to(place: str, page: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"due_diligence:{page}", args=[place]), status=303)
