"""From the first draft to the published bytes. Each step asks the rule, and is one transaction with its event.

A state is changed by one conditional update (`… where status = … and version = …`) that must hit one row, so that two
people who press at once never both succeed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256 as fingerprint
from typing import Any

from django.db import transaction
from django.db.models import Max

from samsvar.core.documents.frozen import digest
from samsvar.core.rules.statement import Act, Attempt, Status, may
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record, snapshot
from samsvar.platform.organisation.models import Body, EnterpriseProfile, OrgUnit, Person
from samsvar.subjects.statements import events
from samsvar.subjects.statements.mailing import tell_those_asked
from samsvar.subjects.statements.models import (
    Approval,
    Narrative,
    OwnTemplate,
    PublishedFile,
    Statement,
    StatementStatus,
)


class StaleStatement(Exception):
    """Somebody changed the statement after the page was opened."""


class NotNow(Exception):
    """The step may not be taken; `obstacles` are the rule's codes."""

    def __init__(self, obstacles: Iterable[str]) -> None:
        self.obstacles = tuple(obstacles)
        super().__init__(", ".join(self.obstacles))


@dataclass(frozen=True)
class Signatory:
    """Somebody asked to approve: a board member or the managing director."""

    name: str
    title: str
    person: Person | None


@transaction.atomic
def start_statement(
    *,
    enterprise: OrgUnit,
    year: int,
    language: str,
    template: str,
    by: Actor,
    at: datetime,
    period: tuple[date, date] | None = None,
    reason: str = "",
) -> Statement:
    """Start the year's statement, or a new edition of it with its reason. Texts are carried over from the one before.

    Raises NotNow where the newest edition is not published yet, or a new edition has no reason.
    """
    newest = Statement.objects.filter(enterprise=enterprise, year=year).order_by("-edition").first()
    if newest is not None:
        if newest.status != StatementStatus.PUBLISHED:
            raise NotNow(["edition_in_work"])
        if not reason.strip():
            raise NotNow(["no_reason"])
    before = newest or Statement.objects.filter(enterprise=enterprise, year=year - 1).order_by("-edition").first()
    first, last = period or (date(year, 1, 1), date(year, 12, 31))
    statement = Statement.objects.create(
        enterprise=enterprise,
        year=year,
        edition=newest.edition + 1 if newest else 1,
        language=language,
        template=template,
        period_from=first,
        period_to=last,
        reason=reason.strip(),
        earlier_links=before.earlier_links if before else "",
        left_out=newest.left_out if newest else [],
        created_at=at,
        updated_at=at,
    )
    rows = [changed(statement)]
    for section, text in _texts_of(before).items():
        rows.append(changed(_write(statement, section, text, None, at)))
    record(events.STARTED, by=by, at=at, enterprise=enterprise.key, rows=rows, about={"year": year})
    return statement


def _texts_of(before: Statement | None) -> dict[str, str]:
    if before is None:
        return {}
    return dict(before.narratives.order_by("serial").values_list("section", "text"))


def _write(statement: Statement, section: str, text: str, person: Person | None, at: datetime) -> Narrative:
    last = statement.narratives.filter(section=section).aggregate(last=Max("serial"))["last"] or 0
    return Narrative.objects.create(
        statement=statement,
        section=section,
        text=text,
        written_by=person,
        written_at=at,
        serial=last + 1,
        created_at=at,
        updated_at=at,
    )


@transaction.atomic
def edit_statement(
    *, statement: Statement, fields: Mapping[str, Any], opened_version: int, by: Actor, at: datetime
) -> Statement:
    """Change the facts of a draft: period, template, language, links. Raises StaleStatement or NotNow."""
    was = snapshot(statement)
    _move(statement, Status.DRAFT, opened_version, at, **fields)
    record(events.EDITED, by=by, at=at, enterprise=statement.enterprise.key, rows=[changed(statement, was)])
    return statement


@transaction.atomic
def write_section(
    *, statement: Statement, section: str, text: str, opened_serial: int, person: Person | None, by: Actor, at: datetime
) -> Narrative:
    """Keep a new version of a section's text. The same text again keeps none.

    Raises StaleStatement where somebody wrote after `opened_serial`, NotNow where the statement is no draft.
    """
    if (
        Statement.objects.filter(pk=statement.pk, status=StatementStatus.DRAFT).update(status=StatementStatus.DRAFT)
        != 1
    ):
        raise NotNow(["no_such_step"])
    newest = statement.narratives.filter(section=section).order_by("-serial").first()
    if newest is not None and newest.text == text:
        return newest
    if (newest.serial if newest else 0) != opened_serial:
        raise StaleStatement
    written = _write(statement, section, text, person, at)
    record(
        events.WRITTEN,
        by=by,
        at=at,
        enterprise=statement.enterprise.key,
        rows=[changed(written)],
        about={"section": section, "year": statement.year},
    )
    return written


@transaction.atomic
def leave_out(
    *, statement: Statement, withheld: list[dict[str, str]], opened_version: int, by: Actor, at: datetime
) -> Statement:
    """Decide which records the draft withholds, each with its ground in § 6 and a reason."""
    if any(not each.get("ground") or not each.get("reason", "").strip() for each in withheld):
        raise NotNow(["no_ground"])
    was = snapshot(statement)
    _move(statement, Status.DRAFT, opened_version, at, left_out=withheld)
    record(events.LEFT_OUT, by=by, at=at, enterprise=statement.enterprise.key, rows=[changed(statement, was)])
    return statement


@transaction.atomic
def submit_statement(
    *,
    statement: Statement,
    frozen: dict[str, Any],
    levels: Mapping[str, int | None],
    signatories: Iterable[Signatory],
    untold: Iterable[str],
    board: Body | None,
    board_case: str,
    board_meeting_on: date | None,
    opened_version: int,
    person: Person | None,
    by: Actor,
    at: datetime,
) -> Statement:
    """Freeze the document and ask the signatories, by letter too. From here approval signs these very bytes.

    `levels` are the contracts' levels by number as they are now: what later changes are held against.
    """
    asked = list(signatories)
    attempt = Attempt(Act.SUBMIT, by.person_key, frozenset({"prepare"}), untold=tuple(untold))
    _ask(statement, attempt, more=[] if asked else ["no_signatories"])
    was = snapshot(statement)
    _move(
        statement,
        Status.DRAFT,
        opened_version,
        at,
        status=StatementStatus.SUBMITTED,
        submitted_at=at,
        submitted_by=person,
        frozen=frozen,
        frozen_sha256=digest(frozen),
        levels=dict(levels),
        board=board,
        board_case=board_case,
        board_meeting_on=board_meeting_on,
    )
    rows = [changed(statement, was)]
    for each in asked:
        approval = Approval.objects.create(
            statement=statement,
            person=each.person,
            name=each.name,
            title=each.title,
            asked_at=at,
            created_at=at,
            updated_at=at,
        )
        rows.append(changed(approval))
    tell_those_asked(statement, [each.person for each in asked if each.person is not None], by=by, at=at)
    about = {"year": statement.year, "sha256": statement.frozen_sha256}
    record(events.SUBMITTED, by=by, at=at, enterprise=statement.enterprise.key, rows=rows, about=about)
    return statement


@transaction.atomic
def return_statement(*, statement: Statement, reason: str, opened_version: int, by: Actor, at: datetime) -> Statement:
    """Take a submitted or approved statement back to draft, with a reason. Approvals given so far are void."""
    _ask(statement, Attempt(Act.RETURN, by.person_key, frozenset({"approve"}), reason=reason))
    was = snapshot(statement)
    stands = Status(statement.status)
    _move(statement, stands, opened_version, at, status=StatementStatus.DRAFT, frozen=None, frozen_sha256="")
    rows = [changed(statement, was)]
    for approval in statement.approvals.filter(voided_at__isnull=True):
        before = snapshot(approval)
        approval.voided_at = at
        approval.version += 1
        approval.updated_at = at
        approval.save()
        rows.append(changed(approval, before))
    about = {"year": statement.year}
    record(events.RETURNED, by=by, at=at, enterprise=statement.enterprise.key, rows=rows, about=about)
    return statement


@transaction.atomic
def approve_statement(
    *, statement: Statement, person: Person, sha256: str, reservation: str, by: Actor, at: datetime
) -> Approval:
    """One signatory approves the bytes they read. The last of them makes the statement approved.

    Raises StaleStatement where the digest is not the one that stands, NotNow where the step may not be taken.
    """
    # Holds the row to the end: of two who approve at once, the later must see that the other did.
    if Statement.objects.filter(pk=statement.pk, frozen_sha256=sha256).update(frozen_sha256=sha256) != 1:
        raise StaleStatement
    approval = statement.approvals.filter(person=person, voided_at__isnull=True).first()
    if approval is None:
        raise NotNow(["lacks_right"])
    if approval.approved_at is not None:
        return approval
    attempt = Attempt(
        Act.APPROVE,
        person.key,
        frozenset({"approve"}),
        submitted_by=statement.submitted_by.key if statement.submitted_by else "",
        four_eyes=_four_eyes(statement.enterprise),
    )
    _ask(statement, attempt)
    was = snapshot(approval)
    hit = Approval.objects.filter(pk=approval.pk, approved_at__isnull=True, voided_at__isnull=True).update(
        approved_at=at, sha256=sha256, reservation=reservation, version=approval.version + 1, updated_at=at
    )
    if hit != 1:
        raise StaleStatement
    approval.refresh_from_db()
    rows = [changed(approval, was)]
    if not statement.approvals.filter(approved_at__isnull=True, voided_at__isnull=True).exists():
        before = snapshot(statement)
        _move(statement, Status.SUBMITTED, statement.version, at, status=StatementStatus.APPROVED)
        rows.append(changed(statement, before))
    about = {"year": statement.year, "sha256": sha256}
    record(events.APPROVED, by=by, at=at, enterprise=statement.enterprise.key, rows=rows, about=about)
    return approval


@transaction.atomic
def publish_statement(
    *,
    statement: Statement,
    files: Mapping[str, bytes],
    untold: Iterable[str],
    opened_version: int,
    by: Actor,
    at: datetime,
) -> Statement:
    """Keep the published bytes in every form and open them to the public; an earlier edition is superseded.

    `files` are made by the caller from the frozen document and the names of those who approved it.
    """
    waiting = statement.approvals.filter(approved_at__isnull=True, voided_at__isnull=True)
    attempt = Attempt(
        Act.PUBLISH,
        by.person_key,
        frozenset({"publish"}),
        awaiting=tuple(waiting.values_list("name", flat=True)),
        untold=tuple(untold),
    )
    _ask(statement, attempt)
    rows = [_supersede(earlier, at) for earlier in _published(statement)]
    was = snapshot(statement)
    _move(statement, Status.APPROVED, opened_version, at, status=StatementStatus.PUBLISHED, published_at=at)
    rows.append(changed(statement, was))
    PublishedFile.objects.bulk_create(
        PublishedFile(statement=statement, form=form, content=content, sha256=fingerprint(content).hexdigest())
        for form, content in sorted(files.items())
    )
    about = {
        "year": statement.year,
        "edition": statement.edition,
        "files": {form: fingerprint(content).hexdigest() for form, content in sorted(files.items())},
    }
    record(events.PUBLISHED, by=by, at=at, enterprise=statement.enterprise.key, rows=rows, about=about)
    return statement


@transaction.atomic
def save_template(
    *,
    enterprise: OrgUnit,
    title: str,
    sections: list[dict[str, Any]],
    by: Actor,
    at: datetime,
    template: OwnTemplate | None = None,
    opened_version: int = 0,
) -> OwnTemplate:
    """Make or change the enterprise's own template. Drafts that use it follow; frozen statements do not.

    Raises NotNow where it has no sections or another template has the title, StaleStatement where somebody changed it.
    """
    if not sections:
        raise NotNow(["no_sections"])
    others = OwnTemplate.objects.filter(enterprise=enterprise, title=title)
    if others.exclude(pk=template.pk if template else 0).exists():
        raise NotNow(["title_taken"])
    was = snapshot(template) if template else None
    if template is None:
        template = OwnTemplate.objects.create(
            enterprise=enterprise, title=title, definition={"sections": sections}, created_at=at, updated_at=at
        )
    else:
        hit = OwnTemplate.objects.filter(pk=template.pk, version=opened_version).update(
            title=title, definition={"sections": sections}, version=opened_version + 1, updated_at=at
        )
        if hit != 1:
            raise StaleStatement
        template.refresh_from_db()
    record(events.TEMPLATE_SAVED, by=by, at=at, enterprise=enterprise.key, rows=[changed(template, was)])
    return template


def _published(statement: Statement) -> Iterable[Statement]:
    return Statement.objects.filter(
        enterprise=statement.enterprise, year=statement.year, status=StatementStatus.PUBLISHED
    ).exclude(pk=statement.pk)


def _supersede(earlier: Statement, at: datetime) -> RowChange:
    was = snapshot(earlier)
    _move(earlier, Status.PUBLISHED, earlier.version, at, status=StatementStatus.SUPERSEDED)
    return changed(earlier, was)


def _four_eyes(enterprise: OrgUnit) -> bool:
    profile = EnterpriseProfile.objects.filter(enterprise=enterprise).first()
    return profile.two_pairs_of_eyes if profile else True


def _ask(statement: Statement, attempt: Attempt, more: Iterable[str] = ()) -> None:
    obstacles = (*may(Status(statement.status), attempt).reasons, *more)
    if obstacles:
        raise NotNow(obstacles)


def _move(statement: Statement, stands: Status, opened_version: int, at: datetime, **columns: Any) -> None:
    """One conditional update; the statement in hand is read anew. Raises StaleStatement where no row was hit."""
    hit = Statement.objects.filter(pk=statement.pk, status=str(stands), version=opened_version).update(
        **columns, version=opened_version + 1, updated_at=at
    )
    if hit != 1:
        raise StaleStatement
    statement.refresh_from_db()
