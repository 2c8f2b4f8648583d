"""The choice of who answers for something."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.holders import nameable
from samsvar.platform.forms.fields import RowChoice
from samsvar.platform.organisation.models import OrgUnit


def person_choice(enterprise: OrgUnit, **more: Any) -> RowChoice:
    """One of those with a role in the enterprise, or nobody yet. `more` is what the field says otherwise."""
    usual = {"label": _("Responsible"), "required": False, "empty_label": _("Nobody yet")}
    return RowChoice(nameable(enterprise), **{**usual, **more})
