"""Pages of the frame itself."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from samsvar.platform.ui.cookies import cookie_name
from samsvar.platform.ui.gallery import gallery
from samsvar.platform.ui.services import keep_preference

YEAR_IN_SECONDS = 365 * 24 * 60 * 60
#: `cookie_name` of it is what `LANGUAGE_COOKIE_NAME` says.
LANGUAGE = "django_language"


View = Callable[[HttpRequest], HttpResponse]


def answers_to(*methods: str) -> Callable[[View], View]:
    """405 in words to any other method. For pages that everybody may see; elsewhere sight comes first."""

    def wrapped(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest) -> HttpResponse:
            if request.method in methods:
                return view(request)
            answer = not_allowed(request)
            answer["Allow"] = ", ".join(methods)
            return answer

        return asked

    return wrapped


def back_to(request: HttpRequest) -> HttpResponseRedirect:
    """Where the form was sent from, if that is in this installation; else the start page."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if safe else "/")


def _remember(answer: HttpResponse, name: str, value: str) -> HttpResponse:
    answer.set_cookie(
        cookie_name(name),
        value,
        max_age=YEAR_IN_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@answers_to("POST")
def choose_language(request: HttpRequest) -> HttpResponse:
    """Bokmål, nynorsk or English: in a cookie, and with the person who is signed in."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    if request.user.is_authenticated:
        keep_preference(request.user, language=language)
    return _remember(back_to(request), LANGUAGE, language)


@answers_to("POST")
def choose_scheme(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the machine has it."""
    scheme = request.POST.get("scheme", "")
    if scheme not in ("auto", "light", "dark"):
        return HttpResponseBadRequest()
    if request.user.is_authenticated:
        keep_preference(request.user, colour_scheme="" if scheme == "auto" else scheme)
    return _remember(back_to(request), "scheme", scheme)


@answers_to("POST")
def choose_keys(request: HttpRequest) -> HttpResponse:
    """Keyboard shortcuts on or off (WCAG 2.1.4)."""
    return _remember(back_to(request), "keys", "off" if request.POST.get("keys") == "off" else "on")


@answers_to("POST")
def fold_menu(request: HttpRequest) -> HttpResponse:
    """The menu as icons, or with names."""
    return _remember(back_to(request), "menu", "rail" if request.POST.get("menu") == "rail" else "wide")


@login_required
@answers_to("GET", "HEAD")
def shortcuts(request: HttpRequest) -> HttpResponse:
    """The keys and a switch for them."""
    return render(request, "ui/shortcuts.html")


@answers_to("GET", "HEAD")
def help_index(request: HttpRequest) -> HttpResponse:
    """Help; each subject adds a section to `ui/help_sections.html`."""
    return render(request, "ui/help.html")


@answers_to("GET", "HEAD")
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "ui/accessibility.html")


@login_required
@answers_to("GET", "HEAD")
def components(request: HttpRequest) -> HttpResponse:
    """Every component with its attributes, drawn."""
    return render(request, "ui/components.html", gallery())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler400`."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler403`: the record may be seen, the act may not be done."""
    return render(request, "403.html", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`CSRF_FAILURE_VIEW`: what was sent did not come from a page of ours that is still good."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler404`: says the same of what is hidden and of what is not there."""
    return render(request, "404.html", status=404)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """405 in words."""
    return render(request, "405.html", status=405)
