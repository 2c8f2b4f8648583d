"""The file of actions in the plans of units."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.actions import action_format, read_actions
from samsvar.core.readers.results import Progress, ReadResult, Source
from samsvar.platform.access.permissions import Permission
from samsvar.platform.imports.registry import ImportKind
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.plans.services.importing import import_actions


def _read(source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
    return read_actions(source, name, progress)


ACTIONS = ImportKind(
    word="actions",
    name=_("Actions in the plans of units"),
    about=_(
        "Actions with unit, responsible, wanted effect, deadline, cost and what they serve. Plans that lack are begun."
    ),
    read=_read,
    save=import_actions,
    permission=Permission.MANAGE_ACTIONS,
    columns=tuple(
        (column.suggested, column.mandatory)
        for column in sorted(action_format().columns, key=lambda column: not column.mandatory)
    ),
    listed="plans:plans",
)
