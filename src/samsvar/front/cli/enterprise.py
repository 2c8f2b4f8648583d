"""Finds the enterprise or the unit that a command names."""

from datetime import date

from django.db import OperationalError, ProgrammingError
from django.db.models import Q
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


def unit_named(words: str, enterprise: str | None = None) -> OrgUnit:
    """The unit of a number, key or organisation number; of several that have had it, the one that lives today.

    `enterprise`: the organisation number of the one it belongs to. Raises CommandError `unit_not_found`,
    `several_units`.
    """
    among = OrgUnit.objects.all()
    if enterprise:
        among = among.filter(enterprise__orgnr="".join(enterprise.split()))
    digits = "".join(words.split())
    found = list(among.filter(Q(number=words) | Q(key=words))[:10])
    found = found or (list(among.filter(orgnr=digits)[:10]) if digits else [])
    if len(found) > 1:
        living = set(among.alive(today()).filter(pk__in=[each.pk for each in found]))
        found = [each for each in found if each in living] or found
    if not found:
        raise CommandError(_("There is no unit with the number %(unit)s.") % {"unit": words}, code="unit_not_found")
    if len(found) > 1:
        told = ", ".join(f"{each.key} ({each.name_nb})" for each in found)
        message = _("Several units have the number %(unit)s. Give the key of one: %(units)s.")
        raise CommandError(message % {"unit": words, "units": told}, code="several_units")
    return found[0]
