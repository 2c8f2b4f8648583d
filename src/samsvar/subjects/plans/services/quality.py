"""How good plans are, kept so that lists, sums and the indicator read it without working it out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.plans import MEASURES, Criterion, PlanFacts, PlanQuality, is_kept, judge_plan
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, removed
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key
from samsvar.subjects.plans import events
from samsvar.subjects.plans.models import Plan, PlanCriterion, PlanQualityResult
from samsvar.subjects.plans.selectors.facts import criteria_of, facts_of, goals_of, planned_rows
from samsvar.subjects.plans.services.measuring import tell_indicator

_AT_A_TIME = 200


@transaction.atomic
def judge_plans(*, enterprise: OrgUnit, plans: Iterable[Plan], today: date, by: Actor, at: datetime) -> int:
    """Work out anew what the criteria say of plans of an enterprise; how many. Not an event: it follows from others.

    Where a unit's plan of the year has become active and good, or is so no longer, the indicator of plans is told.
    """
    criteria, every = criteria_of(enterprise), list(plans)
    turned: set[int] = set()
    for first in range(0, len(every), _AT_A_TIME):
        some = every[first : first + _AT_A_TIME]
        rows, goals = list(planned_rows(some)), goals_of(some)
        before = {each.plan_id: each for each in PlanQualityResult.objects.filter(plan__in=some)}
        for plan in some:
            facts = facts_of(plan, rows, goals)
            quality = judge_plan(facts, criteria, today)
            former = before.get(plan.pk)
            was = is_kept(former.active, former.good) if former else False
            PlanQualityResult.objects.update_or_create(plan=plan, defaults=_kept(facts, quality, today))
            if plan.year == today.year and is_kept(quality.active, quality.good) != was:
                turned.add(plan.unit_id)
    if turned:
        tell_indicator(enterprise=enterprise, today=today, by=by, at=at, units=turned)
    return len(every)


@transaction.atomic
def judge_everywhere(*, by: Actor, at: datetime) -> int:
    """Judge the plans of every enterprise for a new day, and tell its indicator how the units stand; how many."""
    today = oslo_day(at)
    stale = Plan.objects.filter(year__gte=today.year - 1).exclude(quality__judged_on=today)
    of_stale = OrgUnit.objects.filter(pk__in=stale.values("enterprise")).order_by("pk")
    count = 0
    for each in of_stale:
        count += judge_plans(enterprise=each, plans=stale.filter(enterprise=each), today=today, by=by, at=at)
    planning = Plan.objects.filter(year=today.year).values("enterprise")
    for each in OrgUnit.objects.filter(pk__in=planning).order_by("pk"):
        tell_indicator(enterprise=each, today=today, by=by, at=at)
    return count


def _kept(facts: PlanFacts, quality: PlanQuality, today: date) -> dict[str, object]:
    wholes = [action for action in facts.actions if action.parent is None]
    return {
        "judged_on": today,
        "active": quality.active,
        "good": quality.good,
        "results": [
            {
                "code": result.code,
                "belongs_to": str(result.belongs_to),
                "met": result.met,
                "failing": len(result.failing),
                "looked": result.share is not None,
            }
            for result in quality.results
        ],
        "actions": len(wholes),
        "late": sum(action.is_late(today) for action in wholes),
    }


@transaction.atomic
def set_criteria(*, enterprise: OrgUnit, criteria: Sequence[Criterion], by: Actor, at: datetime, today: date) -> None:
    """Choose what the enterprise's plans are judged by; the plans are judged anew.

    Raises NotAllowed: `no_criteria`; ValueError for one that is none of `MEASURES`.
    """
    if not criteria:
        raise NotAllowed("no_criteria")
    if unknown := {each.code for each in criteria} - set(MEASURES):
        raise ValueError(f"no criteria: {sorted(unknown)}")
    former = list(PlanCriterion.objects.filter(enterprise=enterprise))
    rows = [removed(each) for each in former]
    for gone in former:
        gone.delete()
    for number, each in enumerate(criteria, 1):
        made = PlanCriterion(
            enterprise=enterprise,
            code=each.code,
            belongs_to=each.belongs_to,
            least_percent=each.least_percent,
            months=each.months,
            number=number,
            created_at=at,
            updated_at=at,
        )
        made.save()
        rows.append(changed(made))
    judge_plans(enterprise=enterprise, plans=Plan.objects.filter(enterprise=enterprise), today=today, by=by, at=at)
    record(events.CRITERIA_CHANGED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows)
