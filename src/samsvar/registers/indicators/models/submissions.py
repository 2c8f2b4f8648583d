"""A unit's figures for a period on their way up: submitted, returned with a reason, accepted and closed, reopened."""

from django.db import models

from samsvar.platform.access.scoping import ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.registers.indicators.codes import PeriodWord, SubmissionState


class SubmissionQuerySet(ScopedQuerySet["Submission"]):
    def closed(self) -> "SubmissionQuerySet":
        """Those accepted: their period is closed for the unit and all under it."""
        return self.filter(state=SubmissionState.ACCEPTED)


class Submission(Record):
    """How far a unit's period has come. No row: nothing is submitted. Accepted closes it for the unit and all under."""

    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="submissions")
    period_kind = models.CharField(max_length=7, choices=PeriodWord.choices)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=SubmissionState.choices)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period_kind", "year", "number"], name="indicators_submission_once")
        ]
        indexes = [models.Index(fields=["enterprise", "year", "state"], name="indicators_submission_state")]


class OfSubmission(ScopedQuerySet["SubmissionStep"]):
    enterprise_column = "submission__enterprise_id"
    path_column = "submission__unit__path"


class SubmissionStep(Record):
    """One step of a submission: what it became, who did it, when and why."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=SubmissionState.choices)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    objects = OfSubmission.as_manager()
