"""The register of impacts and one impact's page.

An impact may be seen by those with the permission on its unit, and by those of an enterprise it is shared with for as
long as it is shared. The order is by severity, then by likelihood, as `core/rules/due_diligence.prioritise` has it: an
actual impact counts as the most likely, and what is not rated counts as the worst.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, IsNull

from samsvar.core.rules.cases import NEWS_WITHIN
from samsvar.core.rules.due_diligence import WORST
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import Given, ask, padded, several
from samsvar.platform.access.scoping import visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.unchanged import unless_changed
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import ENDED, Action, ActionStatus
from samsvar.registers.suppliers.models import OwnerInquiry
from samsvar.subjects.due_diligence.models import (
    AdverseImpact,
    CaseLine,
    ImpactAction,
    ImpactLink,
    ImpactShare,
    ImpactStatusEntry,
    Remediation,
)
from samsvar.subjects.due_diligence.models.impacts import Actuality, ImpactStatus, Verification

PAGE = 25
VIEWS = ("open", "actual", "potential", "without_action", "over", "silent", "closed", "disproved")
#: The likelihood as it counts; empty where it is not rated.
_LIKELY = Case(
    When(actuality=Actuality.ACTUAL, then=Value(WORST)), default=F("likelihood"), output_field=IntegerField()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks the register for; empty means any, and 0 a part that is not rated."""

    view: str = "open"
    text: str = ""
    risk_kind: str = ""
    country: str = ""
    involvement: str = ""
    step: int | None = None
    severity: int | None = None
    likelihood: int | None = None


@dataclass(frozen=True, slots=True)
class ImpactRecords:
    """Everything that hangs on one impact."""

    links: list[ImpactLink]
    entries: list[ImpactStatusEntry]
    remediation: list[Remediation]
    shares: list[ImpactShare]
    actions: list[Action]

    @property
    def latest_news_on(self) -> date | None:
        return self.entries[0].noted_on if self.entries else None


def visible_impacts(viewer: Viewer) -> QuerySet[AdverseImpact]:
    """All impacts the viewer may see: own ones, and those shared with an enterprise of theirs."""
    if viewer.everything:
        return AdverseImpact.objects.all()
    own = visible(viewer, Permission.VIEW_IMPACTS, enterprise="enterprise_id", path="unit__path")
    return AdverseImpact.objects.filter(own | Q(pk__in=_shared_with(viewer).values("impact")))


def impacts_of(viewer: Viewer, unit: OrgUnit) -> QuerySet[AdverseImpact]:
    """The impacts that belong to the unit or beneath it; for an enterprise also those shared with it."""
    rows = visible_impacts(viewer)
    if unit.pk != unit.enterprise_id:
        return rows.filter(enterprise=unit.enterprise_id, unit__path__gte=unit.path, unit__path__lt=unit.path_end)
    shared = _shared_with(viewer).filter(enterprise=unit)
    return rows.filter(Q(enterprise=unit) | Q(pk__in=shared.values("impact")))


def view_filters(today: date) -> dict[str, Q]:
    """The saved views by code, in the order they stand."""
    at_work = ~Q(status=ImpactStatus.CLOSED) & ~Q(verification=Verification.DISPROVED)
    news = ImpactStatusEntry.objects.filter(impact=OuterRef("pk"), noted_on__gt=today - NEWS_WITHIN)
    said = CaseLine.objects.filter(impact=OuterRef("pk"), said_on__gt=today - NEWS_WITHIN)
    known_long = Q(known_on__isnull=True) | Q(known_on__lte=today - NEWS_WITHIN)
    actions = ImpactAction.objects.filter(impact=OuterRef("pk")).exclude(action__status=ActionStatus.CANCELLED)
    return {
        "open": at_work,
        "actual": at_work & Q(actuality=Actuality.ACTUAL),
        "potential": at_work & Q(actuality=Actuality.POTENTIAL),
        "without_action": at_work & ~Q(Exists(actions)),
        "over": at_work & Q(due_on__lt=today),
        "silent": at_work & known_long & ~Q(Exists(news)) & ~Q(Exists(said)),
        "closed": Q(status=ImpactStatus.CLOSED),
        "disproved": Q(verification=Verification.DISPROVED) & ~Q(status=ImpactStatus.CLOSED),
    }


@dataclass(frozen=True, slots=True)
class Register:
    """What a unit's register holds as a whole: impacts in each saved view; the risk kinds and countries they have."""

    counts: Mapping[str, int]
    kinds: tuple[str, ...]
    countries: tuple[str, ...]


def register_of(viewer: Viewer, unit: OrgUnit, today: date) -> Register:
    """The register as a whole, counted anew where anything is recorded since. One query; two more to count.

    Impacts may be shared from any enterprise, so that the records of all count.
    """
    asked = ("impacts", viewer.sight, unit.pk, unit.path, today)
    return unless_changed(asked, lambda: _register_of(viewer, unit, today), enterprise=None)


def _register_of(viewer: Viewer, unit: OrgUnit, today: date) -> Register:
    wanted = {name: Count("pk", filter=found) for name, found in view_filters(today).items()}
    return Register(impacts_of(viewer, unit).aggregate(**wanted), *_choices(viewer, unit))


def filtered(viewer: Viewer, unit: OrgUnit, asked: Asked, today: date) -> QuerySet[AdverseImpact]:
    """The impacts that were asked for, the gravest first."""
    rows = in_order(impacts_of(viewer, unit).filter(view_filters(today)[asked.view]))
    for column, value in (("risk_kinds", asked.risk_kind), ("countries", asked.country)):
        if value:
            rows = rows.filter(**{f"{column}__contains": f";{value};"})
    if asked.involvement:
        rows = rows.filter(involvement="" if asked.involvement == "unknown" else asked.involvement)
    if asked.step:
        rows = rows.filter(oecd_step=asked.step)
    if asked.severity is not None:
        rows = rows.filter(severity=asked.severity or None)
    if asked.likelihood is not None:
        rows = rows.filter(Exact(_LIKELY, asked.likelihood) if asked.likelihood else IsNull(_LIKELY, True))
    if asked.text:
        rows = rows.filter(Q(title__icontains=asked.text) | Q(number__icontains=asked.text))
    return rows


def in_order(rows: QuerySet[AdverseImpact]) -> QuerySet[AdverseImpact]:
    """The gravest first."""
    return rows.order_by(Coalesce("severity", WORST).desc(), Coalesce(_LIKELY, WORST).desc(), "number")


def asked_page(viewer: Viewer, unit: OrgUnit, asked: Asked, today: date, first: int) -> list[AdverseImpact]:
    """A page of what was asked for from place `first`, each with the day of its newest news. One query.

    Keys alone are put in order; the rest is read for these rows only.
    """

    def build() -> QuerySet[AdverseImpact]:
        news = ImpactStatusEntry.objects.filter(impact=OuterRef("pk")).order_by().values("impact")
        chosen = filtered(viewer, unit, asked, today).values("pk")[first : first + PAGE]
        newest = AdverseImpact.objects.filter(pk__in=chosen).annotate(
            news_on=Subquery(news.annotate(last=Max("noted_on")).values("last"))
        )
        return in_order(newest.select_related("responsible", "enterprise"))

    question = ("impacts", viewer.sight, unit.pk, unit.path, unit.path_end, asked, today, first)
    return ask(None if asked.text else question, build)


def links_of(impacts: Collection[AdverseImpact]) -> dict[int, list[ImpactLink]]:
    """What each of a page's impacts hangs on, with the names of contract and supplier alone. One query."""
    found: dict[int, list[ImpactLink]] = {}
    if impacts:
        given = padded("impact", [impact.pk for impact in impacts], PAGE)
        for link in ask("links of impacts", _links_of, **given):
            found.setdefault(link.impact_id, []).append(link)
    return found


def _links_of() -> QuerySet[ImpactLink]:
    rows = ImpactLink.objects.filter(impact__pk__in=several("impact", BigIntegerField(), PAGE)).order_by("pk")
    return rows.select_related("contract", "contract__supplier", "supplier").only(
        "impact_id", "contract__title", "contract__supplier__name", "supplier__name"
    )


def next_actions(impacts: Collection[AdverseImpact]) -> dict[int, Action]:
    """The action that is due first on each of a page's impacts: its key, title and deadline. One query."""
    if not impacts:
        return {}
    ties = ask("impacts' next actions", _ties_of, **padded("impact", [impact.pk for impact in impacts], PAGE))
    return {tie.impact_id: tie.action for tie in ties if tie.impact_id is not None}


def _ties_of() -> QuerySet[ImpactAction]:
    rows = ImpactAction.objects.filter(impact__pk__in=several("impact", BigIntegerField(), PAGE))
    rows = rows.exclude(action__status__in=ENDED).select_related("action")
    rows = rows.order_by(F("action__due_on").desc(nulls_first=True), "-pk")
    return rows.only("impact_id", "action__key", "action__title", "action__due_on")


def picture(viewer: Viewer, unit: OrgUnit, today: date) -> dict[tuple[int | None, int | None], int]:
    """Open impacts by (severity, likelihood as it counts), None for not rated. One query."""
    rows = impacts_of(viewer, unit).filter(view_filters(today)["open"]).order_by().annotate(likely=_LIKELY)
    return {
        (severity, likely): n for severity, likely, n in rows.values_list("severity", "likely").annotate(n=Count("pk"))
    }


def _choices(viewer: Viewer, unit: OrgUnit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The risk kinds and countries that stand in the register. One query."""
    kinds: set[str] = set()
    countries: set[str] = set()
    for of_kinds, of_countries in impacts_of(viewer, unit).order_by().values_list("risk_kinds", "countries").distinct():
        kinds.update(of_kinds.split(";"))
        countries.update(of_countries.split(";"))
    return tuple(sorted(kinds - {""})), tuple(sorted(countries - {""}))


def records_of(impact: AdverseImpact, viewer: Viewer) -> ImpactRecords:
    """What hangs on the impact, as far as the viewer's own enterprises go. Five queries."""
    own = viewer.may(Permission.VIEW_IMPACTS, impact.unit)
    seen = () if own else viewer.sight
    return ImpactRecords(
        links=ask("impact's links", _links, impact=impact.pk) if own else [],
        entries=ask("impact's entries", _entries, impact=impact.pk),
        remediation=ask("impact's remediation", _remediation, impact=impact.pk),
        shares=ask(("impact's shares", seen), partial(_shares, None if own else viewer), impact=impact.pk),
        actions=ask("impact's actions", _actions, impact=impact.pk) if own else [],
    )


_OF_IMPACT = Given("impact", BigIntegerField())


def _links() -> QuerySet[ImpactLink]:
    related = ("contract", "contract__supplier", "contract__agreement_owner", "supplier")
    return ImpactLink.objects.filter(impact=_OF_IMPACT).select_related(*related).order_by("pk")


def _entries() -> QuerySet[ImpactStatusEntry]:
    return ImpactStatusEntry.objects.filter(impact=_OF_IMPACT).order_by("-noted_on", "-pk")


def _remediation() -> QuerySet[Remediation]:
    return Remediation.objects.filter(impact=_OF_IMPACT).order_by("pk")


def _shares(viewer: Viewer | None) -> QuerySet[ImpactShare]:
    """All of them, or with a viewer those shared with the viewer's own enterprises."""
    shares = ImpactShare.objects.filter(impact=_OF_IMPACT).select_related("enterprise").order_by("pk")
    return shares if viewer is None else shares.filter(pk__in=_shared_with(viewer).values("pk"))


def _actions() -> QuerySet[Action]:
    tied = ImpactAction.objects.filter(impact=_OF_IMPACT).order_by().values("action")
    return Action.objects.filter(pk__in=tied).select_related("responsible").order_by("due_on", "pk")


def inquiries_about(links: Collection[ImpactLink]) -> Mapping[int, OwnerInquiry]:
    """The latest question to the owner of each contract that others own, by the contract. At most one query."""
    used = [link.contract_id for link in links if link.contract is not None and link.contract.ownership == "used"]
    if not used:
        return {}
    through = OwnerInquiry.contracts.through.objects.filter(contract__in=used).select_related("ownerinquiry__partner")
    return {row.contract_id: row.ownerinquiry for row in through.order_by("ownerinquiry__asked_on", "pk")}


def told_year(impact: AdverseImpact, today: date) -> int | None:
    """The year whose statement the impact belongs to: last year's, or this year's where it became known this year.

    None where no statement that is still to come tells of it: disproved, or closed before last year began. Calendar
    years, as § 5 of the Transparency Act has them; the rule of the statement itself is `core.rules.statement`.
    """
    if impact.verification == Verification.DISPROVED:
        return None
    if impact.known_on is not None and impact.known_on.year >= today.year:
        return today.year
    closed_on = impact.closed_on if impact.status == ImpactStatus.CLOSED else None
    return None if closed_on is not None and closed_on < date(today.year - 1, 1, 1) else today.year - 1


def share_for(impact: AdverseImpact, viewer: Viewer) -> ImpactShare | None:
    """The viewer's enterprise's part in an impact of another enterprise. One query."""
    shares = _shared_with(viewer, Permission.MANAGE_IMPACTS).filter(impact=impact)
    found: ImpactShare | None = shares.select_related("enterprise", "impact").first()
    return found


def _shared_with(viewer: Viewer, permission: Permission = Permission.VIEW_IMPACTS) -> QuerySet[Any]:
    shared: QuerySet[Any] = ImpactShare.objects.visible_to(viewer, permission).filter(ended_on__isnull=True)
    return shared
