"""What governs an enterprise, what is due, what is wanted and how it stands: one record of each kind."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from samsvar.platform.organisation.models import Body, OrgUnit
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.models import MILLIONTHS, Delivery, Figure, Goal, Indicator, IndicatorTarget
from samsvar.registers.indicators.models import Measurement as Handed
from samsvar.registers.wheel.models import Activity, Meeting, Occurrence
from samsvar.subjects.governance.models import (
    DocumentTie,
    DocumentValidity,
    DocumentVersion,
    GoverningDocument,
    Requirement,
    RequirementCoverage,
)
from samsvar.subjects.meetings.models import Case, Decision, DecisionStep
from samsvar.subjects.plans.models import Plan, PlanGoal, PlannedAction, PlannedGoal, PlannedIndicator
from samsvar.subjects.strategy.models import Edition, Point, Promise, Strategy, SustainabilityProcess
from tests.cast import NOW, TODAY

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
YEAR = {"from_on": date(2025, 1, 1), "to_on": date(2025, 12, 31)}


@dataclass(frozen=True)
class Steering:
    """The records of one enterprise."""

    goal: Goal
    indicator: Indicator
    activity: Activity
    occurrence: Occurrence
    document: GoverningDocument
    requirement: Requirement
    plan: Plan
    meeting: Meeting
    decision: Decision
    strategy: Strategy


def lay_steering(enterprise: OrgUnit, unit: OrgUnit, action: Action, word: str) -> Steering:
    goal = Goal.objects.create(enterprise=enterprise, unit=enterprise, code="M1", name_nb=f"Renere {word}", **STAMPS)
    indicator = make_indicator(enterprise, "I1", f"Sykefravær {word}", goal=goal)
    IndicatorTarget.objects.create(
        indicator=indicator, unit=enterprise, year=2025, kind="value", number=6, reason=word, set_at=NOW, **STAMPS
    )
    make_measured(indicator, unit, 60, 1000, source=word)
    return Steering(goal, indicator, *_wheel(enterprise, word), *_documents(enterprise, word),
                    _plan(unit, action, goal, indicator, word), *_meetings(enterprise, unit, action, word),
                    _strategy(enterprise, action, indicator, word))  # fmt: skip


def make_indicator(enterprise: OrgUnit, code: str, name: str, **columns: Any) -> Indicator:
    """A share, of persons, by the month."""
    given: dict[str, Any] = {"unit_of_measure": "percent", "direction": "lower", "period": "month", "roll_up": "ratio"}
    formula = {"kind": "ratio", "numerator": "lost", "denominator": "agreed", "base": 100}
    return Indicator.objects.create(
        enterprise=enterprise,
        unit=enterprise,
        code=code,
        name_nb=name,
        formula=formula,
        **{**given, **columns},
        **STAMPS,
    )


def make_measured(indicator: Indicator, unit: OrgUnit, above: int, below: int, **columns: Any) -> None:
    """What the unit has handed in for April 2025, and the figure it comes to there."""
    source, hidden = columns.pop("source", ""), columns.pop("hidden", False)
    delivery = Delivery.objects.create(
        enterprise=unit.enterprise,
        unit=unit,
        measurements=1,
        delivered_at=NOW,
        source=source,
        digest="0" * 64,
        **STAMPS,
    )
    place = {"indicator": indicator, "unit": unit, "period_kind": "month", "year": 2025, "number": 4}
    sums = {"numerator": above * MILLIONTHS, "denominator": below * MILLIONTHS, **columns}
    Handed.objects.create(delivery=delivery, status="confirmed", **place, **sums)
    Figure.objects.create(**place, **sums, delivered=1, expected=1, hidden=hidden)


def _wheel(enterprise: OrgUnit, word: str) -> tuple[Activity, Occurrence]:
    activity = Activity.objects.create(
        enterprise=enterprise, code="a1", number=1, name_nb=f"Revisjon {word}", phase="check", **STAMPS
    )
    occurrence = Occurrence.objects.create(
        enterprise=enterprise, activity=activity, year=2025, due_on=date(2025, 5, 1), notes=word, **STAMPS
    )
    return activity, occurrence


def _documents(enterprise: OrgUnit, word: str) -> tuple[GoverningDocument, Requirement]:
    made = [
        GoverningDocument.objects.create(
            enterprise=enterprise, unit=enterprise, kind="guideline", name_nb=f"{name} {word}", **STAMPS
        )
        for name in ("Retningslinje", "Rutine")
    ]
    DocumentVersion.objects.create(document=made[0], number=1, what_changed=word, **STAMPS)
    DocumentValidity.objects.create(document=made[0], unit=enterprise, **STAMPS)
    DocumentTie.objects.create(document=made[0], tie="rests_on", other=made[1], **STAMPS)
    requirement = Requirement.objects.create(
        document=made[0], name_nb=f"Skal vaske {word}", phase="do", asks_of=";enterprise;", answered_by=";evidence;",
        **STAMPS,
    )  # fmt: skip
    RequirementCoverage.objects.create(enterprise=enterprise, requirement=requirement, nothing=1, worked_out_at=NOW)
    return made[0], requirement


def _plan(unit: OrgUnit, action: Action, goal: Goal, indicator: Indicator, word: str) -> Plan:
    plan = Plan.objects.create(enterprise=unit.enterprise, unit=unit, title=f"Plan {word}", year=2025, **YEAR, **STAMPS)
    PlanGoal.objects.create(plan=plan, goal=goal, **STAMPS)
    planned = PlannedAction.objects.create(plan=plan, action=action, **STAMPS)
    PlannedGoal.objects.create(planned=planned, goal=goal, **STAMPS)
    PlannedIndicator.objects.create(planned=planned, indicator=indicator, estimate=word, **STAMPS)
    return plan


def _meetings(enterprise: OrgUnit, unit: OrgUnit, action: Action, word: str) -> tuple[Meeting, Decision]:
    body = Body.objects.create(enterprise=enterprise, name_nb=f"Styret {word}", kind="board", **STAMPS)
    meeting = Meeting.objects.create(body=body, year=2025, number=1, held_on=date(2025, 2, 1), place=word, **STAMPS)
    case = Case.objects.create(
        enterprise=enterprise, body=body, meeting=meeting, number="1/25", year=2025, title=f"Sak {word}", **STAMPS
    )
    decision = Decision.objects.create(enterprise=enterprise, case=case, text=word, decided_on=TODAY, **STAMPS)
    DecisionStep.objects.create(decision=decision, position=1, what=word, unit=unit, action=action, **STAMPS)
    return meeting, decision


def _strategy(enterprise: OrgUnit, action: Action, indicator: Indicator, word: str) -> Strategy:
    strategy = Strategy.objects.create(
        enterprise=enterprise, unit=enterprise, kind="area", name=f"Strategi {word}", from_year=2024, to_year=2026,
        **STAMPS,
    )  # fmt: skip
    edition = Edition.objects.create(strategy=strategy, year=2025, introduction=word, **STAMPS)
    point = Point.objects.create(edition=edition, quadrant="weakness", text=word, **STAMPS)
    point.actions.add(action)
    process = SustainabilityProcess.objects.create(enterprise=enterprise, year=2025, method="seed", **STAMPS)
    promise = Promise.objects.create(process=process, text=f"Vi lover {word}", dimension="social", **STAMPS)
    promise.indicators.add(indicator)
    return strategy
