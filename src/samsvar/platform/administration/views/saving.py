"""What all forms here do with a rule's refusal and with somebody who saved first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404

from samsvar.platform.access.guards import require
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.administration.presenters import refusal
from samsvar.platform.audit.selectors import events_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.platform.ui.forms import carry_version


@dataclass(frozen=True)
class Conflict:
    """Somebody saved after the form was opened: who, when, and each field as they and you have it."""

    who: str
    at: Any
    differences: list[tuple[str, Any, Any]]


def attempt(form: forms.Form, act: Callable[[], Any]) -> tuple[Any, Conflict | None]:
    """Do it. A refusal becomes an error of the form; somebody else's save a conflict, with the new version to send."""
    try:
        return act(), None
    except NotAllowed as no:
        form.add_error(None, refusal(no.code, no.facts))
        return None, None
    except StaleVersion as stale:
        return None, _conflict(form, stale.now)


def _conflict(form: forms.Form, now: Any) -> Conflict:
    event = events_of(now._meta.db_table, now.key).first()
    differences = [
        (str(field.label), getattr(now, name), form.cleaned_data[name])
        for name, field in form.fields.items()
        if hasattr(now, name) and name != "version" and getattr(now, name) != form.cleaned_data.get(name)
    ]
    carry_version(form, now.version)
    return Conflict(event.actor_name if event else "", now.updated_at, differences)


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
