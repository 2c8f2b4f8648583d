"""What the rules find wrong with definitions, targets and measurements, at the field it belongs to."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.indicators.definition import Problem

Words = str | Promise

#: The field of a definition's form, and what is wrong.
OF_DEFINITION: Mapping[str, tuple[str, Words]] = {
    "missing_unit": ("unit_of_measure", _("Choose what it is counted in.")),
    "decimals_out_of_range": ("decimals", _("Write a number from 0 to 6.")),
    "mean_of_means": (
        "roll_up",
        _("The denominators are known, so add numerators and denominators: a mean of percents is wrong."),
    ),
    "roll_up_does_not_fit": ("roll_up", _("This way up the tree does not fit the formula.")),
    "not_added_over_time": ("over_time", _("A share of units is never added over months: let the last count.")),
    "minimum_group_too_small": ("minimum_persons", _("Write at least 1, or leave it empty.")),
    "base_not_positive": ("base", _("Write a number above zero, for example 100 for per cent.")),
    "same_numerator_and_denominator": ("denominator", _("Numerator and denominator are the same.")),
    "share_out_of_range": ("corrections", _("The share is between 0 and 1, for example 0,6.")),
    "no_correction": ("corrections", _("Choose at least one thing to correct for.")),
    "share_not_used": ("corrections", _("A share is written for something that is not corrected for.")),
    "share_missing": ("corrections", _("Write the share that follows what is corrected for.")),
    "missing_field": ("formula_kind", _("Something is missing for this formula.")),
    "wrong_value": ("formula_kind", _("A value does not fit this formula.")),
    "unknown_formula": ("formula_kind", _("Choose a formula.")),
}

#: The field that a `missing_field` or `wrong_value` names, and what to write there.
OF_FIELD: Mapping[str, Words] = {
    "numerator": _("Write what is counted above the line."),
    "denominator": _("Write what it is divided by."),
    "threshold": _("Write the threshold, for example 75."),
    "base_year": _("Write the base year, for example 2019."),
    "corrections": _("Choose at least one thing to correct for."),
    "base": _("Write a whole number, for example 100 for per cent."),
}

OF_TARGET: Mapping[str, tuple[str, Words]] = {
    "number_missing": ("number", _("Write the target’s figure.")),
    "number_not_used": ("number", _("A target in words, or none, has no figure. Leave it empty.")),
    "words_missing": ("words", _("Write what the target is.")),
    "base_year_missing": ("base_year", _("Write the base year.")),
    "base_year_not_before": ("base_year", _("The base year must be before the target’s year.")),
    "base_year_differs": ("base_year", _("The indicator is worked out from another base year.")),
    "negative_band": ("warning_band", _("Write zero or more.")),
    "finer_than_shown": ("number", _("The target has more decimals than the indicator shows.")),
    "target_without_direction": (
        "kind",
        _("The indicator is only watched: no way is better. Write the target in words."),
    ),
    "target_out_of_range": ("number", _("Write a number from 0 to 100: it is a part of a whole, in per cent.")),
    "target_contradicts_direction": ("number", _("The target goes the wrong way for this indicator.")),
    "change_without_reason": ("reason", _("There is a target for the year. Write why it is changed.")),
    "change_without_source": ("source", _("There is a target for the year. Write where the change was decided.")),
}

OF_MEASUREMENT: Mapping[str, tuple[str, Words]] = {
    "wrong_period_kind": ("", _("The indicator is measured by another kind of period.")),
    "period_not_over": ("", _("The period is not over. Save a draft, and confirm it when it is.")),
    "unit_unknown": ("", _("The unit is not known.")),
    "unit_not_in_period": ("", _("The unit did not exist in the period.")),
    "unit_not_whole_period": ("", _("The unit existed only a part of the period. Look at it.")),
    "denominator_zero": ("denominator", _("The denominator is zero, so there is nothing to divide by.")),
    "negative": ("", _("Write zero or more.")),
    "part_above_whole": ("numerator", _("The numerator is larger than the denominator.")),
    "missing_part": ("", _("Write both numerator and denominator, or neither.")),
    "fact_missing": ("", _("Write it before the figure is confirmed: the energy use is corrected by it.")),
    "fact_zero": ("", _("Write a number above zero: it is divided by this.")),
    "persons_missing": ("persons", _("Write how many people it is about: few are hidden.")),
    "measured_twice": ("", _("There is a figure for this period already.")),
    "overlaps": ("", _("There is a figure for a period that overlaps.")),
    "correction_without_reason": ("reason", _("Write why the figure is corrected.")),
    "nothing_changed": ("", _("Nothing is changed.")),
    "period_closed": ("", _("The period is closed. Reopen it with a reason first.")),
    "unit_not_under_owner": ("", _("The indicator is not for this unit.")),
    "parts_missing": ("", _("Write the figure; of a share, both numerator and denominator.")),
    "number_too_large": ("", _("The figure is too large.")),
    "draft_is_changed": ("", _("It is a draft: change it where it was written.")),
}


#: The problems that say themselves which part they are about.
NAMING_FIELD = frozenset({"negative", "missing_part", "fact_missing", "fact_zero"})

#: Why a goal or a period cannot become what was asked for.
REFUSALS: Mapping[str, Words] = {
    "fixed_once_measured": _("Figures are handed in, so how it is worked out is fixed. Set up another indicator."),
    "unit_not_under_owner": _("The indicator is not for this unit."),
    "goal_in_circle": _("The goal would stand above itself."),
    "period_not_over": _("The period is not over yet."),
    "already_submitted": _("The figures are submitted already."),
    "already_accepted": _("The period is accepted and closed already."),
    "not_submitted": _("The figures are not submitted, or somebody has decided already."),
    "not_accepted": _("The period is not closed."),
    "reason_missing": _("Write why."),
    "word_in_use": _("A goal or indicator has it: %(words)s. Give it another theme first."),
    "word_twice": _("Two have the same name."),
}


def said(problem: Problem, words: Mapping[str, tuple[str, Words]]) -> tuple[str, str]:
    """The field and the sentence of a problem; the field that it names itself, where the form has such a one."""
    name, found = words.get(problem.code, ("", _("This cannot be saved (%(code)s).")))
    if problem.code in ("missing_field", "wrong_value") and problem.other in OF_FIELD:
        return problem.other, str(OF_FIELD[problem.other])
    if problem.code in NAMING_FIELD and problem.other:
        return problem.other, str(found)
    return name, str(found) % {"code": problem.code}
