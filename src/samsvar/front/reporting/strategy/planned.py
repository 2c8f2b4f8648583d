"""The actions that the document tells of: the edition's own, and those of the unit's plan that move its indicators."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from samsvar.registers.actions.models import Action, ActionCollaborator
from samsvar.subjects.plans.models import PlannedIndicator
from samsvar.subjects.strategy.selectors.editions import WholeEdition


@dataclass(frozen=True)
class Held:
    """An action with its number in the document, and the ids of the indicators it is to move."""

    number: int
    action: Action
    indicators: frozenset[int]


def actions_held(whole: WholeEdition) -> Sequence[Held]:
    """The edition's actions first, then the plan's that the edition does not hold itself; each stands once.

    The plan is that of the strategy's unit for the edition's year. Cancelled actions of a plan are left out: they are
    told of in the plan, with why. Four queries beside the edition's own, for the plan's actions and what hangs on all.
    """
    found: dict[int, tuple[Action, set[int]]] = {
        tie.action_id: (tie.action, {each.pk for each in tie.indicators.all()}) for tie in whole.actions
    }
    of = {tie.indicator_id for tie in whole.indicators}
    ties = PlannedIndicator.objects.filter(
        planned__plan__unit=whole.edition.strategy.unit, planned__plan__year=whole.edition.year, indicator__in=of
    ).exclude(planned__action__status="cancelled")
    ties = ties.select_related("planned__action__responsible")
    for tie in ties.order_by("planned_id", "pk") if of else ():
        found.setdefault(tie.planned.action_id, (tie.planned.action, set()))[1].add(tie.indicator_id)
    with_whom = Prefetch("collaborators", ActionCollaborator.objects.select_related("person"))
    prefetch_related_objects([action for action, _indicators in found.values()], "effects", "parts", with_whom)
    return [
        Held(number, action, frozenset(indicators)) for number, (action, indicators) in enumerate(found.values(), 1)
    ]
