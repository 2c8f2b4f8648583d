"""Activities as the pages list them: when, by whom, and who set what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from samsvar.core.rules.wheel.activities import DateSource, source_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel.models import Activity, ActivityChoice, ActivityPhase
from samsvar.registers.wheel.presenters.words import Names, role_words, when_words


@dataclass(frozen=True)
class Row:
    """One activity as an enterprise holds it."""

    activity: Activity
    name: str
    phase: str
    when: str
    usual: str
    own_days: bool
    whose: str
    left_out: bool
    reason: str
    set_by: str
    counts_from: date | None


def rows_of(
    enterprise: OrgUnit, activities: Iterable[Activity], choices: Mapping[int, ActivityChoice], names: Names
) -> list[Row]:
    """The activities in their order, as the enterprise holds them."""
    every = list(activities)
    named = {**{each.key: each.name(current_language()) for each in every}, **names}
    return [_row(enterprise, each, choices.get(each.pk), named) for each in every]


def _row(enterprise: OrgUnit, activity: Activity, choice: ActivityChoice | None, names: Names) -> Row:
    rule = activity.as_rule()
    chosen = choice.as_rule(enterprise) if choice else None
    role = (choice.role if choice else "") or activity.role
    own = source_of(rule, chosen) is DateSource.OWN
    return Row(
        activity=activity,
        name=activity.name(current_language()),
        phase=str(ActivityPhase(activity.phase).label),
        when=when_words(chosen.when if chosen and chosen.when else rule.when, names),
        usual=when_words(rule.when, names) if own else "",
        own_days=own,
        whose=choice.responsible.name if choice and choice.responsible else role_words(role),
        left_out=bool(choice and choice.left_out),
        reason=choice.reason if choice else "",
        set_by=_("us") if activity.enterprise_id == enterprise.pk else activity.enterprise.name(current_language()),
        counts_from=(choice.counts_from if choice else None) or activity.counts_from,
    )
