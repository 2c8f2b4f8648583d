"""Confirming who one is before a dangerous step, and the demo's role buttons."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.account.views import LoginView, PasswordSetView
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.views import ConnectionsView
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language
from django.views.generic.base import ContextMixin

from samsvar.platform.access.adapters import TOO_MANY, WAIT_SECONDS
from samsvar.platform.access.demo import demo_people, demo_sign_in_is_open
from samsvar.platform.access.factors import has_second_factor, providers, vouch
from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.organisation.models import Person


class WithProviders(ContextMixin):
    """Adds the enterprises' own sign-in services, and in a demo its people."""

    request: HttpRequest

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "providers": providers()}


class SignIn(WithProviders, LoginView):
    def get_context_data(self, **more: Any) -> dict[str, Any]:
        people = demo_people(get_language() or "nb") if demo_sign_in_is_open(self.request) else []
        return {**super().get_context_data(**more), "demo_people": people}

    def form_invalid(self, form: Form) -> HttpResponse:
        """429 with when to try again where a limit stopped the sign-in."""
        answer: HttpResponse = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, TOO_MANY):
            answer.status_code = 429
            answer["Retry-After"] = str(WAIT_SECONDS)
        return answer


class SetPassword(WithProviders, PasswordSetView):
    pass


class Connections(WithProviders, ConnectionsView):
    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Also which services the person's account is joined at already: those are not offered again."""
        joined = SocialAccount.objects.filter(user=self.request.user).values_list("provider", flat=True)
        return {**super().get_context_data(**more), "joined": set(joined)}


@signed_in
def confirm(request: ViewerRequest) -> HttpResponse:
    """To the code or passkey; who signs in by the enterprise's account alone goes there again; others set one up."""
    allow_methods(request, "GET", "HEAD")
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    if has_second_factor(request):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': target})}")
    if providers() and SocialAccount.objects.filter(user=request.user).exists():
        return render(request, "access/confirm.html", {"providers": providers(), "next": target})
    return redirect("mfa_index")


def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people. 404 wherever this is not a demo on one's own machine."""
    if not demo_sign_in_is_open(request):
        raise Http404
    allow_methods(request, "POST")
    people = Person.objects.filter(demo_only=True, is_active=True)
    person = find_or_404(people, key=request.POST.get("person", "")[:16])
    answer: HttpResponse = perform_login(request, person, email_verification="none", redirect_url="/")
    vouch(request)
    return answer
