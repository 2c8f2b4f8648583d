"""What an enterprise says of itself: posts, bodies, sites, key figures and its description."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation import events
from samsvar.platform.organisation.models import (
    Body,
    BodyMember,
    EnterpriseProfile,
    KeyFigure,
    OrgUnit,
    Person,
    Post,
    Site,
    held_on,
)
from samsvar.platform.organisation.services.writing import NotAllowed, save_changed, save_new


@transaction.atomic
def fill_post(
    *,
    enterprise: OrgUnit,
    duty: str,
    person: Person,
    valid_from: date,
    by: Actor,
    at: datetime,
    valid_to: date | None = None,
) -> Post:
    """Give somebody a duty from a day. Raises NotAllowed (`post_held`) where another holds it on that day."""
    if Post.objects.filter(held_on(valid_from), enterprise=enterprise, duty=duty).exists():
        raise NotAllowed("post_held", duty=duty)
    _check_span(valid_from, valid_to)
    row = Post(enterprise=enterprise, duty=duty, person=person, valid_from=valid_from, valid_to=valid_to)
    return save_new(row, kind=events.POST_FILLED, enterprise=enterprise, by=by, at=at)


@transaction.atomic
def end_post(*, post: Post, last_day: date, by: Actor, at: datetime, version: int | None = None) -> Post:
    """Give a duty's holding its last day."""
    _check_span(post.valid_from, last_day)
    return save_changed(
        post,
        {"valid_to": last_day},
        kind=events.POST_ENDED,
        enterprise=post.enterprise,
        by=by,
        at=at,
        version=version,
    )


@transaction.atomic
def create_body(*, enterprise: OrgUnit, name_nb: str, kind: str, by: Actor, at: datetime, name_nn: str = "") -> Body:
    """Add a board, committee or group."""
    row = Body(enterprise=enterprise, name_nb=name_nb, name_nn=name_nn, kind=kind)
    return save_new(row, kind=events.BODY_SAVED, enterprise=enterprise, by=by, at=at)


@transaction.atomic
def edit_body(*, body: Body, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None) -> Body:
    """Change a body's name or kind."""
    return save_changed(body, fields, kind=events.BODY_SAVED, enterprise=body.enterprise, by=by, at=at, version=version)


@transaction.atomic
def add_member(
    *,
    body: Body,
    valid_from: date,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    name: str = "",
    title: str = "",
    valid_to: date | None = None,
) -> BodyMember:
    """Give somebody a seat: a person who signs in, or a name. Raises NotAllowed (`no_name`, `ends_before_start`)."""
    called = person.name if person else name.strip()
    if not called:
        raise NotAllowed("no_name")
    _check_span(valid_from, valid_to)
    row = BodyMember(body=body, person=person, name=called, title=title, valid_from=valid_from, valid_to=valid_to)
    return save_new(row, kind=events.SEAT_TAKEN, enterprise=body.enterprise, by=by, at=at)


@transaction.atomic
def end_member(
    *, member: BodyMember, last_day: date, by: Actor, at: datetime, version: int | None = None
) -> BodyMember:
    """Give a seat its last day."""
    _check_span(member.valid_from, last_day)
    return save_changed(
        member,
        {"valid_to": last_day},
        kind=events.SEAT_ENDED,
        enterprise=member.body.enterprise,
        by=by,
        at=at,
        version=version,
    )


@transaction.atomic
def save_site(
    *,
    enterprise: OrgUnit,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    site: Site | None = None,
    version: int | None = None,
) -> Site:
    """Add a site, or change one. `fields` are columns of `Site`; its unit stands within the enterprise."""
    if fields["unit"].enterprise_id != enterprise.pk:
        raise NotAllowed("crosses_enterprises")
    _check_span(fields.get("valid_from"), fields.get("valid_to"))
    if site is None:
        new = Site(enterprise=enterprise, **fields)
        return save_new(new, kind=events.SITE_SAVED, enterprise=enterprise, by=by, at=at)
    return save_changed(site, fields, kind=events.SITE_SAVED, enterprise=enterprise, by=by, at=at, version=version)


@transaction.atomic
def set_key_figure(
    *,
    enterprise: OrgUnit,
    year: int,
    kind: str,
    value: int,
    source: str,
    by: Actor,
    at: datetime,
    on: date | None = None,
) -> KeyFigure:
    """Set a year's figure (units: see `KeyFigure`). A figure that stands is replaced; the trail keeps the old one."""
    if not source.strip():
        raise NotAllowed("no_source")
    fields = {"value": value, "source": source.strip(), "on": on}
    known = KeyFigure.objects.filter(enterprise=enterprise, year=year, kind=kind).first()
    if known is None:
        new = KeyFigure(enterprise=enterprise, year=year, kind=kind, **fields)
        return save_new(new, kind=events.KEY_FIGURE_SAVED, enterprise=enterprise, by=by, at=at)
    return save_changed(known, fields, kind=events.KEY_FIGURE_SAVED, enterprise=enterprise, by=by, at=at)


@transaction.atomic
def save_profile(
    *, enterprise: OrgUnit, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> EnterpriseProfile:
    """Set the enterprise's description. An Act that applies has a ground (§§ 2–3) and a first year, else NotAllowed."""
    if fields.get("act_applies") and not (fields.get("act_ground") and fields.get("act_from_year")):
        raise NotAllowed("act_needs_ground")
    known = EnterpriseProfile.objects.filter(enterprise=enterprise).first()
    if known is None:
        new = EnterpriseProfile(enterprise=enterprise, **fields)
        return save_new(new, kind=events.PROFILE_SAVED, enterprise=enterprise, by=by, at=at)
    return save_changed(known, fields, kind=events.PROFILE_SAVED, enterprise=enterprise, by=by, at=at, version=version)


def _check_span(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise NotAllowed("ends_before_start")
