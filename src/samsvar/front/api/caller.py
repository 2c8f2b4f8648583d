"""Who calls: a program by its token, or a person by the session of the pages. Each is asked once per request."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer, SessionAuth

from samsvar.platform.access.services import digest_of, viewer_of_token
from samsvar.platform.access.viewer import MetRequest, Viewer
from samsvar.platform.ui.clock import now


@dataclass(frozen=True)
class Caller:
    """The viewer behind a call. `holder` names the token or the person: limits and repeated calls count by it."""

    viewer: Viewer
    holder: str
    by_token: bool


class CalledRequest(MetRequest):
    """A request that `identify` has met: what every operation is given."""

    caller: Caller


class Token(HttpBearer):
    """A program's token, `Authorization: Bearer smv_…`, made under API tokens in the setup pages."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        known: Caller | None = getattr(request, "caller", None)
        if known is not None:
            return known if known.by_token else None
        viewer = viewer_of_token(token, at=now())
        return None if viewer is None else Caller(viewer, f"t:{digest_of(token)[:40]}", True)


class Session(SessionAuth):
    """The session of somebody signed in to the pages; unsafe calls need the CSRF token."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        viewer: Viewer | None = getattr(request, "viewer", None)
        if viewer is None or viewer.person is None:
            return None
        holder = f"p:{viewer.person.key}"
        return Caller(replace(viewer, actor=replace(viewer.actor, via="api")), holder, False)


TOKEN, SESSION = Token(), Session()
AUTH: tuple[Any, ...] = (TOKEN, SESSION)


def identify(request: CalledRequest) -> Caller:
    """The caller, kept on the request. A call that bears a token is never taken for its browser's session.

    Raises AuthenticationError; HttpError 403 for a session without its CSRF token.
    """
    found: Caller | None = TOKEN(request) if "Authorization" in request.headers else SESSION(request)
    if not found:
        raise AuthenticationError
    request.caller = found
    return found


def viewer_of_request(request: CalledRequest) -> Viewer:
    """The viewer of an identified call."""
    return request.caller.viewer
