"""Words of the setup pages: refusals, roles, permissions, and the state of a role."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from samsvar.core.documents.model import Language
from samsvar.core.documents.numbers import format_money, format_number
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import ROLES, Permission, Role, only_reads
from samsvar.platform.organisation.models import KeyFigure, KeyFigureKind

#: What a rule's refusal says; the code is the service's.
REFUSALS = {
    "number_taken": gettext_lazy("Another unit of the enterprise has the number {number}."),
    "orgnr_taken": gettext_lazy("Another unit has the organisation number {orgnr} on some of the same days."),
    "kind_crosses_wall": gettext_lazy("An enterprise cannot become a part of another, nor a part an enterprise."),
    "too_deep": gettext_lazy("The tree would be too deep: at most fourteen levels, from the top to the section."),
    "under_itself": gettext_lazy("A unit cannot stand under itself."),
    "crosses_enterprises": gettext_lazy("A unit stays within its own enterprise, because its records belong there."),
    "enterprise_cannot_merge": gettext_lazy("A whole enterprise cannot be merged here."),
    "has_parts": gettext_lazy("Units beneath this one still live. End, move or merge them first."),
    "before_it_began": gettext_lazy("The last day is before the unit began."),
    "ends_before_start": gettext_lazy("The last day is before the first."),
    "post_held": gettext_lazy("Somebody else has this duty on that day. Give them a last day first."),
    "no_name": gettext_lazy("Choose a person or write a name."),
    "no_source": gettext_lazy("Write where the figure comes from."),
    "act_needs_ground": gettext_lazy("Say on what ground the Act applies, and from which year."),
    "not_yours_to_give": gettext_lazy("You cannot give more than you have yourself."),
    "has_roles": gettext_lazy("The person has a role. End it first, so that somebody takes over the work."),
    "own_role": gettext_lazy("Somebody else must give you a role."),
    "own_role_ends": gettext_lazy("Somebody else must end your role, so that there always is somebody who can."),
    "person_inactive": gettext_lazy("The account is closed. Open it first."),
    "role_held": gettext_lazy("The person has this role here in that time already."),
    "no_permissions": gettext_lazy("Choose at least one permission."),
    "ended_already": gettext_lazy("The last day has passed."),
    "ends_too_late": gettext_lazy("A token can last for one year at most."),
}

PERMISSION_WORDS = {
    Permission.VIEW_UNITS: gettext_lazy("see units"),
    Permission.MANAGE_UNITS: gettext_lazy("change units and what the enterprise says of itself"),
    Permission.VIEW_PEOPLE: gettext_lazy("see people and roles"),
    Permission.MANAGE_PEOPLE: gettext_lazy("add people and give roles"),
    Permission.VIEW_TRAIL: gettext_lazy("read the trail"),
    Permission.VIEW_CONTRACTS: gettext_lazy("see contracts and suppliers"),
    Permission.MANAGE_CONTRACTS: gettext_lazy("change contracts and suppliers"),
    Permission.VIEW_PRICES: gettext_lazy("see prices"),
    Permission.ASSESS: gettext_lazy("assess risk"),
    Permission.MANAGE_METHODS: gettext_lazy("change the risk method"),
    Permission.VIEW_DOCUMENTS: gettext_lazy("see governing documents and their requirements"),
    Permission.MANAGE_DOCUMENTS: gettext_lazy("keep governing documents, requirements and acknowledgements"),
    Permission.JUDGE_MONITORING: gettext_lazy("judge what monitoring shows, and open the action it calls for"),
    Permission.VIEW_WHEEL: gettext_lazy("see the annual wheel and meetings"),
    Permission.MANAGE_WHEEL: gettext_lazy("plan the annual wheel and hold its meetings and reviews"),
    Permission.VIEW_INDICATORS: gettext_lazy("see goals, indicators and figures"),
    Permission.MANAGE_INDICATORS: gettext_lazy("set goals, indicators and targets"),
    Permission.ENTER_MEASUREMENTS: gettext_lazy("enter and correct figures"),
    Permission.VIEW_STRATEGY: gettext_lazy("see strategies, plans and promises"),
    Permission.MANAGE_STRATEGY: gettext_lazy("write strategies, plans and promises"),
    Permission.ACCEPT_REPORTS: gettext_lazy("accept or return what units submit"),
    Permission.MANAGE_QUESTIONNAIRES: gettext_lazy("write and publish questionnaires to suppliers"),
    Permission.MANAGE_EDITIONS: gettext_lazy("read in editions of the sources"),
    Permission.VIEW_IMPACTS: gettext_lazy("see adverse impacts"),
    Permission.MANAGE_IMPACTS: gettext_lazy("register and follow up adverse impacts"),
    Permission.VIEW_CHECKS: gettext_lazy("see checks and what they found"),
    Permission.MANAGE_CHECKS: gettext_lazy("plan and judge checks"),
    Permission.VIEW_ACTIONS: gettext_lazy("see actions"),
    Permission.MANAGE_ACTIONS: gettext_lazy("change actions"),
    Permission.VIEW_WORKFORCE: gettext_lazy("see the yearly record of the own workforce"),
    Permission.MANAGE_WORKFORCE: gettext_lazy("keep the yearly record of the own workforce"),
    Permission.VIEW_WORKFORCE_CASES: gettext_lazy("see single cases on differential treatment"),
    Permission.VIEW_DRAFT_STATEMENTS: gettext_lazy("see drafts of the statement"),
    Permission.WRITE_STATEMENT: gettext_lazy("write the statement"),
    Permission.APPROVE_STATEMENT: gettext_lazy("approve the statement"),
    Permission.PUBLISH_STATEMENT: gettext_lazy("publish the statement"),
    Permission.VIEW_REQUESTS: gettext_lazy("see requests for information"),
    Permission.MANAGE_REQUESTS: gettext_lazy("answer requests for information"),
    Permission.VIEW_COMPLAINTS: gettext_lazy("see complaints"),
    Permission.MANAGE_COMPLAINTS: gettext_lazy("answer complaints, and say who besides may"),
    Permission.MANAGE_TOKENS: gettext_lazy("make and revoke API tokens"),
    Permission.MANAGE_MAIL: gettext_lazy("see what is sent by mail, and decide about what was stopped"),
    Permission.EXPORT: gettext_lazy("take out lists as files"),
}

ACT_GROUNDS = {
    "public_interest": gettext_lazy("An enterprise that counts as large by the Accounting Act § 1-5"),
    "two_of_three": gettext_lazy("Passes two of the three limits: sales, balance sheet total, person-years (§ 3)"),
}


def refusal(code: str, facts: Mapping[str, Any]) -> str:
    """A rule's refusal in words; the code itself where no words are known."""
    words = REFUSALS.get(code)
    return str(words).format(**facts) if words else code


@dataclass(frozen=True)
class RoleWords:
    """A role as the page of roles says it."""

    role: Role
    name: str
    does: str
    may: list[str]
    below: list[str]
    only_reads: bool


def roles_in_words() -> list[RoleWords]:
    """All roles with what each may do, in the order of `Role`."""
    return [
        RoleWords(
            role=role,
            name=str(rights.name),
            does=str(rights.does),
            may=permission_words(rights.own),
            below=permission_words(rights.below),
            only_reads=only_reads(role),
        )
        for role, rights in ROLES.items()
    ]


def permission_words(permissions: frozenset[Permission]) -> list[str]:
    """Permissions in words, in the order they are declared."""
    return [str(words) for permission, words in PERMISSION_WORDS.items() if permission in permissions]


@dataclass(frozen=True)
class HeldRole:
    """A role somebody holds, held, or will hold. `state` is now, ended or future."""

    row: RoleAssignment
    name: str
    state: str
    mine: bool


def held_role(row: RoleAssignment, on: date, *, may_end: bool) -> HeldRole:
    """The role with its state on the day, and whether the viewer may end it."""
    if row.valid_to and row.valid_to < on:
        state = "ended"
    else:
        state = "future" if row.valid_from > on else "now"
    return HeldRole(row, row.rights_name, state, may_end and state != "ended")


def key_figure_words(row: KeyFigure, language: Language) -> str:
    """A key figure as people read it: whole people, person-years with one decimal, money in kroner."""
    if row.kind == KeyFigureKind.PERSON_YEARS:
        return format_number(Fraction(row.value, 10), language, 1)
    if row.kind == KeyFigureKind.EMPLOYEES:
        return format_number(row.value, language, 0)
    return format_money(row.value, language, "long")


def via_words(via: str) -> str:
    """How something was done."""
    return {
        "web": gettext("in the pages"),
        "api": gettext("by a program"),
        "cli": gettext("at the command line"),
        "link": gettext("through a link"),
        "oidc": gettext("at the enterprise’s sign-in"),
        "daily": gettext("by the nightly run"),
        "mail": gettext("by the outbox"),
    }.get(via, via)
