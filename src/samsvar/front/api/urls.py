"""Addresses of the API. Each goes through `entered`; one name for each, that of its first operation."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from samsvar.front.api.api import API
from samsvar.front.api.entry import entered, nothing
from samsvar.front.api.views import description, operations

app_name = "api"
TAKE_FILES = frozenset({"get_kind"})


def _resources() -> Iterator[URLPattern]:
    """Ninja repeats an address for each of its methods; here it stands once."""
    seen = set()
    for pattern in API.urls[0]:
        route = str(pattern.pattern)
        if not route or route in seen or not isinstance(pattern, URLPattern) or pattern.callback is None:
            continue
        seen.add(route)
        yield path(route, entered(pattern.callback, files=pattern.name in TAKE_FILES), name=pattern.name)


urlpatterns = [
    path("", operations, name="operations"),
    path("openapi.json", entered(description), name="description"),
    *_resources(),
    path("<path:rest>", entered(nothing), name="nothing"),
]
