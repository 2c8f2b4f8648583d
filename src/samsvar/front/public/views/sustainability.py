"""How an enterprise works with sustainability, as it stood when somebody there made it public."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from samsvar.front.public.places import at_place
from samsvar.platform.access.guards import allow_methods
from samsvar.platform.access.walls import show_enterprises
from samsvar.subjects.strategy.presenters.public import as_shown
from samsvar.subjects.strategy.selectors.process import published_of


@transaction.atomic
def sustainability(request: HttpRequest, orgnr: str) -> HttpResponse:
    """Dimensions with goals, promises with status, steps and contacts. Nothing published answers as nothing there."""
    with at_place(request, orgnr) as place:
        show_enterprises([place.enterprise.pk])
        found = published_of(place.enterprise)
        if found is None:
            raise Http404
        allow_methods(request, "GET", "HEAD")
        context = {
            "enterprise": place.enterprise,
            "here": "sustainability",
            "place": place,
            "process": found,
            "shown": as_shown(found.shown, found.shown_language),
        }
        return render(request, "public/sustainability.html", context)
