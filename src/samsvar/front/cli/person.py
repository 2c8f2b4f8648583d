"""Add a person and print the link for the first sign-in, list the people, show what is held about one, or forget one.

Examples: samsvar person add kari@example.org --role csr_adviser --unit NHN --name "Kari Liksom"
          samsvar person list
          samsvar person export kari@example.org --out kari.json
          samsvar person forget kari@example.org --yes
"""

import argparse
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from samsvar.front.cli.console import Console
from samsvar.front.cli.outcome import CommandError
from samsvar.front.cli.person_data import export, forget_person
from samsvar.platform.access import events
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Role
from samsvar.platform.access.services import give_role
from samsvar.platform.access.viewer import operator
from samsvar.platform.administration.presenters import refusal
from samsvar.platform.audit.services import record
from samsvar.platform.links.services import make_sign_in_link
from samsvar.platform.organisation.models import OrgUnit, Person, held_on
from samsvar.platform.organisation.services import NotAllowed, enterprise_key, take_in_person
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import as_language


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`add EMAIL --role R --unit U`, `list`, `export EMAIL`, or `forget EMAIL`."""
    parser.add_argument("action", choices=["add", "list", "export", "forget"])
    parser.add_argument("email", nargs="?", metavar="EMAIL")
    parser.add_argument("--role", choices=[role.value for role in Role], help="what the person does there")
    parser.add_argument(
        "--unit", metavar="ID", help="the unit's number or key; ENTERPRISE/NUMBER where several have it"
    )
    parser.add_argument("--name", help="the person's name (default: the e-mail address)")
    parser.add_argument("--to", type=date.fromisoformat, metavar="YYYY-MM-DD", help="last day of the role")
    parser.add_argument(
        "--reset-two-factor", action="store_true", help="remove the second factors of somebody who has lost them"
    )
    parser.add_argument("--out", metavar="FILE", help="export: write what is held to this file, as JSON")
    parser.add_argument("--yes", action="store_true", help="forget: do it; without, only what would happen is told")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Add, list, export or forget."""
    if arguments.action == "list":
        return list_people(console)
    if arguments.action in ("export", "forget"):
        if not arguments.email:
            raise CommandError(_("Give EMAIL."), code="usage")
        if arguments.action == "export":
            return export(arguments.email, arguments.out, console)
        return forget_person(arguments.email, sure=arguments.yes, console=console)
    if not (arguments.email and arguments.role and arguments.unit):
        raise CommandError(_("Give EMAIL, --role and --unit."), code="usage")
    try:
        validate_email(arguments.email)
    except ValidationError as error:
        message = _("%(email)s is not an e-mail address.") % {"email": arguments.email}
        raise CommandError(message, code="not_an_email") from error
    person, new, link = add(arguments)
    console.document({"email": person.email, "key": person.key, "link": link, "new": new})
    console.say(_("%(name)s signs in the first time here, within three days, once:") % {"name": person.name})
    console.say(link)
    return 0


@transaction.atomic
def add(arguments: argparse.Namespace) -> tuple[Person, bool, str]:
    """Add the person with the role and make the link: all or nothing."""
    unit = find_unit(arguments.unit)
    viewer, moment = operator(on=today(), language=as_language(arguments.language)), now()
    person, new = take_in_person(
        email=arguments.email,
        name=arguments.name or arguments.email,
        language=arguments.language,
        enterprise=unit.enterprise,
        by=viewer.actor,
        at=moment,
    )
    try:
        give_role(
            person=person,
            unit=unit,
            role=Role(arguments.role),
            valid_from=today(),
            valid_to=arguments.to,
            giver=viewer,
            at=moment,
        )
    except NotAllowed as no:
        if no.code != "role_held":
            raise CommandError(str(refusal(no.code, no.facts)), code=no.code, exit_code=1) from no
    if arguments.reset_two_factor:
        remove_second_factors(person, viewer.actor, moment)
    secret = make_sign_in_link(person=person, by=viewer.actor, at=moment, enterprise=unit.enterprise, by_operator=True)
    return person, new, whole_address("links:receive", secret)


def find_unit(named: str) -> OrgUnit:
    """The unit by number or key, or by its enterprise's number and its own. Raises CommandError."""
    found = OrgUnit.objects.filter(key=named) or OrgUnit.objects.filter(number=named)
    if not found and "/" in named:
        enterprise, number = named.split("/", 1)
        found = OrgUnit.objects.filter(enterprise__number=enterprise, number=number)
    if not found:
        raise CommandError(_("There is no unit %(unit)s.") % {"unit": named}, code="no_such_unit")
    if len(found) > 1:
        raise CommandError(
            _("Several enterprises have a unit %(unit)s. Write ENTERPRISE/NUMBER.") % {"unit": named},
            code="several_units",
        )
    return found[0]


def remove_second_factors(person: Person, by: Any, at: Any) -> None:
    """Take away passkeys, app and recovery codes, and record it."""
    Authenticator.objects.filter(user=person).delete()
    home = enterprise_key(person.enterprise) if person.enterprise else None
    record(events.SECOND_FACTORS_REMOVED, by=by, at=at, enterprise=home, about={"person": person.key})


def list_people(console: Console) -> int:
    """Everybody with the roles of today."""
    held: dict[int, list[str]] = {}
    for row in RoleAssignment.objects.filter(held_on(today())).select_related("unit"):
        held.setdefault(row.person_id, []).append(f"{row.role} {row.unit.number}")
    people = [(one, sorted(held.get(one.pk, []))) for one in Person.objects.order_by("email")]
    shown = [{"active": one.is_active, "email": one.email, "name": one.name, "roles": roles} for one, roles in people]
    console.document({"people": shown})
    for one, roles in people:
        console.say(f"{one.email}\t{one.name}\t{', '.join(roles)}")
    return 0
