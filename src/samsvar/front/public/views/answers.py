"""The public register: questions and answers that the enterprise has made public."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from samsvar.front.public.places import at_place
from samsvar.platform.access.guards import allow_methods
from samsvar.platform.access.walls import show_enterprises
from samsvar.subjects.information_requests.selectors import published

PAGE = 30


@transaction.atomic
def answers(request: HttpRequest, orgnr: str) -> HttpResponse:
    """All of them, newest first."""
    with at_place(request, orgnr) as place:
        allow_methods(request, "GET", "HEAD")
        show_enterprises([place.enterprise.pk])
        page = Paginator(published(place.enterprise.orgnr), PAGE).get_page(request.GET.get("page"))
        context = {"enterprise": place.enterprise, "here": "answers", "page": page, "place": place}
        return render(request, "public/answers.html", context)


@transaction.atomic
def answer(request: HttpRequest, orgnr: str, key: str) -> HttpResponse:
    """One of them. Unknown, unpublished and another's answer alike."""
    with at_place(request, orgnr) as place:
        show_enterprises([place.enterprise.pk])
        row = published(place.enterprise.orgnr).filter(key=key).select_related("request").first()
        if row is None:
            raise Http404
        allow_methods(request, "GET", "HEAD")
        context = {"enterprise": place.enterprise, "here": "answers", "place": place, "row": row}
        return render(request, "public/answer.html", context)
