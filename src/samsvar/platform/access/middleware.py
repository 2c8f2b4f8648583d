"""Puts the viewer on the request, and the person's language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from samsvar.platform.access.viewer import viewer_of
from samsvar.platform.ui.clock import today


class ViewerMiddleware:
    """`request.viewer` is None for those not signed in. Roles are read anew at each request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            request.viewer = viewer_of(request.user, on=today())  # type: ignore[attr-defined]
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)
