"""What every view asks before it does anything."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import ask
from samsvar.platform.access.viewer import MetRequest, Viewer
from samsvar.platform.organisation.models import OrgUnit

View = Callable[..., HttpResponse]
Found = TypeVar("Found")


def signed_in(view: View) -> View:
    """Sends those not signed in to the sign-in page; an htmx call is told to go there whole."""

    @wraps(view)
    def guarded(request: MetRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None:
            if request.headers.get("HX-Request"):
                answer = HttpResponse(status=204)
                answer["HX-Redirect"] = redirect_to_login(request.get_full_path()).url
                return answer
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def find_or_404(rows: QuerySet[Any], **lookup: Any) -> Any:
    """The one row; anything else is a 404 that tells nothing."""
    if any(isinstance(value, str) and "\0" in value for value in lookup.values()):
        raise Http404  # PostgreSQL takes none in a text
    try:
        return rows.get(**lookup)
    except (rows.model.DoesNotExist, rows.model.MultipleObjectsReturned, ValueError):
        raise Http404 from None


def ask_or_404(question: Hashable, build: Callable[[], QuerySet[Any]], **given: Any) -> Any:
    """The one row of a query that is put together once (`prepared.ask`); anything else is a 404 that tells nothing."""
    try:
        found = ask(question, build, **given)
    except ValueError:  # no such text can be a key
        found = []
    if len(found) != 1:
        raise Http404
    return found[0]


def require(viewer: Viewer, permission: Permission, unit: OrgUnit) -> None:
    """403 for somebody who sees the row but may not do this. Raises PermissionDenied."""
    if not viewer.may(permission, unit):
        raise PermissionDenied


def allow_methods(request: HttpRequest, *methods: str) -> None:
    """405, asked only after sight so that the answer tells nothing of what exists."""
    if request.method not in methods:
        raise MethodNotAllowed(methods)


class MethodNotAllowed(Exception):
    """Turned into 405 by `samsvar.platform.access.middleware`."""

    def __init__(self, methods: tuple[str, ...]) -> None:
        super().__init__(", ".join(methods))
        self.methods = methods
