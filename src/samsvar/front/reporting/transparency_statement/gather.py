"""Reads the records of an enterprise's year. The number of queries is fixed, whatever the enterprise holds.

The order in which records lie in the database changes nothing: everything is put in an order of its own here.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from samsvar.front.reporting.transparency_statement.gather_chain import (
    Areas,
    checks_of,
    contracts_of,
    services_of,
    talks_of,
)
from samsvar.front.reporting.transparency_statement.gather_impacts import actions_of, impacts_of
from samsvar.front.reporting.transparency_statement.inquiries import asked_in_all, questions_of
from samsvar.front.reporting.transparency_statement.measures import measures_in
from samsvar.front.reporting.transparency_statement.records import FigureLine, SiteLine, StatementRecords
from samsvar.front.reporting.transparency_statement.templates_held import template_of
from samsvar.platform.organisation.models import Duty, EnterpriseProfile, KeyFigure, OrgUnit, Post, Site, held_on
from samsvar.platform.organisation.selectors import holders
from samsvar.registers.suppliers.models import Contract, Supplier, SupplierCode
from samsvar.subjects.due_diligence.models import DifferentialTreatment, OwnWorkforceYear, PositionGroup
from samsvar.subjects.due_diligence.selectors.assessments import work_out
from samsvar.subjects.statements.models import Statement, StatementStatus


def gather(statement: Statement, *, told_on: date) -> StatementRecords:
    """Everything the statement is drawn from: counts as of its period's end, answers as of `told_on`."""
    enterprise = statement.enterprise
    worked = work_out(enterprise, on=statement.period_to)
    contracts = contracts_of(statement, worked)
    earlier = _earlier(statement)
    impacts = impacts_of(statement, told_on)
    actions = actions_of(statement, {impact.pk for impact in impacts}, _last_told(statement, earlier))
    questions = questions_of(statement, told_on)
    areas = Areas(statement, contracts, actions, questions, services_of(statement))
    talks = talks_of(statement)
    return StatementRecords(
        enterprise=enterprise,
        profile=EnterpriseProfile.objects.filter(enterprise=enterprise).first(),
        statement=statement,
        counted_on=statement.period_to,
        told_on=told_on,
        editions=dict(worked.catalogues.editions),
        method=f"{worked.method.id} {worked.method.version}",
        sites=_sites(enterprise, statement.period_to),
        key_figures=_key_figures(enterprise, statement.year),
        responsible=_responsible(enterprise, told_on),
        roles_set_up=_roles_set_up(statement),
        **_codes(statement, told_on),
        **_own_workforce(statement),
        measures=measures_in(statement),
        contracts=contracts,
        buyers=_buyers(enterprise),
        areas=areas.lines,
        asked=asked_in_all(questions),
        services=areas.services_outside,
        checks=checks_of(statement, told_on),
        talks=tuple(key for key, _ in talks),
        talked_with=len({supplier for _, supplier in talks}),
        impacts=impacts,
        actions=actions,
        earlier=earlier,
        template=template_of(statement),
        narratives=newest_narratives(statement),
    )


def newest_narratives(statement: Statement) -> dict[str, str]:
    """The newest text of each section."""
    if not statement.pk:
        return {}
    return dict(statement.narratives.order_by("serial").values_list("section", "text"))


def _codes(statement: Statement, told_on: date) -> dict[str, Any]:
    """The supplier code in force, those adopted in the period, and who has accepted it. Two queries."""
    codes = list(SupplierCode.objects.filter(enterprise=statement.enterprise).order_by("in_force_from", "code_version"))
    accepted = Supplier.objects.filter(
        enterprise=statement.enterprise, merged_into__isnull=True, code_accepted_on__lte=told_on
    )
    rows = sorted(accepted.values_list("key", "code_required"))
    return {
        "code": next((code for code in reversed(codes) if code.in_force_from <= told_on), None),
        "codes_adopted": tuple(c for c in codes if statement.period_from <= c.adopted_on <= statement.period_to),
        "accepted": tuple(f"supplier:{key}" for key, _ in rows),
        "accepted_freely": tuple(f"supplier:{key}" for key, required in rows if required is False),
    }


def _own_workforce(statement: Statement) -> dict[str, Any]:
    """The year's record of the own workforce, positions and cases of differential treatment. Three queries."""
    positions = PositionGroup.objects.filter(enterprise=statement.enterprise, year=statement.year).aggregate(
        Sum("assessed"), Sum("critical"), Sum("interviews")
    )
    cases = DifferentialTreatment.objects.filter(
        enterprise=statement.enterprise, assessed_on__range=(statement.period_from, statement.period_to)
    ).aggregate(every=Count("pk"), documented=Count("pk", filter=Q(documented_on__isnull=False)))
    return {
        "workforce": OwnWorkforceYear.objects.filter(enterprise=statement.enterprise, year=statement.year).first(),
        "positions": (positions["assessed__sum"], positions["critical__sum"], positions["interviews__sum"]),
        "differential_cases": cases["every"],
        "differential_documented": cases["documented"],
    }


def _sites(enterprise: OrgUnit, on: date) -> tuple[SiteLine, ...]:
    rows = Site.objects.filter(held_on(on), enterprise=enterprise).order_by("kind", "place", "name")
    return tuple(SiteLine(site.name, site.place, site.kind, site.tenure) for site in rows)


def _key_figures(enterprise: OrgUnit, year: int) -> dict[str, FigureLine]:
    rows = KeyFigure.objects.filter(enterprise=enterprise, year=year).order_by("kind")
    return {figure.kind: FigureLine(figure.value, figure.on, figure.source) for figure in rows}


def _responsible(enterprise: OrgUnit, on: date) -> str:
    """Who holds the responsibility for due diligence; empty for a vacancy, which the statement tells of (R000-61)."""
    held = holders(enterprise, on).get(Duty.DUE_DILIGENCE)
    return held.person.name if held else ""


def _roles_set_up(statement: Statement) -> tuple[tuple[str, date], ...]:
    """Duties that somebody first took on in the period (R001-41); a change of holder is no new role."""
    rows = Post.objects.filter(enterprise=statement.enterprise).order_by("valid_from", "pk")
    first: dict[str, date] = {}
    for post in rows:
        first.setdefault(post.duty, post.valid_from)
    return tuple(
        (duty, since)
        for duty, since in sorted(first.items(), key=lambda pair: (pair[1], pair[0]))
        if statement.period_from <= since <= statement.period_to
    )


def _buyers(enterprise: OrgUnit) -> tuple[str, ...]:
    lists: Iterable[str] = (
        Contract.objects.filter(enterprise=enterprise).exclude(buyers="").values_list("buyers", flat=True)
    )
    return tuple(sorted({line.strip() for text in lists for line in text.splitlines() if line.strip()}))


def _earlier(statement: Statement) -> tuple[tuple[int, int, Any], ...]:
    rows = (
        Statement.objects.filter(enterprise=statement.enterprise, status=StatementStatus.PUBLISHED)
        .exclude(year__gt=statement.year)
        .exclude(pk=statement.pk)
        .order_by("-year", "-edition")
    )
    return tuple(rows.values_list("year", "edition", "published_at"))


def _last_told(statement: Statement, earlier: Iterable[tuple[int, int, Any]]) -> Any:
    """When the newest statement of an earlier year was published; None where there is none."""
    return next((at for year, _, at in earlier if year < statement.year), None)
