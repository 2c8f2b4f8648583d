"""The closed lists of words that the columns of goals, indicators and measurements hold, with their labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Why a figure was corrected, where no person did: what it is worked out from had changed.
WORKED_OUT_ANEW = "worked_out_anew"


class DirectionWord(models.TextChoices):
    LOWER = "lower", _("lower is better")
    HIGHER = "higher", _("higher is better")
    NONE = "none", _("watched only")


class LevelWord(models.TextChoices):
    NATIONAL = "national", _("a national goal")
    REGION = "region", _("a goal of the region")


class WordKind(models.TextChoices):
    DIMENSION = "dimension", _("dimension")
    THEME = "theme", _("theme")


class PeriodWord(models.TextChoices):
    MONTH = "month", _("month")
    TERTIAL = "tertial", _("tertial")
    YEAR = "year", _("year")


class RollUpWord(models.TextChoices):
    SUM = "sum", _("added")
    WEIGHTED = "weighted", _("mean weighted by staff")
    RATIO = "ratio", _("numerators and denominators added, then divided")
    SHARE_OF_UNITS = "share_of_units", _("share of units that meet the threshold")
    NONE = "none", _("not rolled up")


class OverTimeWord(models.TextChoices):
    SUM = "sum", _("the months are added")
    LAST = "last", _("the last month counts")


class TargetWord(models.TextChoices):
    VALUE = "value", _("a figure")
    FROM_BASE_YEAR = "from_base_year", _("a change from a base year, in percent")
    FROM_YEAR_BEFORE = "from_year_before", _("a change from the year before, in percent")
    WORDS = "words", _("in words")
    EMPTY = "empty", _("no target this year")


class MeasurementState(models.TextChoices):
    DRAFT = "draft", _("draft")
    CONFIRMED = "confirmed", _("confirmed")
    CORRECTED = "corrected", _("corrected")


class SubmissionState(models.TextChoices):
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted and closed")
    REOPENED = "reopened", _("reopened")


class ForecastOutcome(models.TextChoices):
    FOUND = "found", _("worked out")
    TOO_FEW = "too_few", _("too few periods to tell")
    NO_FIT = "no_fit", _("the figures follow no course that the method finds")
    HIDDEN = "hidden", _("about too few people")
    NO_TARGET = "no_target", _("no target ahead")
    TOO_FAR = "too_far", _("the target lies too far ahead")
