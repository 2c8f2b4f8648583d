"""What several commands say of the mail they have sent."""

from typing import Any

from django.utils.translation import gettext as _

from samsvar.platform.delivery.presenters import reason_of
from samsvar.platform.delivery.sending import Outcome

COUNTS = ("sent", "later", "refused", "uncertain", "cancelled")


def document_of(outcome: Outcome) -> dict[str, Any]:
    """For `--json`: a number for each outcome; why sending stopped, and the server's words, where it did."""
    counts = {name: outcome.counts[name] for name in COUNTS}
    return {**counts, "stopped": outcome.stopped, "words": outcome.words}


def said(outcome: Outcome) -> str:
    """One line for a person."""
    counts = {name: outcome.counts[name] for name in COUNTS}
    line = _(
        "Mail: %(sent)d sent, %(later)d later, %(refused)d refused, %(uncertain)d uncertain, %(cancelled)d given up"
    )
    return line % counts + (f". {reason_in_words(outcome)}" if outcome.stopped else "")


def reason_in_words(outcome: Outcome) -> str:
    """Why sending stopped, and what can be done."""
    reason, remedy = reason_of(outcome.stopped)
    return f"{reason}. {remedy}" + (f" ({outcome.words})" if outcome.words else "")
