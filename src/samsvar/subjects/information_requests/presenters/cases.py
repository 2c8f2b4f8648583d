"""What the list, a case's page and the year's figures show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.information_requests import (
    REGIMES,
    UNANSWERED,
    Status,
    ask_reasons_deadline,
    next_deadline,
    notice_deadline,
    plan_for,
)
from samsvar.platform.ui.language import current_language
from samsvar.subjects.information_requests.models import EntryKind, InformationRequest, RequestPart
from samsvar.subjects.information_requests.presenters.words import ACTS, GROUNDS, Words, provision_words
from samsvar.subjects.information_requests.selectors import Held, RegimeFigures, case_of

TABS: dict[str, Words] = {
    "open": gettext_lazy("Open"),
    "late": gettext_lazy("Over the deadline"),
    "waiting": gettext_lazy("Waiting for the one who asks"),
    "ended": gettext_lazy("Ended"),
    "all": gettext_lazy("All"),
}
_SHORT = 140


@dataclass(frozen=True)
class Row:
    """A line of the list. `kind` is the pill's; `plan_on` where the deadline is no working day."""

    request: InformationRequest
    title: str
    act: Words
    kind: str
    plan_on: date | None


@dataclass(frozen=True)
class NextStep:
    """What must be done now, by when and by which rule. `href` empty: nothing to press."""

    words: str
    due_on: date | None
    plan_on: date | None
    provision: str
    href: str
    button: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of what happened. `coming`: it lies ahead. `inner`: a note among colleagues."""

    on: date
    at: datetime | None
    words: str
    text: str
    who: str
    coming: bool = False
    inner: bool = False


def finding(counts: Mapping[str, int]) -> str:
    """The page's heading: what is owed."""
    if counts["late"]:
        return ngettext(
            "%(n)d request for information is over its deadline",
            "%(n)d requests for information are over their deadlines",
            counts["late"],
        ) % {"n": counts["late"]}
    if counts["open"]:
        return ngettext(
            "%(n)d request for information waits for an answer",
            "%(n)d requests for information wait for an answer",
            counts["open"],
        ) % {"n": counts["open"]}
    return _("No request for information waits for an answer")


def rows(requests: Iterable[InformationRequest]) -> list[Row]:
    """The lines of the list."""
    return [
        Row(
            request=request,
            title=short(request.question),
            act=ACTS[request.regime],
            kind=pill(request.status),
            plan_on=_plan(request.due_on),
        )
        for request in requests
    ]


def pill(status: str) -> str:
    """The kind of pill a status is drawn with."""
    if status in (Status.ANSWERED, Status.REASONS_GIVEN):
        return "good"
    return "warn" if status in (Status.RECEIVED, Status.REASONS_REQUESTED, Status.CLARIFICATION) else ""


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= _SHORT else words[: _SHORT - 1].rstrip() + "…"


def _plan(due_on: date | None) -> date | None:
    return None if due_on is None or plan_for(due_on) == due_on else plan_for(due_on)


def next_step(request: InformationRequest, held: Held, today: date) -> NextStep | None:
    """What the case waits for; None where nothing is left to do."""
    owed = next_deadline(case_of(request))
    if owed is None:
        return None
    words, name, button = _to_do(request, held)
    undecided = next((part for part in held.parts if part.given is None), None)
    place = [request.key, undecided.key] if name == "part" and undecided else [request.key]
    return NextStep(
        words=words,
        due_on=owed.due_on,
        plan_on=_plan(owed.due_on),
        provision=provision_words(owed.provision),
        href=reverse(f"information_requests:{name}", args=place),
        button=button,
        notes=tuple(_notes(request, today)),
    )


def _to_do(request: InformationRequest, held: Held) -> tuple[str, str, str]:
    """The words, the name of the address and the button of the next step."""
    if request.status == Status.RECEIVED:
        return _("Somebody must take it on"), "take", _("Take it on")
    if request.status == Status.CLARIFICATION:
        return _("Waiting for the one who asks. The deadline stands all the same"), "clarified", _("Note what they say")
    if request.status == Status.REASONS_REQUESTED:
        return _("Give fuller reasons for the refusal"), "give_reasons", _("Write the reasons")
    if any(part.given is None for part in held.parts):
        return _("Decide what is given and what is refused"), "part", _("Decide it")
    if not request.draft.strip():
        return _("Write the answer"), "draft", _("Write the answer")
    return _("Read the answer once more, and send it"), "send", _("Read and send")


def _notes(request: InformationRequest, today: date) -> list[str]:
    """What else is good to know of the time."""
    notes = []
    if Status(request.status) in UNANSWERED and request.promised_on is not None:
        notes.append(_("You have said that an answer can be expected by %(day)s.") % {"day": _day(request.promised_on)})
    notice = notice_deadline(REGIMES[request.regime], request.received_on)
    if Status(request.status) in UNANSWERED and request.extended_on is None and notice and today <= notice.due_on:
        notes.append(
            _("If more time is needed, the notice must be sent by %(day)s too.") % {"day": _day(notice.due_on)}
        )
    return notes


def _day(on: date) -> str:
    return format_date(on, current_language(), "text")


def timeline(request: InformationRequest, held: Held, today: date) -> list[Line]:
    """What happened, newest first; what lies ahead stands on top."""
    lines = [Line(request.received_on, request.received_at, _("Received"), "", request.get_channel_display())]
    for letter in held.letters:
        who = letter.sent_by.name if letter.sent_by else ""
        text = "\n\n".join(filter(None, (letter.text, letter.rights)))
        lines.append(Line(oslo_day(letter.sent_at), letter.sent_at, letter.get_kind_display(), text, who))
    for entry in held.entries:
        who = _("The one who asked") if entry.by_applicant else (entry.noted_by.name if entry.noted_by else "")
        inner = entry.kind == EntryKind.NOTE
        on, at = oslo_day(entry.noted_at), entry.noted_at
        lines.append(Line(on, at, entry.get_kind_display(), entry.text, who, inner=inner))
    lines.sort(key=lambda line: (line.on, line.at or request.received_at), reverse=True)
    owed = next_deadline(case_of(request))
    if owed is not None:
        coming = Line(
            owed.due_on,
            None,
            _("Last day: %(provision)s") % {"provision": provision_words(owed.provision)},
            "",
            "",
            coming=True,
        )
        return [coming, *lines]
    if request.status in (Status.REFUSED, Status.PARTLY_REFUSED) and request.refusal_reached_on is not None:
        asking = ask_reasons_deadline(REGIMES[request.regime], request.refusal_reached_on)
        if asking is not None and asking.due_on >= today:
            words = _("Last day to ask for fuller reasons: %(provision)s") % {
                "provision": provision_words(asking.provision)
            }
            return [Line(asking.due_on, None, words, "", "", coming=True), *lines]
    return lines


@dataclass(frozen=True)
class PartLine:
    """A part and its decision in words."""

    part: RequestPart
    decision: str
    kind: str
    basis: str


def part_lines(request: InformationRequest, parts: Sequence[RequestPart]) -> list[PartLine]:
    """Each thing asked for, with what is decided."""
    regime = REGIMES[request.regime]
    lines = []
    for part in parts:
        ground = regime.ground(part.ground)
        if part.given is None:
            lines.append(PartLine(part, _("Not decided"), "warn", ""))
        elif part.given:
            lines.append(PartLine(part, _("Given"), "good", ""))
        else:
            provision = provision_words(part.provision or (ground.provision if ground else ""))
            lines.append(PartLine(part, _("Refused"), "bad", f"{GROUNDS.get(part.ground, part.ground)} ({provision})"))
    return lines


@dataclass(frozen=True)
class FigureLine:
    """A row of the year's figures."""

    name: Words
    figures: RegimeFigures
    total: bool


def figure_lines(found: Iterable[RegimeFigures]) -> list[FigureLine]:
    """The Acts that were used, and all together."""
    return [
        FigureLine(ACTS[each.regime] if each.regime else _("Together"), each, not each.regime)
        for each in found
        if each.received or not each.regime
    ]
