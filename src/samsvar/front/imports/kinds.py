"""The kinds of files, what reads them, what saves them, and who may."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.answers import answer_format, read_answers
from samsvar.core.readers.checks import check_format, read_checks
from samsvar.core.readers.company_facts import read_companies
from samsvar.core.readers.contracts import contract_format, read_contracts
from samsvar.core.readers.eforms import read_award_notice
from samsvar.core.readers.impacts import impact_format, read_impacts
from samsvar.core.readers.org_units import FORMAT as UNIT_FORMAT
from samsvar.core.readers.org_units import read_org_units
from samsvar.core.readers.results import Lookups, Progress, ReadResult, Source
from samsvar.core.readers.suppliers import read_suppliers, supplier_format
from samsvar.front.imports.actions import ACTIONS
from samsvar.front.imports.activities import ACTIVITIES
from samsvar.front.imports.climate import CLIMATE
from samsvar.front.imports.documents import DOCUMENTS
from samsvar.front.imports.editions import EDITIONS
from samsvar.front.imports.indicators import INDICATORS
from samsvar.front.imports.watchlists import WATCHLISTS
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.imports.registry import ImportKind, by_itself, register_import, suggested
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import import_org_units
from samsvar.registers.catalogues.selectors import risk_catalogues
from samsvar.registers.suppliers.lookups import catalogue_lookups, register_lookups
from samsvar.registers.suppliers.services.import_company_facts import import_company_facts
from samsvar.registers.suppliers.services.import_contracts import import_contracts
from samsvar.registers.suppliers.services.import_eforms import import_eforms
from samsvar.registers.suppliers.services.import_suppliers import import_suppliers
from samsvar.subjects.due_diligence.services.answering.importing import import_answers
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise
from samsvar.subjects.due_diligence.services.checks.importing import import_checks
from samsvar.subjects.due_diligence.services.impacts.importing import import_impacts


def register() -> None:
    """Declares all kinds. Called once, when Django has started."""
    for kind in KINDS:
        register_import(kind)


def _read_contracts(
    source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None
) -> ReadResult[Any]:
    return read_contracts(source, name, catalogue_lookups(risk_catalogues()), progress)


def _read_suppliers(
    source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None
) -> ReadResult[Any]:
    return read_suppliers(source, name, catalogue_lookups(risk_catalogues()), progress)


def _read_notice(source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
    return read_award_notice(source, name, catalogue_lookups(risk_catalogues()))


def _read_companies(
    source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None
) -> ReadResult[Any]:
    return read_companies(source, name, catalogue_lookups(risk_catalogues()))


def _read_units(source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
    known = frozenset(OrgUnit.objects.values_list("number", flat=True))
    return read_org_units(source, name, Lookups(known_units=known), progress)


def _save_units(*, rows: Sequence[Any], by: Actor, at: datetime, dry_run: bool, **_other: Any) -> ImportOutcome:
    done = import_org_units(rows, by=by, at=at, dry_run=dry_run)
    return ImportOutcome(done.created, done.changed, done.unchanged, done.errors)


def _save_facts(
    *,
    enterprise: OrgUnit,
    rows: Sequence[Any],
    fields: Mapping[str, str],
    by: Actor,
    at: datetime,
    on: date,
    dry_run: bool,
    sha256: str,
) -> ImportOutcome:
    return import_company_facts(enterprise=enterprise, rows=rows, by=by, at=at, on=on, dry_run=dry_run, sha256=sha256)


def _read_impacts(source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
    if enterprise is None:
        raise ValueError("impacts belong to an enterprise")
    return read_impacts(source, name, register_lookups(enterprise, risk_catalogues()), progress)


def _read_checks(source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
    if enterprise is None:
        raise ValueError("checks belong to an enterprise")
    return read_checks(source, name, register_lookups(enterprise, risk_catalogues()), progress)


def _save_answers(*, on: date, **given: Any) -> ImportOutcome:
    return import_answers(**given)


def _save_checks(*, on: date, **given: Any) -> ImportOutcome:
    return import_checks(**given)


def then_assessed(service: Callable[..., ImportOutcome]) -> Callable[..., ImportOutcome]:
    """The service, and after it the levels of the enterprise's contracts renewed, in the same transaction."""

    def save(
        *,
        enterprise: OrgUnit,
        rows: Sequence[Any],
        fields: Mapping[str, str],
        by: Actor,
        at: datetime,
        on: date,
        dry_run: bool,
        sha256: str,
    ) -> ImportOutcome:
        outcome = service(enterprise=enterprise, rows=rows, fields=fields, by=by, at=at, dry_run=dry_run, sha256=sha256)
        if outcome.writes and not dry_run:
            assess_enterprise(enterprise=enterprise, by=by, at=at, on=on)
        return outcome

    return save


KINDS = (
    ImportKind(
        word="contracts",
        name=_("Contracts"),
        about=_("Contracts with supplier, ownership, value and countries. Unknown suppliers are created."),
        read=_read_contracts,
        save=then_assessed(import_contracts),
        permission=Permission.MANAGE_CONTRACTS,
        columns=suggested(contract_format(Lookups()).columns),
        listed="due_diligence:contracts",
    ),
    ImportKind(
        word="suppliers",
        name=_("Suppliers"),
        about=_("Suppliers with code of conduct, questionnaire and open gaps."),
        read=_read_suppliers,
        save=then_assessed(import_suppliers),
        permission=Permission.MANAGE_CONTRACTS,
        columns=suggested(supplier_format(Lookups()).columns),
        listed="suppliers:suppliers",
    ),
    ImportKind(
        word="impacts",
        name=_("Adverse impacts"),
        about=_("Adverse impacts tied to contracts or suppliers that are registered."),
        read=_read_impacts,
        save=then_assessed(import_impacts),
        permission=Permission.MANAGE_IMPACTS,
        columns=suggested(impact_format(Lookups()).columns),
        listed="due_diligence:impacts",
    ),
    ImportKind(
        word="checks",
        name=_("Checks"),
        about=_("Checks of registered contracts: planned, asked for, received and judged, each with a finding."),
        read=_read_checks,
        save=_save_checks,
        permission=Permission.MANAGE_CHECKS,
        columns=suggested(check_format(Lookups()).columns),
        listed="due_diligence:checks",
    ),
    ImportKind(
        word="answers",
        name=_("Answers to questionnaires"),
        about=_("What suppliers in a campaign have answered in another way, one row an answer."),
        read=by_itself(read_answers),
        save=_save_answers,
        permission=Permission.MANAGE_CHECKS,
        columns=suggested(answer_format().columns),
        listed="due_diligence:campaigns",
    ),
    ImportKind(
        word="eforms",
        name=_("Award notices"),
        about=_("Contracts from award notices (eForms). Give one file or several."),
        read=_read_notice,
        save=then_assessed(import_eforms),
        permission=Permission.MANAGE_CONTRACTS,
        endings=(".xml",),
        several_files=True,
        listed="due_diligence:contracts",
    ),
    ImportKind(
        word="company-facts",
        name=_("Company facts"),
        about=_("Answers from the company register’s open interface, saved as JSON."),
        read=_read_companies,
        save=_save_facts,
        permission=Permission.MANAGE_CONTRACTS,
        endings=(".json",),
        several_files=True,
        listed="suppliers:suppliers",
    ),
    ImportKind(
        word="org-units",
        name=_("Units"),
        read=_read_units,
        save=_save_units,
        of_enterprise=False,
        columns=suggested(UNIT_FORMAT.columns),
    ),
    *INDICATORS,
    ACTIONS,
    ACTIVITIES,
    CLIMATE,
    DOCUMENTS,
    EDITIONS,
    WATCHLISTS,
)
