"""Columns in words: climate accounts, their lines and own emission factors."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WORDS: Mapping[str, str | Promise] = {
    "gwp_set": pgettext_lazy("column", "Weights of the gases"),
    "settled_at": pgettext_lazy("column", "Settled"),
    "settled_kg": pgettext_lazy("column", "Kilograms of CO₂e when it was settled"),
    "settled_by_id": pgettext_lazy("column", "Settled by"),
    "account_id": pgettext_lazy("column", "Climate account"),
    "climate_activityline.activity": pgettext_lazy("column", "What was used"),
    "climate_activityline.amount": pgettext_lazy("column", "Amount"),
    "climate_activityline.withdrawn": pgettext_lazy("column", "Withdrawn"),
    "climate_ownfactor.activity": pgettext_lazy("column", "What the factor is for"),
    "climate_ownfactor.basis": pgettext_lazy("column", "Basis"),
    "kg_co2e": pgettext_lazy("column", "Kilograms of CO₂e per measure"),
}
