"""Making, finding, spending, extending and ending links."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from samsvar.platform.access.walls import show_besides
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, forget_row, record, removed, snapshot
from samsvar.platform.links import events
from samsvar.platform.links.models import SHOWN_LINK, Recipient, Scope, SingleLink
from samsvar.platform.links.purposes import PURPOSES, SIGN_IN
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services import NotAllowed, enterprise_key

SIGN_IN_LIFE = timedelta(days=3)
MOST_HANDS = 3
"""How many times a link may be passed on: from the first recipient to the second is once."""
_ABOVE = "__".join(["parent"] * MOST_HANDS)
_OPEN = Q(spent_at__isnull=True, revoked_at__isnull=True)
_NOTE_USE_EVERY = timedelta(minutes=5)
Codes = dict[str, list[str]]


class LinkGone(Exception):
    """The link is unknown, expired, revoked or spent; which of them is nobody's business."""


@transaction.atomic
def make_link(
    *,
    purpose: str,
    target: str,
    recipient: Recipient,
    enterprise: OrgUnit | None,
    expires_at: datetime,
    by: Actor,
    at: datetime,
    parent: SingleLink | None = None,
    scope: Scope | None = None,
    by_operator: bool = False,
) -> tuple[SingleLink, str]:
    """Make a link. Returns it with its secret, which is kept nowhere and can be shown this once.

    With a `parent` the link passes on what that one opens, or a part of it: it has the parent's purpose, target and
    enterprise, ends no later, and `scope` may only narrow (None: as the parent's).
    Raises NotAllowed: `link_over` (the parent opens nothing any more), `link_too_wide`, `link_too_many_hands`.
    """
    if purpose not in PURPOSES:
        raise ValueError(f"no purpose of links is called {purpose!r}")
    narrowed = _plain(scope)
    if parent is not None:
        narrowed = _narrowed(parent, narrowed, scope is None, at)
        if (purpose, target) != (parent.purpose, parent.target):
            raise NotAllowed("link_too_wide")
        enterprise, expires_at = parent.enterprise, min(expires_at, parent.expires_at)
    secret = secrets.token_urlsafe(32)
    link = SingleLink(
        purpose=purpose,
        digest=digest_of(secret),
        target=target,
        person=recipient.person,
        recipient=recipient.name[:200],
        address=recipient.address,
        enterprise=enterprise,
        scope=narrowed,
        parent=parent,
        by_operator=by_operator,
        expires_at=expires_at,
        created_at=at,
        updated_at=at,
    )
    link.save()
    record(events.LINK_MADE, by=by, at=at, enterprise=_chain(link), rows=[changed(link)])
    return link, secret


def make_sign_in_link(
    *, person: Person, by: Actor, at: datetime, enterprise: OrgUnit | None = None, by_operator: bool = False
) -> str:
    """Make a link for somebody's first sign-in; earlier ones for the person end. Returns the secret, shown once."""
    with transaction.atomic():
        _revoke(SingleLink.objects.filter(person=person, purpose=SIGN_IN), by=by, at=at)
        _link, secret = make_link(
            purpose=SIGN_IN,
            target=person.key,
            recipient=Recipient(person=person),
            enterprise=enterprise or person.enterprise,
            expires_at=at + SIGN_IN_LIFE,
            by=by,
            at=at,
            by_operator=by_operator,
        )
    return secret


@transaction.atomic
def find_link(secret: str, *, purpose: str, at: datetime) -> SingleLink:
    """The open link with the secret, whose every link above it is open too. Changes nothing. Raises LinkGone.

    To be called inside the transaction of what is done with it: on PostgreSQL that sees the link's enterprise from
    then on, beside what it saw before.
    """
    digest = digest_of(secret)
    _show_link(digest)
    rows = SingleLink.objects.select_related("person", "enterprise")
    link = rows.filter(_OPEN, digest=digest, purpose=purpose, expires_at__gt=at).first()
    if link is None or (link.person is not None and not link.person.is_active):
        raise LinkGone
    show_besides([link.enterprise_id or 0])
    _require_open_above(link, at)
    return link


@transaction.atomic
def spend_link(*, link: SingleLink, at: datetime) -> SingleLink:
    """Use a link up, and end those made from it; of two at once one gets it. Raises LinkGone."""
    was = snapshot(link)
    open_still = SingleLink.objects.filter(_OPEN, pk=link.pk, expires_at__gt=at)
    if open_still.update(spent_at=at, updated_at=at, version=link.version + 1) != 1:
        raise LinkGone
    link.refresh_from_db()
    _require_open_above(link, at)
    by = holder_of(link)
    _revoke(SingleLink.objects.filter(parent=link), by=by, at=at)
    record(events.LINK_SPENT, by=by, at=at, enterprise=_chain(link), rows=[changed(link, was=was)])
    return link


def note_use(*, link: SingleLink, at: datetime) -> None:
    """Note when a link was last used, now and then: no event, and nothing is spent."""
    if link.last_used_at is None or at - link.last_used_at >= _NOTE_USE_EVERY:
        SingleLink.objects.filter(pk=link.pk).update(last_used_at=at)
        link.last_used_at = at


@transaction.atomic
def revoke_links(*, purpose: str, target: str, by: Actor, at: datetime) -> int:
    """End the links of one purpose to one thing, with all made from them; how many."""
    return _revoke(SingleLink.objects.filter(purpose=purpose, target=target), by=by, at=at)


@transaction.atomic
def revoke_link(*, link: SingleLink, by: Actor, at: datetime) -> int:
    """End one link, with all made from it; how many."""
    return _revoke(SingleLink.objects.filter(pk=link.pk), by=by, at=at)


@transaction.atomic
def extend_links(*, purpose: str, target: str, expires_at: datetime, by: Actor, at: datetime) -> int:
    """Let the open links of one purpose to one thing last until the instant; how many.

    One that has run out opens again. One made from another ends no later than that one.
    """
    links = SingleLink.objects.filter(_OPEN, purpose=purpose, target=target).select_related("enterprise")
    held = {link.pk: link for link in links.order_by("pk")}
    for link in held.values():
        until = expires_at
        if link.parent_id is not None:
            until = min(until, held[link.parent_id].expires_at) if link.parent_id in held else link.expires_at
        if until == link.expires_at:
            continue
        was = snapshot(link)
        link.expires_at, link.updated_at = until, at
        link.version += 1
        link.save()
        record(events.LINK_EXTENDED, by=by, at=at, enterprise=_chain(link), rows=[changed(link, was=was)])
    return len(held)


@transaction.atomic
def revoke_open_links(*, by: Actor, at: datetime) -> int:
    """End every link that is neither spent nor revoked, on the whole installation; how many. After a restore."""
    return _revoke(SingleLink.objects.all(), by=by, at=at)


def _revoke(links: QuerySet[SingleLink], *, by: Actor, at: datetime) -> int:
    """End those that are open, then those made from them, and so on down."""
    count = 0
    while level := list(links.filter(_OPEN).select_related("enterprise", "person").order_by("pk")):
        for link in level:
            was = snapshot(link)
            link.revoked_at = link.updated_at = at
            link.version += 1
            link.save()
            record(events.LINK_REVOKED, by=by, at=at, enterprise=_chain(link), rows=[changed(link, was=was)])
        count += len(level)
        links = SingleLink.objects.filter(parent__in=[link.pk for link in level])
    return count


@transaction.atomic
def remove_old_links(*, before: datetime, by: Actor, at: datetime) -> int:
    """Remove the links that could last be used before the instant; how many. One event for each chain.

    Whose name or address stands in one and who is nobody's account, is forgotten in the trail as well.
    """
    over = SingleLink.objects.filter(expires_at__lt=before).select_related("enterprise", "person").order_by("pk")
    chains: dict[str | None, list[SingleLink]] = {}
    for link in over:
        chains.setdefault(_chain(link), []).append(link)
    for chain, links in chains.items():
        rows = [removed(link) for link in links]
        SingleLink.objects.filter(pk__in=[link.pk for link in links]).delete()
        record(events.LINKS_REMOVED, by=by, at=at, enterprise=chain, rows=rows, about={"count": len(rows)})
        for link in links:
            if link.recipient or link.address:
                forget_row(SingleLink._meta.db_table, link.key, by=by, at=at)
    return sum(len(links) for links in chains.values())


def holder_of(link: SingleLink) -> Actor:
    """Whoever holds the link, as `by=` of a service."""
    if link.person is not None:
        return Actor(person_key=link.person.key, name=link.person.name, via="link")
    return Actor(person_key="", name=link.recipient or link.address, via="link")


def digest_of(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def place_of(secret: str) -> str:
    """Sixteen characters that stand for a link in an address and tell nothing of its secret.

    A page whose address holds them has a cookie of its own, so two links of one purpose are open in one browser.
    """
    return sha256(b"place of a link: " + secret.encode("utf-8", "replace")).hexdigest()[:16]


def _require_open_above(link: SingleLink, at: datetime) -> None:
    """The links it was made from must be open themselves. Raises LinkGone."""
    for above in _all_above(link):
        if above.spent_at is not None or above.revoked_at is not None or above.expires_at <= at:
            raise LinkGone


def _all_above(link: SingleLink) -> Iterable[SingleLink]:
    """The link it was made from, and that one's, up to the first. At most one query."""
    if link.parent_id is None:
        return
    above: SingleLink | None = SingleLink.objects.select_related(_ABOVE).get(pk=link.parent_id)
    while above is not None:
        yield above
        above = above.parent


def _narrowed(
    parent: SingleLink, scope: dict[str, list[str]], as_the_parent: bool, at: datetime
) -> dict[str, list[str]]:
    if parent.spent_at is not None or parent.revoked_at is not None or parent.expires_at <= at:
        raise NotAllowed("link_over")
    if len(list(_all_above(parent))) + 1 > MOST_HANDS:
        raise NotAllowed("link_too_many_hands", most=MOST_HANDS)
    if as_the_parent:
        return _plain(parent.scope)
    for name, codes in parent.scope.items():
        if name not in scope or not set(scope[name]) <= set(codes):
            raise NotAllowed("link_too_wide")
    return scope


def _plain(scope: Scope | None) -> Codes:
    """The scope as it is stored: no code twice, in order."""
    for codes in (scope or {}).values():
        if isinstance(codes, str) or not all(isinstance(code, str) for code in codes):
            raise ValueError("a scope holds lists of codes")
    return {name: sorted(set(codes)) for name, codes in (scope or {}).items()}


def _show_link(digest: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SHOWN_LINK, digest])


def _chain(link: SingleLink) -> str | None:
    return enterprise_key(link.enterprise) if link.enterprise else None
