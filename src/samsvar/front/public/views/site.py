"""An enterprise's public site: its front page, how it handles complaints, what it asks of suppliers, and numbers."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samsvar.core.catalogues.questionnaires import shipped_questionnaire
from samsvar.front.public import selectors
from samsvar.front.public.places import Place, at_place
from samsvar.platform.access.guards import allow_methods
from samsvar.platform.access.walls import show_enterprises
from samsvar.platform.ui.clock import today
from samsvar.subjects.complaints.selectors import promise_of
from samsvar.subjects.information_requests.selectors import published
from samsvar.subjects.openness.models import TextKind
from samsvar.subjects.openness.selectors import shown_texts
from samsvar.subjects.strategy.selectors.process import published_of

ANSWERS_SHOWN = 3


@transaction.atomic
def home(request: HttpRequest, orgnr: str) -> HttpResponse:
    """Statements by year, how the enterprise works, and how to ask and complain."""
    with at_place(request, orgnr) as place:
        allow_methods(request, "GET", "HEAD")
        show_enterprises([place.enterprise.pk])
        texts = shown_texts(place.enterprise, place.language)
        context = {
            **_around(place, "home"),
            "answers": published(place.enterprise.orgnr)[:ANSWERS_SHOWN],
            "assessed_on": selectors.assessed_on(place.enterprise),
            "how": texts.get(TextKind.HOW_WE_WORK),
            "promise": promise_of(place.enterprise),
            "statements": selectors.published_statements(place.enterprise),
            "sustainability": published_of(place.enterprise),
            "supplier_text": texts.get(TextKind.SUPPLIER_CODE),
            "supplier_code": selectors.supplier_code_of(place.enterprise, today()),
        }
        return render(request, "public/home.html", context)


@transaction.atomic
def about_complaints(request: HttpRequest, orgnr: str) -> HttpResponse:
    """The principles: what is promised, what happens, and where else one can go."""
    with at_place(request, orgnr) as place:
        allow_methods(request, "GET", "HEAD")
        show_enterprises([place.enterprise.pk])
        text = shown_texts(place.enterprise, place.language).get(TextKind.COMPLAINTS)
        context = {**_around(place, "complain"), "promise": promise_of(place.enterprise), "text": text}
        return render(request, "public/about_complaints.html", context)


@transaction.atomic
def supplier_code(request: HttpRequest, orgnr: str) -> HttpResponse:
    """What suppliers must accept: the enterprise's own words or document, and what they are asked to answer for."""
    with at_place(request, orgnr) as place:
        allow_methods(request, "GET", "HEAD")
        show_enterprises([place.enterprise.pk])
        code = selectors.supplier_code_of(place.enterprise, today())
        template = shipped_questionnaire("supplier-code").template
        context = {
            **_around(place, "home"),
            "asked": [
                (section.title[place.language], [question.text[place.language] for question in section.questions])
                for section in template.sections
            ],
            "code": code,
            "sources": template.sources.get(place.language, ""),
            "text": shown_texts(place.enterprise, place.language).get(TextKind.SUPPLIER_CODE),
            "themes": [line for line in code.themes.splitlines() if line.strip()] if code else [],
        }
        return render(request, "public/supplier_code.html", context)


@transaction.atomic
def numbers(request: HttpRequest, orgnr: str) -> HttpResponse:
    """Complaints and requests of the years that are over, as far as nobody can be told from them."""
    with at_place(request, orgnr) as place:
        allow_methods(request, "GET", "HEAD")
        show_enterprises([place.enterprise.pk])
        context = {
            **_around(place, "numbers"),
            "complaints": selectors.complaints_by_year(place.enterprise, today()),
            "requests": selectors.requests_by_year(place.enterprise, today()),
        }
        return render(request, "public/numbers.html", context)


def _around(place: Place, here: str) -> dict[str, Any]:
    return {"enterprise": place.enterprise, "here": here, "place": place}
