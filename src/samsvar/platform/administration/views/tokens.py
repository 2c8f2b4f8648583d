"""API tokens: keys for programs."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access import services
from samsvar.platform.access.factors import require_fresh
from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.models import ApiToken
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.administration.forms import TokenForm
from samsvar.platform.administration.views.saving import attempt, own_enterprise, setting
from samsvar.platform.ui.clock import now, today

USUAL_LIFE = timedelta(days=90)


@signed_in
def tokens(request: ViewerRequest) -> HttpResponse:
    """The enterprise's tokens, those that still open first."""
    enterprise = own_enterprise(request, Permission.MANAGE_TOKENS)
    allow_methods(request, "GET", "HEAD")
    rows = list(ApiToken.objects.filter(enterprise=enterprise).select_related("owner").order_by("-ends_on", "name"))
    rows.sort(key=lambda row: bool(row.revoked_at) or row.ends_on < today())
    return render(request, "administration/tokens.html", {"rows": rows, "enterprise": enterprise, "today": today()})


@signed_in
def add_token(request: ViewerRequest) -> HttpResponse:
    """A new token, shown once."""
    enterprise = own_enterprise(request, Permission.MANAGE_TOKENS)
    allow_methods(request, "GET", "HEAD", "POST")
    viewer = request.viewer
    form = TokenForm(
        request.POST or None,
        holds=lambda permission: viewer.may(permission, enterprise),
        initial={"ends_on": today() + USUAL_LIFE},
    )
    if request.method == "POST":
        require_fresh(request)
        if form.is_valid():
            made = attempt(
                form,
                lambda: services.create_token(enterprise=enterprise, owner=viewer, at=now(), **form.cleaned_data),
            )
            if made:
                return render(request, "administration/token_made.html", {"token": made[0], "secret": made[1]})
    page = setting(_("New API token"), reverse("administration:tokens"), _("Make the token"))
    return render(request, "administration/form.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@signed_in
def revoke_token(request: ViewerRequest, key: str) -> HttpResponse:
    """Ends a token at once."""
    enterprise = own_enterprise(request, Permission.MANAGE_TOKENS)
    token = find_or_404(ApiToken.objects.filter(enterprise=enterprise).select_related("enterprise"), key=key)
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method == "POST":
        require_fresh(request)
        services.revoke_token(token=token, by=request.viewer.actor, at=now())
        messages.success(request, _("The token no longer opens anything."))
        return redirect("administration:tokens")
    return render(request, "administration/revoke_token.html", {"token": token})
