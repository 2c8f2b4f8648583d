"""Columns in words: actions and action plans."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WORDS: Mapping[str, str | Promise] = {
    "cost_kind": pgettext_lazy("column", "Cost beyond the budget"),
    "cost_ore": pgettext_lazy("column", "Cost"),
    "immediate": pgettext_lazy("column", "To be done at once"),
    "reconsider_on": pgettext_lazy("column", "To be reconsidered"),
    "noted_on": pgettext_lazy("column", "Noted"),
    "effect": pgettext_lazy("column", "Wanted effect"),
    "actions_actioneffect.text": pgettext_lazy("column", "Wanted effect"),
    "outside": pgettext_lazy("column", "From another organisation"),
    "of_key": pgettext_lazy("column", "Comes from"),
    "actions_actionreason.label": pgettext_lazy("column", "Comes from"),
}
