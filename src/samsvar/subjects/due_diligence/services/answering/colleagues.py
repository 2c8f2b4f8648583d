"""A supplier has a colleague answer a part: a narrower link by mail, and its end."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.services import Recipient as MailTo
from samsvar.platform.delivery.services import cancel_messages, queue_message
from samsvar.platform.links.limits import within
from samsvar.platform.links.models import Recipient, SingleLink
from samsvar.platform.links.services import make_link, revoke_link
from samsvar.platform.organisation.services import NotAllowed
from samsvar.subjects.due_diligence.selectors.answering.asked import ANSWER, SECTIONS, Asked, colleagues_of

MOST_COLLEAGUES = 10
"""How many colleagues one supplier may have at a time."""
MOST_MAILS, MOST_MAILS_OF_ALL = 20, 2_000
"""Mails to colleagues in a day: of one supplier, and of all together."""
_DAY = timedelta(days=1).total_seconds()
COLLEAGUE_MAIL = "answer_colleague"


def may_ask_more(asked: Asked, at: datetime) -> bool:
    """Count one more mail to a colleague; False where that is too many today. To be called outside a transaction."""
    key = asked.recipient.key
    return within("answer_colleague", key, at=at, most=MOST_MAILS, seconds=int(_DAY)) and within(
        "answer_colleague_all", "", at=at, most=MOST_MAILS_OF_ALL, seconds=int(_DAY)
    )


@transaction.atomic
def ask_colleague(
    *, asked: Asked, name: str, address: str, sections: Iterable[str], language: str, by: Actor, at: datetime
) -> SingleLink:
    """Ask a colleague by mail to answer the sections.

    The link made here stands for having asked: it opens nothing, since its secret is thrown away. The one in the mail
    is minted when that is written, from this one, so that this one's end is the end of both.
    Raises NotAllowed: `link_narrow` (the asker answers a part itself), `too_many_colleagues`, `link_over`.
    """
    if not asked.is_whole:
        raise NotAllowed("link_narrow")
    if len(colleagues_of(asked)) >= MOST_COLLEAGUES:
        raise NotAllowed("too_many_colleagues", most=MOST_COLLEAGUES)
    link, _thrown_away = make_link(
        purpose=ANSWER,
        target=asked.recipient.key,
        recipient=Recipient(name=name, address=address),
        enterprise=asked.enterprise,
        expires_at=asked.link.expires_at,
        by=by,
        at=at,
        parent=asked.link,
        scope={SECTIONS: list(sections)},
    )
    queue_message(
        kind=COLLEAGUE_MAIL,
        occasion=f"colleague {link.key}",
        to=MailTo(address=address, name=name, language=language),
        target=link.key,
        enterprise=asked.enterprise,
        by=by,
        at=at,
    )
    return link


@transaction.atomic
def end_colleague(*, asked: Asked, key: str, by: Actor, at: datetime) -> bool:
    """End a colleague's link, and the mail where it has not gone; False where there is none. What was saved stays."""
    found = next((each.link for each in colleagues_of(asked) if each.link.key == key), None)
    if found is None or not asked.is_whole:
        return False
    cancel_messages(target=found.key, enterprise=asked.enterprise, by=by, at=at)
    revoke_link(link=found, by=by, at=at)
    return True
