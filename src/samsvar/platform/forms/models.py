"""Which numbers have been taken, each to do one thing once. They are the state of some work, not records."""

from django.db import models


class TakenNumber(models.Model):
    """A one-time number of a form or a call of the API, with what was answered; kept for a day.

    Purpose: what is sent twice acts once. `digest` is of whose number it is, the address and the number. `status` is 0
    while the first sending is at work; then that of its answer, with where it led (`location`; sealed with the number
    itself where anyone may have sent it) or what it said (`content`: what the caller was shown, given to the same
    caller only).
    """

    digest = models.CharField(max_length=64, unique=True)
    about = models.CharField(max_length=64, default="", help_text="SHA-256 of what was sent")
    status = models.PositiveSmallIntegerField(default=0)
    location = models.TextField(default="")
    content = models.TextField(default="")
    taken_at = models.DateTimeField(db_index=True)
