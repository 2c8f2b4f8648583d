"""What a buyer holds of a supplier's answer: judged question by question, then concluded and told.

Our own rules. The OECD guidance (step 4.1) asks that what is tracked is followed up; an answer that is concluded
without saying what is wanted, and by when, is followed up by nobody.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from samsvar.core.rules.due_diligence import Decision
from samsvar.core.rules.questionnaires import Gravity


class Conclusion(StrEnum):
    """What an answer comes to."""

    SATISFACTORY = "satisfactory"
    WANTING = "wanting"
    NOT_SATISFACTORY = "not_satisfactory"


@dataclass(frozen=True, slots=True)
class Concluded:
    """A conclusion as it is about to be told.

    `gaps`: the open gaps by question, with the gravest gravity the rule found (None: a person found it). `followed`:
    the questions whose gap has been made into an impact or an action. `unseen`: gaps the rule found that nobody has
    judged.
    """

    conclusion: Conclusion
    words: str = ""
    wanted: str = ""
    wanted_by: date | None = None
    gaps: Mapping[str, Gravity | None] = field(default_factory=dict)
    followed: Collection[str] = ()
    unseen: Collection[str] = ()


def may_conclude(concluded: Concluded, today: date) -> Decision:
    """Whether the conclusion may be drawn, with all that stands in the way.

    Each gap the rule found is first judged by a person. With a serious or critical gap that is open and that nobody
    follows up, an answer is not satisfactory. Anything else than satisfactory says what is wanted, and by when; not
    satisfactory also says why.
    """
    reasons = []
    if concluded.unseen:
        reasons.append("gaps_not_judged")
    if concluded.conclusion is Conclusion.SATISFACTORY:
        if any(
            _is_grave(gravity) and question not in concluded.followed for question, gravity in concluded.gaps.items()
        ):
            reasons.append("grave_gap_open")
        return Decision(tuple(reasons))
    if not concluded.wanted.strip():
        reasons.append("nothing_wanted")
    if concluded.wanted_by is None:
        reasons.append("wanted_without_day")
    elif concluded.wanted_by < today:
        reasons.append("wanted_too_early")
    if concluded.conclusion is Conclusion.NOT_SATISFACTORY and not concluded.words.strip():
        reasons.append("no_words")
    return Decision(tuple(reasons))


def _is_grave(gravity: Gravity | None) -> bool:
    return gravity in (Gravity.SERIOUS, Gravity.CRITICAL)
