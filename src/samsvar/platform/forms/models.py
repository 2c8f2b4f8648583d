"""Which forms have been sent."""

from django.db import models


class SentForm(models.Model):
    """A form that a person sent, by the number it was drawn with; kept for a day.

    `digest` is of the person, the address and the number. `status` is 0 while the first sending is at work; then that
    of its answer, with where it led.
    """

    digest = models.CharField(max_length=64, unique=True)
    status = models.PositiveSmallIntegerField(default=0)
    location = models.TextField(default="")
    sent_at = models.DateTimeField(db_index=True)
