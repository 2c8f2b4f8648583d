"""What goals, indicators and measurements hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns, no_persons

_WHY = _("Who handed in or decided a figure is documentation of a case. An account names nobody once forgotten.")

HOLDINGS = {
    "Goal": Holding(
        "What is wanted, and who answers for it.",
        Ground.PUBLIC_TASK,
        "As long as archive law asks.",
        columns(
            "enterprise_id unit_id code name_nb name_nn name_en about_nb about_nn about_en dimension theme parent_id "
            "takes_over_id main level due_on base_year change_percent from_year to_year case source"
        ),
        about=("responsible_id",),
        names=("responsible_name",),
        why_kept=_WHY,
    ),
    "GoalWord": no_persons("What an enterprise calls its dimensions and themes."),
    "Indicator": no_persons("How it is measured whether goals are reached."),
    "IndicatorGoal": no_persons("Which further goals an indicator tells of."),
    "IndicatorTarget": Holding(
        "Which figure is wanted in which year, and who set it.",
        Ground.PUBLIC_TASK,
        "As long as archive law asks.",
        columns("indicator_id unit_id year kind number base_year warning_band words reason source inherited set_at"),
        about=("set_by_id",),
        why_kept=_WHY,
    ),
    "Delivery": Holding(
        "Which measurements were handed in together, and by whom.",
        Ground.PUBLIC_TASK,
        "As long as archive law asks.",
        columns("enterprise_id unit_id measurements delivered_at source reason digest"),
        about=("delivered_by_id",),
        why_kept=_WHY,
    ),
    "Measurement": no_persons(
        "Figures of units: sums and counts, no persons; about fewer than five, they are not shown."
    ),
    "Figure": no_persons("Figures of units added up the tree."),
    "Forecast": no_persons("Where a unit's figures are heading."),
    "ForecastDue": no_persons("Which forecasts are to be worked out anew."),
    "Submission": no_persons("How far the figures of a unit's period have come."),
    "SubmissionStep": Holding(
        "Who submitted, returned, accepted or reopened the figures of a period, and why.",
        Ground.PUBLIC_TASK,
        "As long as archive law asks.",
        columns("submission_id state done_at reason"),
        about=("done_by_id",),
        why_kept=_WHY,
    ),
}
