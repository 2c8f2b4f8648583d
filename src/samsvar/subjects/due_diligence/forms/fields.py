"""The choice of a person, which several forms here share."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import RowChoice
from samsvar.platform.organisation.models import OrgUnit, Person


def person_choice(enterprise: OrgUnit, **more: Any) -> RowChoice:
    """A person with a role in the enterprise, or nobody yet."""
    return RowChoice(_people_of(enterprise), required=False, empty_label=_("Nobody yet"), **more)


def _people_of(enterprise: OrgUnit) -> QuerySet[Person]:
    with_role = Person.objects.filter(roles__unit__enterprise=enterprise).values("pk")
    return Person.objects.filter(is_active=True, pk__in=with_role).order_by("name")
