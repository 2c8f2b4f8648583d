"""Coverage worked out over all units of an enterprise and stored, so that a page reads it at once.

It is worked out anew for a requirement when something is tied to it, and for all of them by `samsvar daily`, since what
answers grows old by itself.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.requirements import Cover, Coverage
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.governance.models import Requirement, RequirementCoverage
from samsvar.subjects.governance.selectors.coverage import asked_at, judge_units


@transaction.atomic
def work_out_coverage(*, enterprise: OrgUnit, at: datetime, requirements: Iterable[Requirement] | None = None) -> int:
    """Store how requirements are covered at the enterprise: those given, or all that may hold there; how many."""
    today = oslo_day(at)
    asked = list(requirements) if requirements is not None else list(asked_at(enterprise, today))
    found = judge_units(enterprise, asked, today)
    by_requirement: dict[str, list[Coverage]] = {str(each.pk): [] for each in asked}
    for each in found:
        by_requirement[each.requirement_id].append(each)
    rows = [_row(enterprise, int(id), every, at) for id, every in by_requirement.items() if every]
    held = RequirementCoverage.objects.filter(enterprise=enterprise)
    if requirements is not None:
        held = held.filter(requirement__in=[each.pk for each in asked])
    held.delete()
    RequirementCoverage.objects.bulk_create(rows)
    return len(rows)


def work_out_everywhere(*, at: datetime) -> int:
    """Store how requirements are covered at every enterprise, since what answers them grows old by itself; how many."""
    enterprises = OrgUnit.objects.enterprises().alive(oslo_day(at)).order_by("pk")
    return sum(work_out_coverage(enterprise=each, at=at) for each in enterprises)


def _row(enterprise: OrgUnit, requirement: int, found: Iterable[Coverage], at: datetime) -> RequirementCoverage:
    every = list(found)
    counts = Counter(each.cover for each in every if not each.unsure)
    own = [each.cover.value for each in every if each.unit_id == str(enterprise.pk) and not each.unsure]
    return RequirementCoverage(
        enterprise=enterprise,
        requirement_id=requirement,
        own=own[0] if own else "",
        answered=counts[Cover.ANSWERED],
        undated=counts[Cover.UNDATED],
        old=counts[Cover.OLD],
        nothing=counts[Cover.NOTHING],
        unsure=sum(each.unsure for each in every),
        worked_out_at=at,
    )
