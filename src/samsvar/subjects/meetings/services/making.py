"""How a decision, a proposal or a finding is handed to the register of actions, and whether a review is still open."""

from datetime import date
from typing import Any

from samsvar.platform.organisation.models import Person
from samsvar.platform.organisation.services.writing import NotAllowed, standing
from samsvar.registers.actions.models import ReasonKind
from samsvar.registers.actions.services.details import Reason
from samsvar.subjects.meetings.models import Review


def action_fields(
    *,
    title: str,
    description: str = "",
    responsible: Person | None = None,
    due_on: date | None = None,
    due_reason: str = "",
    expected_result: str = "",
) -> dict[str, Any]:
    """The columns of an action. A reason for a day is kept only where there is one."""
    return {
        "title": title[:300],
        "description": description,
        "responsible": responsible,
        "due_on": due_on,
        "due_reason": due_reason[:250] if due_on else "",
        "expected_result": expected_result,
    }


def must_not_be_held(review: Review) -> None:
    """Raises NotAllowed `held`: what is held is frozen with its minutes."""
    if standing(review, "held_on") is not None:
        raise NotAllowed("held")


def comes_from(kind: ReasonKind, key: str, label: str) -> dict[str, Any]:
    """Where an action comes from, as the register takes it."""
    return {"reasons": [Reason(kind.value, label[:300], key)]}
