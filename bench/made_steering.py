"""What governs and what is wanted, laid beside the figures, and the pages that show it. Django is set up before."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from bench.inside import page, session
from bench.made_figures import AT, BY, LAST_YEAR, TODAY
from bench.pages import Page, spread
from samsvar.core.catalogues.governance import shipped_documents
from samsvar.core.readers.actions import ActionRow
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Role
from samsvar.platform.access.viewer import Viewer, viewer_of
from samsvar.platform.audit.records import new_key
from samsvar.platform.organisation.models import Body, OrgUnit, Person
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.indicators.services.definitions import create_goal, edit_indicator, set_target
from samsvar.registers.wheel.models import Occurrence
from samsvar.registers.wheel.services.activities import adopt_shipped
from samsvar.registers.wheel.services.meetings import set_days
from samsvar.registers.wheel.services.planning import plan_all
from samsvar.subjects.governance.models import GoverningDocument, Requirement
from samsvar.subjects.governance.services.adopting import adopt_documents
from samsvar.subjects.governance.services.coverage import work_out_coverage
from samsvar.subjects.plans.models import Plan, PlannedAction
from samsvar.subjects.plans.services.importing import import_actions

_ACTIONS = 6
"""In the plan of each enterprise, clinic and department."""
_MEETINGS = ((2, 20), (4, 24), (6, 12), (9, 18), (12, 11))
_DIMENSIONS = ("environment", "social", "economy")


def lay_steering() -> None:
    """Goals and targets, the wheel, the shipped documents with what they ask, and the plans of a year."""
    national = OrgUnit.objects.get(number="U0")
    with transaction.atomic():
        goals = [
            create_goal(unit=national, by=BY, at=AT, name_nb=f"Oppdiktet mål {place}", dimension=each)
            for place, each in enumerate(_DIMENSIONS * 3, start=1)
        ]
        for place, indicator in enumerate(Indicator.objects.order_by("pk")):
            edit_indicator(indicator=indicator, fields={"goal": goals[place % len(goals)]}, by=BY, at=AT)
            for year in range(LAST_YEAR - 4, LAST_YEAR + 4):
                wanted = {"year": year, "kind": "value", "number": Decimal(5), "warning_band": Decimal(1)}
                set_target(indicator=indicator, unit=national, fields=wanted, by=BY, at=AT)
    enterprises = list(OrgUnit.objects.filter(kind__in=("rhf", "hf")).order_by("pk"))
    for enterprise in enterprises:
        _lay_people(enterprise)
        board = Body.objects.create(enterprise=enterprise, name_nb="Styret", kind="board", created_at=AT, updated_at=AT)
        set_days(body=board, year=TODAY.year, days=[date(TODAY.year, *day) for day in _MEETINGS], by=BY, at=AT)
        if enterprise.kind == "rhf":
            adopt_shipped(enterprise=enterprise, by=BY, at=AT)
            adopt_documents(enterprise=enterprise, codes=[each.code for each in shipped_documents()], by=BY, at=AT)
    plan_all(by=BY, at=AT)
    for enterprise in enterprises:
        work_out_coverage(enterprise=enterprise, at=AT)
        _lay_plans(enterprise)


def _lay_people(enterprise: OrgUnit) -> None:
    role = Role.REGIONAL_ADVISER if enterprise.kind == "rhf" else Role.CSR_ADVISER
    person = Person.objects.create(
        key=new_key(),
        email=f"{enterprise.number.lower()}@example.org",
        name=f"Oppdiktet rådgiver {enterprise.number}",
        enterprise=enterprise,
        password="!",
        created_at=AT,
    )
    RoleAssignment.objects.create(
        person=person,
        unit=enterprise,
        role=role.value,
        valid_from=TODAY - timedelta(days=900),
        created_at=AT,
        updated_at=AT,
    )


def _lay_plans(enterprise: OrgUnit) -> None:
    """A plan for the enterprise and each of its clinics and departments."""
    units = OrgUnit.objects.filter(enterprise=enterprise, kind__in=("hf", "rhf", "clinic", "department"))
    indicators = Indicator.objects.count()
    rows = [
        ActionRow(
            row=row,
            title=f"Oppdiktet tiltak {number}",
            unit=unit,
            year=TODAY.year,
            effects=("Oppdiktet virkning",),
            due_on=date(TODAY.year, 1 + (row + number) % 12, 15),
            indicators=(f"indikator-{number % indicators}",),
        )
        for row, (unit, number) in enumerate(
            ((unit, number) for unit in units.values_list("number", flat=True) for number in range(_ACTIONS)), start=2
        )
    ]
    outcome = import_actions(enterprise=enterprise, rows=rows, by=BY, at=AT, on=TODAY)
    if outcome.errors:
        raise ValueError(str(outcome.errors[:3]))


def steering_pages() -> list[tuple[list[Page], str]]:
    """The pages as a trust's adviser opens them and as a region's does, with a session of each."""
    found = []
    for kind, role in (("hf", Role.CSR_ADVISER), ("rhf", Role.REGIONAL_ADVISER)):
        held = RoleAssignment.objects.filter(unit__kind=kind, role=role).order_by("pk").select_related("person", "unit")
        first = held[0]
        assert first.unit is not None
        viewer = viewer_of(first.person, on=TODAY)
        found.append((_pages_of(first.unit, viewer, "" if kind == "hf" else ", region"), session(first.person)))
    return found


def _pages_of(unit: OrgUnit, viewer: Viewer, mark: str) -> list[Page]:
    at = f"unit={unit.key}&p={LAST_YEAR}T3"
    below = [f"unit={each}&p={LAST_YEAR}T3" for each in spread(_keys(OrgUnit.objects.filter(enterprise=unit)), 10)]
    indicators = [(each,) for each in spread(_keys(Indicator.objects.all()), 10)]
    above = unit.path.rstrip(".").split(".")
    held = GoverningDocument.objects.readable_by(viewer).filter(enterprise__key__in=above)
    documents, asked = _keys(held), _keys(Requirement.objects.readable_by(viewer).filter(document__in=held))
    plans = [(each,) for each in spread(_keys(Plan.objects.filter(enterprise=unit)), 10)]
    planned = PlannedAction.objects.filter(plan__enterprise=unit).order_by("pk").values_list("action__key", flat=True)
    here = f"unit={unit.key}"
    found = [
        page("indicators", "indicators:indicators", query=(f"{at}&view=all",)),
        page("indicators over the years", "indicators:indicators", query=(f"{at}&view=all&by=years",)),
        page("indicator", "indicators:indicator", indicators, query=(at,)),
        page("indicator of a unit", "indicators:indicator", indicators[:1], query=tuple(below)),
        page("indicator, unit by unit", "indicators:units", indicators, query=(at,)),
        page("heat map", "indicators:heat", query=(f"{at}&view=all",)),
        page("what changed", "indicators:changes", query=(at,)),
        page("goal", "indicators:goal", [(each,) for each in _keys(Goal.objects.all())], query=(at,)),
        page("figures to hand in", "indicators:entry", query=(at,)),
        page("the wheel", "wheel:year", query=(here,)),
        page("activities", "wheel:activities", query=(here,)),
        page("occurrence", "wheel:occurrence", [(each,) for each in _keys(Occurrence.objects.filter(enterprise=unit))]),
        page("documents", "governance:documents", query=(here,)),
        page("document", "governance:document", [(each,) for each in spread(documents, 10)], query=(here,)),
        page("coverage", "governance:coverage", query=(here,)),
        page("requirement", "governance:requirement", [(each,) for each in spread(asked, 10)], query=(here,)),
        page("plans", "plans:plans", query=(here,)),
        page("plan", "plans:plan", plans),
        page("plan as a board", "plans:board", plans),
        page("plan with those under it", "plans:gathered", plans[:1]),
        page("planned action", "plans:action", [(each,) for each in spread(list(planned), 10)]),
    ]
    return [Page(f"{each.name}{mark}", each.addresses) for each in found if each.addresses]


def _keys(rows: models.QuerySet[Any]) -> list[str]:
    return list(rows.order_by("pk").values_list("key", flat=True))
