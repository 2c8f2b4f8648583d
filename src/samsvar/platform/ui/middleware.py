"""Headers on every answer, and the page for a fault of ours."""

import logging
import secrets
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from samsvar.platform.ui.logs import about, note

FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in FEATURES)
#: Exceptions that are answers, not faults.
ANSWERS = (Http404, PermissionDenied, SuspiciousOperation, BadRequest)
REFERENCE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class FaultyRequest(HttpRequest):
    """A request that a fault of ours has stopped."""

    fault_reference: str


class HeadersMiddleware:
    """Permissions off, same origin only, nothing kept of what stands behind sign-in, cleared at sign-out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        answer.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        answer.headers.setdefault("X-Content-Type-Options", "nosniff")
        patch_vary_headers(answer, ["HX-Request"])
        user = getattr(request, "user", None)
        signed_out = _just_signed_out(request, answer)
        if signed_out:
            answer["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        if signed_out or (user is not None and user.is_authenticated):
            answer.headers["Cache-Control"] = "no-store"
        return answer

    def process_exception(self, request: FaultyRequest, exception: Exception) -> None:
        """Gives the fault a reference that the person can read out, and writes it to the log."""
        if isinstance(exception, ANSWERS):
            return
        request.fault_reference = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(4))
        note("fault", level=logging.ERROR, fault=exception, reference=request.fault_reference, **about(request))


class HttpsMiddleware:
    """Programs are refused plain http, and not led on: else a secret travels in clear each time and nobody sees it.

    Stands before the middleware that leads people's browsers to https.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and _is_for_programs(request.path_info):
            return JsonResponse({"error": {"code": "https_only", "message": "Use https."}}, status=403)
        return self.get_response(request)


def _is_for_programs(path: str) -> bool:
    """The API, and calendars that programs subscribe to."""
    return path.startswith("/api/") or path.endswith(".ics")


class AddressMiddleware:
    """An address with a NUL in its path is a bad request, whatever it names: PostgreSQL takes none in a text.

    The API has its own words for it, and what is asked after the path is judged where it is read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info and not request.path_info.startswith("/api/"):
            raise BadRequest("NUL")
        return self.get_response(request)


def _just_signed_out(request: HttpRequest, answer: HttpResponse) -> bool:
    """A sign-out that went through: the POST answered with a redirect and nobody is signed in any more."""
    left = request.method == "POST" and request.path.endswith("/logout/") and answer.status_code in (302, 303)
    return left and not getattr(getattr(request, "user", None), "is_authenticated", False)


def server_fault(request: HttpRequest) -> HttpResponse:
    """`handler500`: depends on nothing that may have failed (no database, no frame)."""
    page = render_to_string("500.html", {"reference": getattr(request, "fault_reference", "")})
    return HttpResponse(page, status=500)
