"""Working on a case with others, as a template sees it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from samsvar.core.rules.cases import SOURCES
from samsvar.platform.delivery.models import MessageStatus, OutgoingMessage
from samsvar.subjects.due_diligence.models import OwnerLetter
from samsvar.subjects.due_diligence.presenters.codes import LEAVING

_NOT_OUT = {MessageStatus.REFUSED, MessageStatus.UNCERTAIN, MessageStatus.CANCELLED}


@dataclass(frozen=True, slots=True)
class Letter:
    """A question to an owner of agreements: where it stands, and whether something may still be done with it."""

    row: OwnerLetter
    kind: str
    words: str
    waits: bool


def lacking(reasons: Iterable[str]) -> list[tuple[str, str]]:
    """What lacks before leaving may be decided: the sentence, and where it is asked for."""
    return [(str(LEAVING[code][1]), _source(SOURCES[code])) for code in reasons]


def letters(rows: Iterable[OwnerLetter], messages: Mapping[str, list[OutgoingMessage]]) -> list[Letter]:
    """Each question with its state; `messages` are the outbox's, newest first, by the letter's key."""
    return [_letter(row, messages.get(row.key, [])) for row in rows]


def _letter(row: OwnerLetter, messages: list[OutgoingMessage]) -> Letter:
    if row.answered_at is not None:
        return Letter(row, "good", gettext("Answered"), waits=False)
    if row.withdrawn_at is not None:
        return Letter(row, "", gettext("Taken back"), waits=False)
    if row.opened_at is not None:
        return Letter(row, "", gettext("Opened, not answered"), waits=True)
    newest = messages[0].status if messages else ""
    if newest in _NOT_OUT:
        return Letter(row, "bad", gettext("The mail did not go"), waits=True)
    if newest == MessageStatus.SENT:
        return Letter(row, "", gettext("Sent, not opened"), waits=True)
    return Letter(row, "", gettext("In the outbox"), waits=True)


def _source(code: str) -> str:
    words = {
        "OECD 3.2": gettext("OECD, step 3"),
        "UNGP 19": gettext("UN Guiding Principle 19"),
        "anskaffelsesloven": gettext("Public Procurement Act"),
    }
    return words[code]
