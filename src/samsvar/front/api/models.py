"""Answers to calls that may be repeated. They are the state of some work, not records."""

from django.db import models


class RepeatableAnswer(models.Model):
    """What an unsafe call with an `Idempotency-Key` answered, kept for 24 hours.

    Purpose: the same call sent twice acts once. `holder` names the token or the person. The answer may hold what the
    caller was shown; it is given to the same caller only.
    """

    holder = models.CharField(max_length=50)
    idempotency_key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the call: method, address and content")
    status = models.PositiveSmallIntegerField(default=0)
    content = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "idempotency_key"], name="api_answer_once")]
        indexes = [models.Index(fields=["created_at"], name="api_answer_age")]

    def __str__(self) -> str:
        return f"{self.holder} {self.idempotency_key}"
