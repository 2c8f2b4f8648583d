"""The API's description: as OpenAPI for programs, as a plain page for people."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from samsvar.front.api.api import described
from samsvar.front.api.entry import as_json
from samsvar.platform.access.guards import allow_methods, signed_in


@dataclass(frozen=True)
class OperationLine:
    """One operation as the page lists it."""

    method: str
    path: str
    summary: str


def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document, in English whoever asks. Behind sign-in like everything it describes."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    with translation.override("en"):
        return as_json(described(reverse("api:operations")))


@signed_in
def operations(request: HttpRequest) -> HttpResponse:
    """Every operation with its method, address and what it does."""
    allow_methods(request, "GET", "HEAD")
    paths = described(reverse("api:operations"))["paths"]
    groups: dict[str, list[OperationLine]] = {}
    for address, methods in paths.items():
        for method, operation in methods.items():
            line = OperationLine(method.upper(), address, str(operation["summary"]))
            groups.setdefault(operation["tags"][0], []).append(line)
    return render(request, "api/operations.html", {"groups": list(groups.values())})
