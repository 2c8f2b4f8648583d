"""What climate accounts hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns, no_persons

HOLDINGS = {
    "ClimateAccount": Holding(
        "An enterprise's climate account of a year, and who settled it.",
        Ground.PUBLIC_TASK,
        "As long as archive law asks.",
        columns("enterprise_id year gwp_set state settled_at settled_kg note"),
        about=("settled_by_id",),
        why_kept=_("Who settled an account is documentation of a case. An account names nobody once forgotten."),
    ),
    "ActivityLine": no_persons("What a unit used of energy, fuels, gases, travel, water and waste in a year."),
    "OwnFactor": no_persons("Emission factors that an enterprise sets itself, with their source."),
}
