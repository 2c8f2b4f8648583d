"""The file of actions in the plans of units."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.actions import action_format, read_actions
from samsvar.platform.access.permissions import Permission
from samsvar.platform.imports.registry import ImportKind, by_itself, suggested
from samsvar.subjects.plans.services.importing import import_actions

ACTIONS = ImportKind(
    word="actions",
    name=_("Actions in the plans of units"),
    about=_(
        "Actions with unit, responsible, wanted effect, deadline, cost and what they serve. Plans that lack are begun."
    ),
    read=by_itself(read_actions),
    save=import_actions,
    permission=Permission.MANAGE_ACTIONS,
    columns=suggested(action_format().columns),
    listed="plans:plans",
)
