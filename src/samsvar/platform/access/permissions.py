"""What a person may do, and which roles give it.

A role counts for the subtree of the unit it is held on. Where that subtree reaches into another enterprise (a region
above its trusts), only the role's `below` permissions hold there: never drafts, prices or cases.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    VIEW_UNITS = "view_units"
    MANAGE_UNITS = "manage_units"
    VIEW_PEOPLE = "view_people"
    MANAGE_PEOPLE = "manage_people"
    VIEW_TRAIL = "view_trail"
    VIEW_CONTRACTS = "view_contracts"
    MANAGE_CONTRACTS = "manage_contracts"
    VIEW_PRICES = "view_prices"
    ASSESS = "assess"
    MANAGE_METHODS = "manage_methods"
    MANAGE_EDITIONS = "manage_editions"
    MANAGE_QUESTIONNAIRES = "manage_questionnaires"
    VIEW_IMPACTS = "view_impacts"
    MANAGE_IMPACTS = "manage_impacts"
    VIEW_CHECKS = "view_checks"
    MANAGE_CHECKS = "manage_checks"
    VIEW_ACTIONS = "view_actions"
    MANAGE_ACTIONS = "manage_actions"
    VIEW_WORKFORCE = "view_workforce"
    MANAGE_WORKFORCE = "manage_workforce"
    VIEW_WORKFORCE_CASES = "view_workforce_cases"
    VIEW_DRAFT_STATEMENTS = "view_draft_statements"
    WRITE_STATEMENT = "write_statement"
    APPROVE_STATEMENT = "approve_statement"
    PUBLISH_STATEMENT = "publish_statement"
    VIEW_REQUESTS = "view_requests"
    MANAGE_REQUESTS = "manage_requests"
    VIEW_COMPLAINTS = "view_complaints"
    MANAGE_COMPLAINTS = "manage_complaints"
    VIEW_DOCUMENTS = "view_documents"
    MANAGE_DOCUMENTS = "manage_documents"
    JUDGE_MONITORING = "judge_monitoring"
    VIEW_WHEEL = "view_wheel"
    MANAGE_WHEEL = "manage_wheel"
    VIEW_INDICATORS = "view_indicators"
    MANAGE_INDICATORS = "manage_indicators"
    ENTER_MEASUREMENTS = "enter_measurements"
    VIEW_STRATEGY = "view_strategy"
    MANAGE_STRATEGY = "manage_strategy"
    ACCEPT_REPORTS = "accept_reports"
    MANAGE_TOKENS = "manage_tokens"
    MANAGE_MAIL = "manage_mail"
    EXPORT = "export"


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    CSR_ADVISER = "csr_adviser"
    CONTRACT_OWNER = "contract_owner"
    PROCUREMENT_ADVISER = "procurement_adviser"
    LEADER = "leader"
    HSE_ADVISER = "hse_adviser"
    HR_ADVISER = "hr_adviser"
    SAFETY_REPRESENTATIVE = "safety_representative"
    CHIEF_SAFETY_REPRESENTATIVE = "chief_safety_representative"
    UNION_REPRESENTATIVE = "union_representative"
    OCCUPATIONAL_HEALTH = "occupational_health"
    MANAGING_DIRECTOR = "managing_director"
    BOARD_SECRETARY = "board_secretary"
    BOARD_MEMBER = "board_member"
    REGIONAL_ADVISER = "regional_adviser"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class RoleRights:
    """A role in words, with what it gives in its own enterprise and in enterprises beneath."""

    name: str | Promise
    does: str | Promise
    own: frozenset[Permission]
    below: frozenset[Permission] = frozenset()


P = Permission
#: What governs the enterprise, what is due, what is wanted and how it stands: for everybody who works there.
_STEERED = frozenset({P.VIEW_DOCUMENTS, P.VIEW_WHEEL, P.VIEW_INDICATORS, P.VIEW_STRATEGY})
_STEER = _STEERED | {P.MANAGE_DOCUMENTS, P.MANAGE_WHEEL, P.MANAGE_INDICATORS, P.ENTER_MEASUREMENTS, P.MANAGE_STRATEGY}
_READ_CHAIN = _STEERED | {P.VIEW_UNITS, P.VIEW_CONTRACTS, P.VIEW_IMPACTS, P.VIEW_CHECKS, P.VIEW_ACTIONS}
_WORK_CHAIN = _READ_CHAIN | {P.MANAGE_CONTRACTS, P.VIEW_PRICES, P.ASSESS, P.EXPORT}
_WORK_CHAIN |= {P.MANAGE_IMPACTS, P.MANAGE_CHECKS, P.MANAGE_ACTIONS}
_LEAD = _READ_CHAIN | {P.VIEW_PRICES, P.VIEW_WORKFORCE, P.VIEW_PEOPLE, P.VIEW_DRAFT_STATEMENTS}
_READ_ALL = _LEAD | {P.VIEW_WORKFORCE_CASES, P.VIEW_TRAIL, P.EXPORT, P.VIEW_REQUESTS}
#: What those who speak for the staff take part in and follow up (the Working Environment Act §§ 6-2 and 8-1).
_TAKE_PART = _STEERED | {P.VIEW_UNITS, P.VIEW_ACTIONS}
_ANSWER = frozenset({P.VIEW_REQUESTS, P.MANAGE_REQUESTS, P.VIEW_COMPLAINTS, P.MANAGE_COMPLAINTS})

ROLES: dict[Role, RoleRights] = {
    Role.ADMINISTRATOR: RoleRights(
        _("Administrator"),
        _("Keeps units, people and roles, and reads the trail"),
        frozenset({P.VIEW_UNITS, P.MANAGE_UNITS, P.VIEW_PEOPLE, P.MANAGE_PEOPLE, P.VIEW_TRAIL})
        | {P.MANAGE_TOKENS, P.MANAGE_MAIL},
        frozenset({P.VIEW_UNITS, P.MANAGE_UNITS}),
    ),
    Role.CSR_ADVISER: RoleRights(
        _("Adviser on social responsibility"),
        _("Leads due diligence, writes the statement, and answers requests for information and complaints"),
        _WORK_CHAIN
        | _ANSWER
        | _STEER
        | {P.ACCEPT_REPORTS}
        | {P.MANAGE_METHODS, P.MANAGE_EDITIONS, P.VIEW_PEOPLE, P.VIEW_TRAIL, P.VIEW_WORKFORCE, P.MANAGE_WORKFORCE}
        | {P.MANAGE_QUESTIONNAIRES, P.VIEW_DRAFT_STATEMENTS, P.WRITE_STATEMENT, P.MANAGE_TOKENS, P.MANAGE_UNITS},
    ),
    Role.CONTRACT_OWNER: RoleRights(
        _("Contract owner"), _("Follows up contracts and their suppliers"), _WORK_CHAIN | {P.VIEW_PEOPLE}
    ),
    Role.PROCUREMENT_ADVISER: RoleRights(
        _("Procurement adviser"),
        _("Keeps the contract register, sets terms and writes questionnaires"),
        _WORK_CHAIN | {P.VIEW_PEOPLE, P.MANAGE_QUESTIONNAIRES},
    ),
    Role.LEADER: RoleRights(
        _("Unit leader"),
        _("Sees the unit’s contracts and does its actions"),
        _READ_CHAIN | {P.MANAGE_ACTIONS, P.ENTER_MEASUREMENTS, P.VIEW_PEOPLE},
        frozenset({P.VIEW_UNITS}),
    ),
    Role.HSE_ADVISER: RoleRights(
        _("HSE adviser"),
        _("Works with the working environment"),
        _STEER
        | {P.VIEW_UNITS, P.VIEW_ACTIONS, P.MANAGE_ACTIONS, P.VIEW_WORKFORCE, P.VIEW_PEOPLE}
        | {P.ACCEPT_REPORTS, P.EXPORT, P.JUDGE_MONITORING},
    ),
    Role.HR_ADVISER: RoleRights(
        _("HR adviser"),
        _("Keeps the yearly record of the own workforce"),
        _STEERED
        | {P.VIEW_UNITS, P.VIEW_PEOPLE, P.VIEW_ACTIONS, P.MANAGE_ACTIONS}
        | {P.MANAGE_DOCUMENTS, P.ENTER_MEASUREMENTS, P.JUDGE_MONITORING}
        | {P.VIEW_WORKFORCE, P.MANAGE_WORKFORCE, P.VIEW_WORKFORCE_CASES},
    ),
    Role.SAFETY_REPRESENTATIVE: RoleRights(
        _("Safety representative"),
        _("Follows the unit’s plans, actions and internal controls on behalf of the staff"),
        _TAKE_PART,
    ),
    Role.CHIEF_SAFETY_REPRESENTATIVE: RoleRights(
        _("Chief safety representative"),
        _("Follows the working environment of the whole enterprise, and judges monitoring with the HSE adviser"),
        _TAKE_PART | {P.VIEW_PEOPLE, P.VIEW_WORKFORCE, P.JUDGE_MONITORING},
    ),
    Role.UNION_REPRESENTATIVE: RoleRights(
        _("Union representative"),
        _("Follows plans, actions and the yearly record of the own workforce on behalf of the members"),
        _TAKE_PART | {P.VIEW_WORKFORCE},
    ),
    Role.OCCUPATIONAL_HEALTH: RoleRights(
        _("Occupational health service"),
        _("Advises on the working environment, does its actions, and judges monitoring with the HSE adviser"),
        _TAKE_PART | {P.VIEW_WORKFORCE, P.MANAGE_ACTIONS, P.JUDGE_MONITORING},
    ),
    Role.MANAGING_DIRECTOR: RoleRights(
        _("Managing director"),
        _("Answers for the enterprise, approves and publishes the statement"),
        _LEAD
        | {P.APPROVE_STATEMENT, P.PUBLISH_STATEMENT, P.VIEW_TRAIL, P.EXPORT, P.VIEW_REQUESTS}
        | {P.ACCEPT_REPORTS},
    ),
    Role.BOARD_SECRETARY: RoleRights(
        _("Board secretary"),
        _("Prepares the board and publishes what it approved"),
        _LEAD | {P.PUBLISH_STATEMENT, P.MANAGE_DOCUMENTS, P.MANAGE_WHEEL},
    ),
    Role.BOARD_MEMBER: RoleRights(_("Board member"), _("Approves the statement"), _LEAD | {P.APPROVE_STATEMENT}),
    Role.REGIONAL_ADVISER: RoleRights(
        _("Regional adviser"),
        _("Sees how the trusts of the region stand"),
        _WORK_CHAIN
        | _ANSWER
        | _STEER
        | {P.ACCEPT_REPORTS}
        | {P.MANAGE_METHODS, P.MANAGE_EDITIONS, P.VIEW_PEOPLE, P.VIEW_WORKFORCE}
        | {P.MANAGE_QUESTIONNAIRES, P.VIEW_DRAFT_STATEMENTS, P.WRITE_STATEMENT},
        _STEERED | {P.VIEW_UNITS, P.VIEW_CONTRACTS, P.VIEW_ACTIONS, P.ACCEPT_REPORTS},
    ),
    Role.AUDITOR: RoleRights(_("Auditor"), _("Reads everything in scope and changes nothing"), _READ_ALL),
}

#: Rights that change nothing. Whoever has any other must sign in with two factors.
READING = frozenset(
    {P.VIEW_UNITS, P.VIEW_PEOPLE, P.VIEW_TRAIL, P.VIEW_CONTRACTS, P.VIEW_PRICES, P.VIEW_IMPACTS, P.VIEW_ACTIONS}
    | {P.VIEW_WORKFORCE, P.VIEW_WORKFORCE_CASES, P.VIEW_DRAFT_STATEMENTS, P.VIEW_REQUESTS, P.VIEW_CHECKS, P.EXPORT}
    | _STEERED
    | {P.VIEW_COMPLAINTS}
)


def only_reads(role: Role) -> bool:
    """True where the role changes nothing."""
    return (ROLES[role].own | ROLES[role].below) <= READING
