"""Words for what is wrong in files of indicators, targets and measurements, as part of `messages.WORDS`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

#: Code to (what is wrong, what to do).
OF_INDICATORS: dict[str, tuple[str | Promise, str | Promise]] = {
    "not_a_period": (
        gettext_lazy("“%(value)s” is not a period"),
        gettext_lazy("Write it like this: 2025-03, 2025T1 or 2025."),
    ),
    "year_differs": (
        gettext_lazy("The year %(value)s is not that of the period %(period)s"),
        gettext_lazy("Correct one of them."),
    ),
    "needed_by_formula": (
        gettext_lazy("The formula needs what stands in the column “%(expected)s”"),
        gettext_lazy("Fill in the cell, or choose another formula. Add the column where the file lacks it."),
    ),
    "unknown_indicator": (
        gettext_lazy("No indicator is called “%(value)s”"),
        gettext_lazy("Write the indicator’s code or its whole name."),
    ),
    "ambiguous_indicator": (
        gettext_lazy("Several indicators are called “%(value)s”"),
        gettext_lazy("Write the indicator’s code."),
    ),
    "no_such_unit": (
        gettext_lazy("No unit has the name or number “%(value)s”"),
        gettext_lazy("Write the unit’s number, or its whole name."),
    ),
    "ambiguous_unit": (
        gettext_lazy("Several units are called “%(value)s”"),
        gettext_lazy("Write the unit’s number in place of its name: %(numbers)s."),
    ),
    "unknown_goal": (
        gettext_lazy("No goal has the code “%(value)s”"),
        gettext_lazy("Write the goal’s code, or leave the cell empty."),
    ),
    "fixed_once_measured": (
        gettext_lazy("Figures are handed in, so how it is worked out is fixed"),
        gettext_lazy("Set up another indicator with a code of its own."),
    ),
    "wrong_period_kind": (
        gettext_lazy("The indicator is not measured by such a period as %(period)s"),
        gettext_lazy("Write a period like %(example)s: so the indicator is measured."),
    ),
    "period_not_over": (
        gettext_lazy("%(period)s is not over"),
        gettext_lazy("Wait until it is, or save a draft in the pages."),
    ),
    "unit_not_in_period": (
        gettext_lazy("%(unit)s did not exist in %(period)s"),
        gettext_lazy("Correct the unit or the period, or the unit’s first and last day."),
    ),
    "unit_not_under_owner": (
        gettext_lazy("The indicator is not for %(unit)s"),
        gettext_lazy("Choose a unit under the one that owns the indicator."),
    ),
    "unit_elsewhere_in_period": (
        gettext_lazy("%(unit)s was not under the unit that owns the indicator in %(period)s"),
        gettext_lazy("Correct the unit or the period, or the first day of the units above it."),
    ),
    "denominator_zero": (
        gettext_lazy("The denominator is zero, so there is nothing to divide by"),
        gettext_lazy("Correct it, or leave both parts empty where it is not known."),
    ),
    "negative": (
        gettext_lazy("The number is below zero"),
        gettext_lazy("Write zero or more."),
    ),
    "part_above_whole": (
        gettext_lazy("The numerator is larger than the denominator"),
        gettext_lazy("Look whether the two stand in the right columns."),
    ),
    "missing_part": (
        gettext_lazy("One of numerator and denominator is missing"),
        gettext_lazy("Write both, or neither."),
    ),
    "parts_missing": (
        gettext_lazy("The figure is missing; of a share, numerator and denominator are asked for"),
        gettext_lazy("Write numerator and denominator: percents cannot be added up."),
    ),
    "fact_missing": (
        gettext_lazy("What the energy use is corrected by is missing"),
        gettext_lazy("Write degree days, area and activity, of those the indicator is corrected for."),
    ),
    "fact_zero": (
        gettext_lazy("What the energy use is divided by is zero"),
        gettext_lazy("Write a number above zero, or leave the row out until it is known."),
    ),
    "persons_missing": (
        gettext_lazy("It does not say how many people the figure is about"),
        gettext_lazy("Write the number of people: figures about few are hidden."),
    ),
    "measured_twice": (
        gettext_lazy("The same indicator, unit and period stand twice"),
        gettext_lazy("Keep one of the rows."),
    ),
    "overlaps": (
        gettext_lazy("There is a figure for a period that overlaps %(period)s"),
        gettext_lazy("Keep one of them."),
    ),
    "correction_without_reason": (
        gettext_lazy("Another figure counts already, and no reason for changing it is given"),
        gettext_lazy("Write why in a column called Begrunnelse."),
    ),
    "period_closed": (
        gettext_lazy("%(period)s is closed for %(unit)s"),
        gettext_lazy("Have the period reopened with a reason first."),
    ),
    "number_too_large": (
        gettext_lazy("The figure is too large"),
        gettext_lazy("Look whether the number has the right unit of measure."),
    ),
    "target_without_direction": (
        gettext_lazy("The indicator is only watched: no way is better"),
        gettext_lazy("Remove the target, or say which way is better for the indicator."),
    ),
    "target_out_of_range": (
        gettext_lazy("The target is a part of a whole in per cent, and is not from 0 to 100"),
        gettext_lazy("Write a number from 0 to 100."),
    ),
    "target_contradicts_direction": (
        gettext_lazy("The target for %(year)s goes the wrong way for the indicator"),
        gettext_lazy("Write a fall with a minus, as −25 %%, or correct the direction."),
    ),
    "change_without_reason": (
        gettext_lazy("There is another target for %(year)s already, and no reason for changing it is given"),
        gettext_lazy("Write why in a column called Begrunnelse."),
    ),
    "change_without_source": (
        gettext_lazy("There is another target for %(year)s already, and it does not say where the change was decided"),
        gettext_lazy("Write where it was decided in a column called Kilde."),
    ),
    "number_missing": (
        gettext_lazy("The target has no figure"),
        gettext_lazy("Write the figure, or the target in words."),
    ),
    "number_not_used": (
        gettext_lazy("A target in words, or none, has no figure"),
        gettext_lazy("Leave the cell empty, or choose another kind of target."),
    ),
    "words_missing": (
        gettext_lazy("The target in words is missing"),
        gettext_lazy("Write what the target is."),
    ),
    "base_year_missing": (
        gettext_lazy("The base year is missing"),
        gettext_lazy("Write the year it is a change from."),
    ),
    "base_year_not_before": (
        gettext_lazy("The base year is not before %(year)s"),
        gettext_lazy("Correct one of the years."),
    ),
    "base_year_differs": (
        gettext_lazy("The indicator is worked out from another base year"),
        gettext_lazy("Write the indicator’s own base year."),
    ),
    "negative_band": (
        gettext_lazy("The warning band is below zero"),
        gettext_lazy("Write zero or more."),
    ),
    "finer_than_shown": (
        gettext_lazy("The target has more decimals than the indicator shows"),
        gettext_lazy("Write it with fewer decimals."),
    ),
    "mean_of_means": (
        gettext_lazy("The denominators are known, so percents must not be added or averaged"),
        gettext_lazy("Leave the column of adding up empty."),
    ),
    "roll_up_does_not_fit": (
        gettext_lazy("This way of adding up does not fit the formula"),
        gettext_lazy("Leave the column of adding up empty."),
    ),
    "same_numerator_and_denominator": (
        gettext_lazy("Numerator and denominator are the same"),
        gettext_lazy("Name two different things."),
    ),
    "missing_field": (
        gettext_lazy("Something is missing for the formula"),
        gettext_lazy("Fill in the columns that the formula needs."),
    ),
    "wrong_value": (
        gettext_lazy("A value does not fit the formula"),
        gettext_lazy("Correct the columns that the formula needs."),
    ),
    "no_correction": (
        gettext_lazy("It does not say what the energy use is corrected for"),
        gettext_lazy("Write temperature, area or activity, several with commas between."),
    ),
    "share_missing": (
        gettext_lazy("The part of the use that follows temperature or activity is missing"),
        gettext_lazy("Write a part from 0 to 1, such as 0,6."),
    ),
    "share_out_of_range": (
        gettext_lazy("The part of the use that follows temperature or activity is not from 0 to 1"),
        gettext_lazy("Write a part from 0 to 1, such as 0,6."),
    ),
    "share_not_used": (
        gettext_lazy("There is a part for a correction that is not used"),
        gettext_lazy("Leave the cell empty, or name the correction too."),
    ),
    "few_not_hidden": (
        gettext_lazy("%(indicator)s is about few people here, and the indicator hides nothing"),
        gettext_lazy("Fill in “Skjules under” in the list of indicators, or change the indicator on its page."),
    ),
    "added_to_those_below": (
        gettext_lazy("%(unit)s has a figure of its own for %(period)s, and so have units under it. They are added up"),
        gettext_lazy(
            "If %(unit)s’s figure is about them too, it is counted twice: take it out, or let the indicator say that a "
            "unit’s own figure is about all units under it."
        ),
    ),
    "weaker_than_year_before": (
        gettext_lazy("The target of %(indicator)s for %(year)s asks less than the year before"),
        gettext_lazy("See whether it is meant so."),
    ),
    "yearly_does_not_reach_end": (
        gettext_lazy("The yearly target of %(indicator)s does not lead to the one for the last year"),
        gettext_lazy("See whether both are meant so."),
    ),
}
