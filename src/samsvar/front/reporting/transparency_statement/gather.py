"""Reads the records of an enterprise's year. The number of queries is fixed, whatever the enterprise holds."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from samsvar.front.reporting.transparency_statement.inquiries import asked_about
from samsvar.front.reporting.transparency_statement.records import (
    ActionLine,
    AreaLine,
    ContractLine,
    FigureLine,
    ImpactLine,
    RemediationLine,
    SiteLine,
    StatementRecords,
)
from samsvar.platform.organisation.models import Duty, EnterpriseProfile, KeyFigure, OrgUnit, Post, Site, held_on
from samsvar.registers.suppliers.models import Contract, ContractTerm, Membership, Supplier, SupplierCode
from samsvar.subjects.due_diligence.models import (
    AreaContract,
    DifferentialTreatment,
    ImpactAction,
    ImpactLink,
    ImpactStatusEntry,
    OwnWorkforceYear,
    PositionGroup,
    Remediation,
    RiskArea,
    Vulnerability,
)
from samsvar.subjects.due_diligence.models.impacts import AdverseImpact, ImpactStatus, Verification
from samsvar.subjects.due_diligence.selectors.assessments import work_out
from samsvar.subjects.statements.models import Statement, StatementStatus


def gather(statement: Statement, *, told_on: date) -> StatementRecords:
    """Everything the statement is drawn from: counts as of its period's end, answers as of `told_on`."""
    enterprise = statement.enterprise
    worked = work_out(enterprise, on=statement.period_to)
    contracts = _contracts(statement, worked)
    actions = _actions(enterprise)
    profile = EnterpriseProfile.objects.filter(enterprise=enterprise).first()
    codes = tuple(SupplierCode.objects.filter(enterprise=enterprise).order_by("in_force_from"))
    accepted = _accepted(enterprise)
    positions = PositionGroup.objects.filter(enterprise=enterprise, year=statement.year).aggregate(
        Sum("assessed"), Sum("critical"), Sum("interviews")
    )
    cases = DifferentialTreatment.objects.filter(
        enterprise=enterprise, assessed_on__range=(statement.period_from, statement.period_to)
    ).aggregate(every=Count("pk"), documented=Count("pk", filter=Q(documented_on__isnull=False)))
    return StatementRecords(
        enterprise=enterprise,
        profile=profile,
        statement=statement,
        counted_on=statement.period_to,
        told_on=told_on,
        editions=dict(worked.catalogues.editions),
        method=f"{worked.method.id} {worked.method.version}",
        sites=_sites(enterprise, statement.period_to),
        key_figures=_key_figures(enterprise, statement.year),
        responsible=_responsible(enterprise, told_on),
        roles_set_up=_roles_set_up(statement),
        code=next((code for code in reversed(codes) if code.in_force_from <= told_on), None),
        codes_adopted=tuple(code for code in codes if statement.period_from <= code.adopted_on <= statement.period_to),
        accepted_required=accepted[True],
        accepted_freely=accepted[False],
        accepted_unsaid=accepted[None],
        workforce=OwnWorkforceYear.objects.filter(enterprise=enterprise, year=statement.year).first(),
        positions=(positions["assessed__sum"], positions["critical__sum"], positions["interviews__sum"]),
        differential_cases=cases["every"],
        differential_documented=cases["documented"],
        contracts=contracts,
        buyers=_buyers(enterprise),
        areas=_areas(statement, contracts, actions, told_on),
        impacts=_impacts(statement, actions, told_on),
        actions=actions,
        earlier=_earlier(statement),
        narratives=newest_narratives(statement),
    )


def newest_narratives(statement: Statement) -> dict[str, str]:
    """The newest text of each section."""
    if statement.pk is None:
        return {}
    found: dict[str, str] = {}
    for section, text in statement.narratives.order_by("serial").values_list("section", "text"):
        found[section] = text
    return found


def _contracts(statement: Statement, worked: Any) -> tuple[ContractLine, ...]:
    by_number = {assessment.id: assessment for assessment in worked.assessments}
    rows = (
        Contract.objects.filter(enterprise=statement.enterprise)
        .filter(Q(starts_on__isnull=True) | Q(starts_on__lte=statement.period_to))
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=statement.period_from))
        .order_by("number")
        .values_list(
            "pk", "key", "number", "title", "ownership", "kind", "value_ore", "supplier_id", "supplier__name",
            "agreement_owner__name",
        )
    )  # fmt: skip
    return tuple(_contract_line(row, by_number[row[2]]) for row in rows)


def _contract_line(row: tuple[Any, ...], assessment: Any) -> ContractLine:
    factors = {factor.name: factor for factor in assessment.factors}

    def level(name: str) -> int | None:
        return factors[name].level if name in factors else None

    return ContractLine(
        *row[:9],
        owner=row[9] or "",
        level=assessment.level,
        product=level("product"),
        country=level("country"),
        service=level("service"),
        adjustment=factors["supplier"].adjustment if "supplier" in factors else None,
        unknown=tuple(name for name, factor in factors.items() if name != "supplier" and factor.level is None),
        factors=tuple(factors),
    )


def _sites(enterprise: OrgUnit, on: date) -> tuple[SiteLine, ...]:
    rows = Site.objects.filter(held_on(on), enterprise=enterprise).order_by("kind", "place")
    return tuple(SiteLine(site.name, site.place, site.kind, site.tenure) for site in rows)


def _key_figures(enterprise: OrgUnit, year: int) -> dict[str, FigureLine]:
    rows = KeyFigure.objects.filter(enterprise=enterprise, year=year)
    return {figure.kind: FigureLine(figure.value, figure.on, figure.source) for figure in rows}


def _responsible(enterprise: OrgUnit, on: date) -> str:
    held = Post.objects.filter(held_on(on), enterprise=enterprise, duty=Duty.DUE_DILIGENCE).select_related("person")
    return ", ".join(post.person.name for post in held)


def _roles_set_up(statement: Statement) -> tuple[tuple[str, date], ...]:
    rows = Post.objects.filter(
        enterprise=statement.enterprise, valid_from__range=(statement.period_from, statement.period_to)
    ).order_by("valid_from")
    return tuple((str(post.get_duty_display()), post.valid_from) for post in rows)


def _accepted(enterprise: OrgUnit) -> Counter[bool | None]:
    rows = (
        Supplier.objects.filter(enterprise=enterprise, merged_into__isnull=True, code_accepted_on__isnull=False)
        .order_by()
        .values_list("code_required")
        .annotate(Count("pk"))
    )
    return Counter(dict(rows))


def _buyers(enterprise: OrgUnit) -> tuple[str, ...]:
    lists = Contract.objects.filter(enterprise=enterprise).exclude(buyers="").values_list("buyers", flat=True)
    return tuple(sorted({line.strip() for text in lists for line in text.splitlines() if line.strip()}))


def _actions(enterprise: OrgUnit) -> tuple[ActionLine, ...]:
    links = (
        ImpactAction.objects.filter(action__enterprise=enterprise)
        .select_related("action__responsible", "action__continued_from")
        .order_by("action__due_on", "action_id")
    )
    return tuple(_action_line(link) for link in links)


def _action_line(link: ImpactAction) -> ActionLine:
    action = link.action
    return ActionLine(
        key=action.key,
        title=action.title,
        responsible=action.responsible.name if action.responsible else action.responsible_name,
        due_on=action.due_on,
        expected=action.expected_result,
        result=action.result,
        status=action.status,
        done_on=action.done_on,
        impact_id=link.impact_id,
        area_id=link.area_id,
        starts_on=action.starts_on,
        continued_from=action.continued_from.title if action.continued_from else "",
    )


def _areas(
    statement: Statement, contracts: Iterable[ContractLine], actions: tuple[ActionLine, ...], told_on: date
) -> tuple[AreaLine, ...]:
    lines = {line.pk: line for line in contracts}
    members: dict[int, list[ContractLine]] = defaultdict(list)
    for area_id, contract_id in AreaContract.objects.filter(
        area__enterprise=statement.enterprise, area__year=statement.year
    ).values_list("area_id", "contract_id"):
        if contract_id in lines:
            members[area_id].append(lines[contract_id])
    traits: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for area_id, trait, source in Vulnerability.objects.filter(
        area__enterprise=statement.enterprise, area__year=statement.year
    ).values_list("area_id", "trait", "source"):
        traits[area_id].append((trait, source))
    with_terms = set(
        ContractTerm.objects.filter(contract__enterprise=statement.enterprise).values_list("contract_id", flat=True)
    )
    memberships = _memberships(statement)
    answers = asked_about(statement, members, told_on)
    areas = RiskArea.objects.filter(enterprise=statement.enterprise, year=statement.year).order_by("rank", "title")
    return tuple(
        AreaLine(
            pk=area.pk,
            key=area.key,
            title=area.title,
            rank=area.rank,
            significant=area.significant,
            risk_kinds=codes(area.risk_kinds),
            countries=codes(area.countries),
            stages=codes(area.stages),
            materials=codes(area.materials),
            description=area.description,
            source=area.source,
            follow_up=area.follow_up,
            status=area.status,
            vulnerabilities=tuple(traits[area.pk]),
            contracts=tuple(members[area.pk]),
            asked=answers[area.pk],
            terms=sum(line.pk in with_terms for line in members[area.pk]),
            memberships=_counted(memberships, members[area.pk]),
            actions=tuple(action for action in actions if action.area_id == area.pk),
        )
        for area in areas
    )


def _memberships(statement: Statement) -> dict[int, set[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    rows = Membership.objects.filter(held_on(statement.period_to), supplier__enterprise=statement.enterprise)
    for supplier_id, name in rows.values_list("supplier_id", "name"):
        held[supplier_id].add(name)
    return held


def _counted(memberships: dict[int, set[str]], contracts: Iterable[ContractLine]) -> tuple[tuple[str, int], ...]:
    suppliers = {line.supplier_id for line in contracts}
    counted = Counter(name for supplier in suppliers for name in memberships.get(supplier, ()))
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _impacts(statement: Statement, actions: tuple[ActionLine, ...], told_on: date) -> tuple[ImpactLine, ...]:
    own = Q(enterprise=statement.enterprise) | Q(shares__enterprise=statement.enterprise, shares__ended_on__isnull=True)
    rows = list(
        AdverseImpact.objects.filter(own)
        .filter(Q(known_on__isnull=True) | Q(known_on__lte=told_on))
        .exclude(status=ImpactStatus.CLOSED, closed_on__lt=statement.period_from)
        .exclude(verification=Verification.DISPROVED)
        .distinct()
        .order_by("number")
    )
    keys = [impact.pk for impact in rows]
    links: dict[int, list[ImpactLink]] = defaultdict(list)
    for link in ImpactLink.objects.filter(impact_id__in=keys):
        links[link.impact_id].append(link)
    news: dict[int, ImpactStatusEntry] = {}
    for entry in ImpactStatusEntry.objects.filter(impact_id__in=keys, noted_on__lte=told_on).order_by("noted_on", "pk"):
        news[entry.impact_id] = entry
    mended: dict[int, list[RemediationLine]] = defaultdict(list)
    for done in Remediation.objects.filter(impact_id__in=keys).order_by("pk"):
        mended[done.impact_id].append(
            RemediationLine(
                done.who, done.what, done.agreed_by, done.partners, done.people, done.reached, done.verified_by
            )
        )
    return tuple(
        _impact_line(impact, links[impact.pk], news.get(impact.pk), tuple(mended[impact.pk]), actions)
        for impact in sorted(rows, key=_gravest_first)
    )


def _gravest_first(impact: AdverseImpact) -> tuple[bool, int, int, str]:
    """Actual ones first, then by severity and likelihood; what is not graded may be grave, so it comes first."""
    return (
        impact.actuality != "actual",
        -(impact.severity if impact.severity is not None else 6),
        -(impact.likelihood if impact.likelihood is not None else 6),
        impact.number,
    )


def _impact_line(
    impact: AdverseImpact,
    links: list[ImpactLink],
    news: ImpactStatusEntry | None,
    remediation: tuple[RemediationLine, ...],
    actions: tuple[ActionLine, ...],
) -> ImpactLine:
    return ImpactLine(
        pk=impact.pk,
        key=impact.key,
        number=impact.number,
        title=impact.title,
        description=impact.description,
        setting=impact.setting,
        actuality=impact.actuality,
        verification=impact.verification,
        status=impact.status,
        human_right=impact.human_right,
        severity=impact.severity,
        likelihood=impact.likelihood,
        involvement=impact.involvement,
        risk_kinds=codes(impact.risk_kinds),
        countries=codes(impact.countries),
        affected=impact.affected,
        facility=impact.facility_text,
        source=impact.source,
        known_on=impact.known_on,
        closed_on=impact.closed_on,
        conclusion=impact.conclusion,
        contract_ids=tuple(link.contract_id for link in links if link.contract_id is not None),
        supplier_ids=tuple(link.supplier_id for link in links if link.supplier_id is not None),
        certainty=links[0].certainty if links else "",
        certainty_reason=links[0].reason if links else "",
        latest_news_on=news.noted_on if news else None,
        latest_news=news.text if news else "",
        latest_channel=news.channel if news else "",
        partners=news.partners if news else "",
        remediation=remediation,
        actions=tuple(action for action in actions if action.impact_id == impact.pk),
    )


def _earlier(statement: Statement) -> tuple[tuple[int, int, Any], ...]:
    rows = (
        Statement.objects.filter(enterprise=statement.enterprise, status=StatementStatus.PUBLISHED)
        .exclude(year__gt=statement.year)
        .exclude(pk=statement.pk)
        .order_by("-year", "-edition")
    )
    return tuple(rows.values_list("year", "edition", "published_at"))


def codes(text: str) -> tuple[str, ...]:
    """The codes of a list column written `;a;b;`."""
    return tuple(code for code in text.split(";") if code)
