"""Requests for information: by when they are answered, what may be refused, and what a refusal must say.

Sources: åpenhetsloven (LOV-2021-06-18-99) §§ 6–7; offentleglova (LOV-2006-05-19-16) §§ 11, 13–26, 28–32;
miljøinformasjonsloven (LOV-2003-05-09-31) §§ 16–19. The day of receipt is not counted: three weeks from a Tuesday end
on a Tuesday. None of the Acts moves a deadline that falls on a weekend or a holiday; `plan_for` gives the working day
before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsvar.core.rules.dates import Deadline, add_months, add_weeks
from samsvar.core.rules.due_diligence import Decision
from samsvar.core.rules.holidays import add_working_days, working_day_not_after


class Status(StrEnum):
    """How far a request has come."""

    RECEIVED = "received"
    CLARIFICATION = "clarification"
    IN_PROGRESS = "in_progress"
    EXTENDED = "extended"
    ANSWERED = "answered"
    PARTLY_REFUSED = "partly_refused"
    REFUSED = "refused"
    REASONS_REQUESTED = "reasons_requested"
    REASONS_GIVEN = "reasons_given"
    WITHDRAWN = "withdrawn"


S = Status
OUTCOMES = frozenset({S.ANSWERED, S.PARTLY_REFUSED, S.REFUSED})
REFUSALS = frozenset({S.PARTLY_REFUSED, S.REFUSED})
#: The enterprise owes an answer.
UNANSWERED = frozenset({S.RECEIVED, S.CLARIFICATION, S.IN_PROGRESS, S.EXTENDED})
#: The enterprise owes something: the answer, or fuller reasons.
OPEN = UNANSWERED | {S.REASONS_REQUESTED}
MOVES: Mapping[Status, frozenset[Status]] = {
    S.RECEIVED: OUTCOMES | {S.CLARIFICATION, S.IN_PROGRESS, S.EXTENDED, S.WITHDRAWN},
    S.CLARIFICATION: OUTCOMES | {S.IN_PROGRESS, S.EXTENDED, S.WITHDRAWN},
    S.IN_PROGRESS: OUTCOMES | {S.CLARIFICATION, S.EXTENDED, S.WITHDRAWN},
    S.EXTENDED: OUTCOMES | {S.CLARIFICATION, S.WITHDRAWN},
    S.ANSWERED: frozenset(),
    S.PARTLY_REFUSED: frozenset({S.REASONS_REQUESTED}),
    S.REFUSED: frozenset({S.REASONS_REQUESTED}),
    S.REASONS_REQUESTED: frozenset({S.REASONS_GIVEN, S.WITHDRAWN}),
    S.REASONS_GIVEN: frozenset(),
    S.WITHDRAWN: frozenset(),
}


def may_move(now: Status, to: Status) -> bool:
    """Whether a request that stands at `now` may go to `to`."""
    return to in MOVES[now]


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as a law states it; one of the three."""

    weeks: int = 0
    months: int = 0
    working_days: int = 0

    def after(self, day: date) -> date:
        """The last day of the span that begins with the day, which is not counted."""
        if self.working_days:
            return add_working_days(day, self.working_days)
        return add_months(day, self.months) if self.months else add_weeks(day, self.weeks)


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground for refusal. `gives_way`: it does not stand against known actual impacts (åpenhetsloven § 6 (3))."""

    code: str
    provision: str
    gives_way: bool = False


@dataclass(frozen=True, slots=True)
class Regime:
    """One Act's rules. None where the Act has no such rule.

    `must_state`: codes of what a refusal says. `exact_provision`: down to paragraph, letter and number.
    `silence_refuses`: no answer in time counts as a refusal that can be appealed against.
    """

    code: str
    law: str
    right: str
    answer: Span
    answer_provision: str
    grounds: tuple[Ground, ...]
    must_state: tuple[str, ...]
    refusal_provision: str
    extended: Span | None = None
    extension_provision: str = ""
    ask_reasons: Span | None = None
    give_reasons: Span | None = None
    reasons_provision: str = ""
    appeal: Span | None = None
    exact_provision: bool = False
    consider_more: bool = False
    silence_refuses: bool = False

    def ground(self, code: str) -> Ground | None:
        """The ground with the code, or None where the Act has none such."""
        return next((ground for ground in self.grounds if ground.code == code), None)


TRANSPARENCY_ACT = Regime(
    code="transparency_act",
    law="åpenhetsloven",
    right="åpenhetsloven § 6 (1)",
    answer=Span(weeks=3),
    answer_provision="åpenhetsloven § 7 (2)",
    extended=Span(months=2),
    extension_provision="åpenhetsloven § 7 (2)",
    grounds=(
        Ground("unidentified", "åpenhetsloven § 6 (2) a", gives_way=True),
        Ground("unreasonable", "åpenhetsloven § 6 (2) b", gives_way=True),
        Ground("personal", "åpenhetsloven § 6 (2) c", gives_way=True),
        Ground("trade_secret", "åpenhetsloven § 6 (2) d", gives_way=True),
        Ground("security", "åpenhetsloven § 6 (4)"),
        Ground("copyright", "åpenhetsloven § 6 (4)"),
    ),
    must_state=("legal_basis", "right_to_reasons", "deadline_for_reasons", "consumer_authority"),
    refusal_provision="åpenhetsloven § 7 (3)",
    ask_reasons=Span(weeks=3),
    give_reasons=Span(weeks=3),
    reasons_provision="åpenhetsloven § 7 (4)",
)

PUBLIC_ACCESS = Regime(
    code="public_access",
    law="offentleglova",
    right="offentleglova § 3",
    answer=Span(working_days=5),
    answer_provision="offentleglova §§ 29, 32 (2)",
    grounds=(
        Ground("not_specified", "offentleglova § 28"),
        Ground("deferred", "offentleglova § 5"),
        Ground("secrecy", "offentleglova § 13"),
        Ground("internal", "offentleglova § 14"),
        Ground("internal_from_outside", "offentleglova § 15"),
        Ground("negotiation", "offentleglova § 23 (1)"),
        Ground("tender", "offentleglova § 23 (3)"),
        Ground("control", "offentleglova § 24"),
        Ground("recruitment", "offentleglova § 25"),
        Ground("exams_and_pictures", "offentleglova § 26"),
    ),
    must_state=("legal_basis", "right_to_reasons", "deadline_for_reasons", "appeal", "deadline_for_appeal"),
    refusal_provision="offentleglova § 31 (1)",
    ask_reasons=Span(weeks=3),
    give_reasons=Span(working_days=10),
    reasons_provision="offentleglova § 31 (2)",
    appeal=Span(weeks=3),
    exact_provision=True,
    consider_more=True,
    silence_refuses=True,
)

ENVIRONMENTAL_INFORMATION = Regime(
    code="environmental_information",
    law="miljøinformasjonsloven",
    right="miljøinformasjonsloven § 16",
    answer=Span(months=1),
    answer_provision="miljøinformasjonsloven § 18",
    extended=Span(months=2),
    extension_provision="miljøinformasjonsloven § 18",
    grounds=(
        Ground("unidentified", "miljøinformasjonsloven § 17"),
        Ground("unreasonable", "miljøinformasjonsloven § 17"),
        Ground("trade_secret", "miljøinformasjonsloven § 17"),
        Ground("other_interest", "miljøinformasjonsloven § 17"),
    ),
    must_state=("legal_basis", "short_reasons", "appeals_board", "deadline_for_appeal"),
    refusal_provision="miljøinformasjonsloven § 18",
    appeal=Span(weeks=3),
)

REGIMES: Mapping[str, Regime] = {
    regime.code: regime for regime in (TRANSPARENCY_ACT, PUBLIC_ACCESS, ENVIRONMENTAL_INFORMATION)
}


def answer_deadline(regime: Regime, received_on: date, *, extended: bool = False) -> Deadline:
    """The last day for the answer. Extended time runs from the receipt too, never from the notice.

    Raises ValueError where the Act knows no extension.
    """
    if not extended:
        return Deadline(regime.answer.after(received_on), "answer", regime.answer_provision)
    if regime.extended is None:
        raise ValueError(f"{regime.law} knows no extension")
    return Deadline(regime.extended.after(received_on), "extended_answer", regime.extension_provision)


def notice_deadline(regime: Regime, received_on: date) -> Deadline | None:
    """The last day on which the notice of an extension may be sent: that of the ordinary answer."""
    if regime.extended is None:
        return None
    return Deadline(regime.answer.after(received_on), "extension_notice", regime.extension_provision)


def ask_reasons_deadline(regime: Regime, refusal_received_on: date) -> Deadline | None:
    """The applicant's last day to demand fuller reasons, counted from the day the refusal was received."""
    if regime.ask_reasons is None:
        return None
    return Deadline(regime.ask_reasons.after(refusal_received_on), "ask_reasons", regime.reasons_provision)


def give_reasons_deadline(regime: Regime, asked_on: date) -> Deadline | None:
    """The enterprise's last day to give fuller reasons, counted from the demand for them."""
    if regime.give_reasons is None:
        return None
    return Deadline(regime.give_reasons.after(asked_on), "give_reasons", regime.reasons_provision)


def appeal_deadline(regime: Regime, refusal_received_on: date) -> Deadline | None:
    """The applicant's last day to appeal against a refusal, where the Act has an appeal with a deadline."""
    if regime.appeal is None:
        return None
    return Deadline(regime.appeal.after(refusal_received_on), "appeal", regime.refusal_provision)


def plan_for(due_on: date) -> date:
    """The day to be done by: the deadline, or the working day before where it falls on a weekend or a holiday."""
    return working_day_not_after(due_on)


@dataclass(frozen=True, slots=True)
class Case:
    """What the deadlines of a request are told by; days are days in Norway.

    `reasons_asked_on`: when fuller reasons were demanded, None where they were not.
    """

    regime: Regime
    status: Status
    received_on: date
    extended: bool = False
    reasons_asked_on: date | None = None


def next_deadline(case: Case) -> Deadline | None:
    """What the enterprise owes next and by when; None where it owes nothing.

    Asking the applicant what is meant stops no clock: none of the Acts says that it does.
    """
    if case.status in UNANSWERED:
        return answer_deadline(case.regime, case.received_on, extended=case.extended)
    if case.status == S.REASONS_REQUESTED and case.reasons_asked_on is not None:
        return give_reasons_deadline(case.regime, case.reasons_asked_on)
    return None


class Burden(StrEnum):
    """Why an answer cannot be given in ordinary time (åpenhetsloven § 7 (2)): how much is asked for, or what kind."""

    AMOUNT = "amount"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Extension:
    """A notice of extended time: why, in words too, and when an answer can be expected."""

    burden: Burden | None
    reasons: str
    expected_on: date | None


def may_extend(case: Case, notice: Extension, today: date) -> Decision:
    """Whether the notice may be sent today. The codes are all that stands in the way.

    `no_extension`, `already_extended`, `already_answered`, `notice_too_late`, `burden_missing`, `reasons_missing`,
    `expected_missing`, `expected_too_early` (nothing is extended), `expected_too_late`.
    """
    last_notice = notice_deadline(case.regime, case.received_on)
    if last_notice is None:
        return Decision(("no_extension",))
    if case.status not in UNANSWERED:
        return Decision(("already_answered",))
    reasons = ["already_extended"] if case.extended else []
    if today > last_notice.due_on:
        reasons.append("notice_too_late")
    if notice.burden is None:
        reasons.append("burden_missing")
    if not notice.reasons.strip():
        reasons.append("reasons_missing")
    if notice.expected_on is None:
        reasons.append("expected_missing")
    elif notice.expected_on <= last_notice.due_on:
        reasons.append("expected_too_early")
    elif notice.expected_on > answer_deadline(case.regime, case.received_on, extended=True).due_on:
        reasons.append("expected_too_late")
    return Decision(tuple(reasons))


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked for and what is decided. `given` None: not decided.

    `known_impact`: it concerns actual adverse impacts on fundamental human rights that the enterprise knows of.
    `considered_more`: it was weighed to give access although the Act allows refusal (offentleglova § 11).
    """

    given: bool | None
    ground: str = ""
    provision: str = ""
    reasons: str = ""
    known_impact: bool = False
    considered_more: bool = False


def grounds_left(regime: Regime, *, known_impact: bool) -> tuple[Ground, ...]:
    """The grounds that may be used. § 6 (3) takes § 6 (2) a–d away where actual impacts are known."""
    return tuple(ground for ground in regime.grounds if not (known_impact and ground.gives_way))


def may_refuse(regime: Regime, part: Part) -> Decision:
    """Whether a part may be refused as it stands. All that stands in the way, in codes.

    `ground_missing`, `known_impact` (åpenhetsloven § 6 (3)), `provision_missing` (offentleglova § 31: down to
    paragraph, letter and number), `reasons_missing`, `more_not_considered` (offentleglova § 11).
    """
    ground = regime.ground(part.ground)
    reasons = ["ground_missing"] if ground is None else []
    if ground is not None and ground not in grounds_left(regime, known_impact=part.known_impact):
        reasons.append("known_impact")
    if regime.exact_provision and not part.provision.strip():
        reasons.append("provision_missing")
    if not part.reasons.strip():
        reasons.append("reasons_missing")
    if regime.consider_more and not part.considered_more:
        reasons.append("more_not_considered")
    return Decision(tuple(reasons))


def outcome(parts: Iterable[Part]) -> Status | None:
    """Answered, partly refused or refused, by the parts; None where one is not decided or there is none."""
    decided = {part.given for part in parts}
    if not decided or None in decided:
        return None
    if decided == {True}:
        return S.ANSWERED
    return S.REFUSED if decided == {False} else S.PARTLY_REFUSED


def may_answer(case: Case, parts: Iterable[Part], text: str, stated: Iterable[str]) -> Decision:
    """Whether the answer may be sent. `stated`: codes of what it tells of the applicant's rights.

    `already_answered`, `no_parts`, `part_undecided`, `text_missing`, what `may_refuse` says of a part, and
    `not_stated_…` for each thing that a refusal must say and this one does not.
    """
    held = list(parts)
    if case.status not in UNANSWERED:
        return Decision(("already_answered",))
    reasons = [] if held else ["no_parts"]
    if any(part.given is None for part in held):
        reasons.append("part_undecided")
    if not text.strip():
        reasons.append("text_missing")
    refused = [part for part in held if part.given is False]
    for part in refused:
        reasons += may_refuse(case.regime, part).reasons
    if refused:
        lacking = set(case.regime.must_state) - set(stated)
        reasons += [f"not_stated_{code}" for code in case.regime.must_state if code in lacking]
    return Decision(tuple(dict.fromkeys(reasons)))


def may_ask_reasons(case: Case, refusal_received_on: date | None, asked_on: date) -> Decision:
    """Whether the applicant still has a right to fuller reasons.

    `no_refusal`, `asked_before`, `no_such_right`, `too_late`. The enterprise may give them all the same.
    """
    if case.status in (S.REASONS_REQUESTED, S.REASONS_GIVEN):
        return Decision(("asked_before",))
    if case.status not in REFUSALS or refusal_received_on is None:
        return Decision(("no_refusal",))
    last = ask_reasons_deadline(case.regime, refusal_received_on)
    if last is None:
        return Decision(("no_such_right",))
    return Decision(("too_late",) if asked_on > last.due_on else ())
