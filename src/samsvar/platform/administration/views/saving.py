"""What the forms here do with a rule's refusal and with somebody who saved first, and whose settings are open."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import Http404

from samsvar.platform.access.guards import require
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.administration.presenters import refusal
from samsvar.platform.forms.pages import FormPage, add_refusal
from samsvar.platform.forms.pages import form_page as answer_form
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import NotAllowed, Refused


def said(refusing: Refused) -> list[tuple[str, str]]:
    """The sentence of a refusal; it belongs to the whole form."""
    return [("", refusal(refusing.code, refusing.facts))] if isinstance(refusing, NotAllowed) else []


form_page = partial(answer_form, said=said)


def attempt(form: forms.Form, act: Callable[[], Any]) -> Any:
    """Do it. None where a rule refuses, which then is an error of the form."""
    try:
        return act()
    except Refused as refusing:
        add_refusal(form, refusing, said)
        return None


def setting(title: str, back: str, button: str, **more: Any) -> FormPage:
    """The page of a form among the settings."""
    more.setdefault("crumbs", ())
    return FormPage(title, back, button=button, template="administration/form.html", **more)


def own_enterprise(request: ViewerRequest, permission: Permission) -> OrgUnit:
    """The chosen unit's enterprise. 404 where the viewer does not see the enterprise itself."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    if not viewer.may(Permission.VIEW_UNITS, enterprise):
        raise Http404
    require(viewer, permission, enterprise)
    return enterprise


def may(request: ViewerRequest, permission: Permission, unit: OrgUnit) -> bool:
    """Whether a button is drawn."""
    viewer: Viewer = request.viewer
    return viewer.may(permission, unit)
