"""Making, finding and spending one-time links."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, removed, snapshot
from samsvar.platform.links import events
from samsvar.platform.links.models import LinkPurpose, SingleLink
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services import enterprise_key

SIGN_IN_LIFE = timedelta(days=3)


class LinkGone(Exception):
    """The link is unknown, expired, revoked or spent; which of them is nobody's business."""


@transaction.atomic
def make_sign_in_link(
    *, person: Person, by: Actor, at: datetime, enterprise: OrgUnit | None = None, by_operator: bool = False
) -> str:
    """Make a link for somebody's first sign-in; earlier ones for the person end. Returns the secret, shown once."""
    _revoke(SingleLink.objects.filter(person=person, purpose=LinkPurpose.SIGN_IN), by=by, at=at)
    secret = secrets.token_urlsafe(32)
    link = SingleLink(
        purpose=LinkPurpose.SIGN_IN,
        digest=digest_of(secret),
        person=person,
        enterprise=enterprise or person.enterprise,
        by_operator=by_operator,
        expires_at=at + SIGN_IN_LIFE,
        created_at=at,
        updated_at=at,
    )
    link.save()
    record(events.LINK_MADE, by=by, at=at, enterprise=_chain(link), rows=[changed(link)])
    return secret


def find_link(secret: str, *, purpose: LinkPurpose, at: datetime) -> SingleLink:
    """The open link with the secret. Raises LinkGone."""
    rows = SingleLink.objects.filter(digest=digest_of(secret), purpose=purpose, person__is_active=True)
    link = rows.filter(spent_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at).first()
    if link is None:
        raise LinkGone
    return link


@transaction.atomic
def spend_link(*, link: SingleLink, at: datetime) -> SingleLink:
    """Use a link up; of two at once one gets it. Raises LinkGone."""
    was = snapshot(link)
    open_still = SingleLink.objects.filter(pk=link.pk, spent_at__isnull=True, revoked_at__isnull=True)
    if open_still.update(spent_at=at, updated_at=at, version=link.version + 1) != 1:
        raise LinkGone
    link.refresh_from_db()
    by = Actor(person_key=link.person.key, name=link.person.name, via="link")
    record(events.LINK_SPENT, by=by, at=at, enterprise=_chain(link), rows=[changed(link, was=was)])
    return link


@transaction.atomic
def revoke_open_links(*, by: Actor, at: datetime) -> int:
    """End every link that is neither spent nor revoked, on the whole installation; how many. After a restore."""
    return _revoke(SingleLink.objects.all(), by=by, at=at)


def _revoke(links: QuerySet[SingleLink], *, by: Actor, at: datetime) -> int:
    open_still = links.filter(spent_at__isnull=True, revoked_at__isnull=True)
    revoked = list(open_still.select_related("enterprise").order_by("pk"))
    for link in revoked:
        was = snapshot(link)
        link.revoked_at = link.updated_at = at
        link.version += 1
        link.save()
        record(events.LINK_REVOKED, by=by, at=at, enterprise=_chain(link), rows=[changed(link, was=was)])
    return len(revoked)


@transaction.atomic
def remove_old_links(*, before: datetime, by: Actor, at: datetime) -> int:
    """Remove the links that could last be used before the instant; how many. One event for each chain."""
    over = SingleLink.objects.filter(expires_at__lt=before).select_related("enterprise").order_by("pk")
    chains: dict[str | None, list[SingleLink]] = {}
    for link in over:
        chains.setdefault(_chain(link), []).append(link)
    for chain, links in chains.items():
        rows = [removed(link) for link in links]
        SingleLink.objects.filter(pk__in=[link.pk for link in links]).delete()
        record(events.LINKS_REMOVED, by=by, at=at, enterprise=chain, rows=rows, about={"count": len(rows)})
    return sum(len(links) for links in chains.values())


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _chain(link: SingleLink) -> str | None:
    return enterprise_key(link.enterprise) if link.enterprise else None
