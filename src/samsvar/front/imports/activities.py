"""The file of activities of the annual wheel."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.activities import activity_format, read_activities
from samsvar.platform.access.permissions import Permission
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.imports.registry import ImportKind, by_itself, suggested
from samsvar.registers.wheel.services.importing import import_activities


def _save(*, on: date, **given: Any) -> ImportOutcome:
    return import_activities(**given)


ACTIVITIES = ImportKind(
    word="activities",
    name=_("Activities of the annual wheel"),
    about=_("Activities with phase, when in the year, and responsible role."),
    read=by_itself(read_activities),
    save=_save,
    permission=Permission.MANAGE_WHEEL,
    columns=suggested(activity_format().columns),
    listed="wheel:activities",
)
