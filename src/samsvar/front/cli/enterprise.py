"""Finds the enterprise that a command names."""

from datetime import date

from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from samsvar.front.cli.outcome import CommandError
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import today


def enterprise_with(orgnr: str, on: date | None = None) -> OrgUnit:
    """The enterprise with the number that lives on the day (today), else the one that last had it.

    Raises CommandError (exit code 2) where there is none.
    """
    number = "".join(orgnr.split())
    found = OrgUnit.objects.enterprises().filter(orgnr=number) if number else OrgUnit.objects.none()
    try:
        enterprise = found.alive(on or today()).first() or found.order_by("-valid_from", "-pk").first()
    except (OperationalError, ProgrammingError) as error:
        raise CommandError(_("The database is not made yet. Run: samsvar init"), code="no_database") from error
    if enterprise is None:
        message = _("There is no enterprise with organisation number %(orgnr)s.") % {"orgnr": orgnr}
        raise CommandError(message, code="enterprise_not_found")
    return enterprise
