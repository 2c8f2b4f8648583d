"""What each activity of the wheel comes to, shown on its occurrence: the review, the year's assessments and statement,
assignments, and the survey with the plans on HSE."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.front.reviews.surveying import survey_and_plan
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.clock import today
from samsvar.platform.ui.language import current_language
from samsvar.platform.ui.sections import Section
from samsvar.registers.wheel.models import ActivityResult, Occurrence
from samsvar.subjects.due_diligence.models import AssessmentRun
from samsvar.subjects.governance.models import (
    Assignment,
    CoverKind,
    DocumentKind,
    Requirement,
    RequirementCoverage,
)
from samsvar.subjects.governance.selectors.requirements import worst_of
from samsvar.subjects.meetings.gathering import documents_due
from samsvar.subjects.meetings.models import Review, ReviewedDocument, ReviewKind
from samsvar.subjects.meetings.presenters.reviews import DocumentLine, document_lines
from samsvar.subjects.meetings.services.reviews import RESULT_OF
from samsvar.subjects.statements.models import Statement

Words = str | Promise
MOST = 25
TEMPLATE = "reviews/result.html"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that comes out of it: what it is called, where it is read, how it stands, and whether that is well."""

    title: Words
    address: str
    stands: Words = ""
    kind: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What stands, the button that goes on from it, and what an empty section says."""

    title: Words
    lines: list[Line]
    empty: Words
    href: str = ""
    button: Words = ""
    documents: list[DocumentLine] = field(default_factory=list)
    review: Review | None = None


def review_of(kind: ReviewKind) -> Callable[[Viewer, Occurrence], Section]:
    """The review that the occurrence is, or the way to begin it; of documents, each that is due with its decision."""

    def show(viewer: Viewer, occurrence: Occurrence) -> Section:
        rows = Review.objects.visible_to(viewer, Permission.VIEW_WHEEL).select_related("enterprise", "unit")
        review = rows.filter(occurrence=occurrence).first()
        may_begin = viewer.may(Permission.MANAGE_WHEEL, occurrence.enterprise)
        lines, documents, begin = [], [], ""
        if review is not None:
            stands = _("held") if review.is_held else _("being prepared")
            day = review.held_on or review.planned_on
            address = page_address("meetings:review", review.key)
            lines.append(Line(str(review), address, stands, "good" if review.is_held else "", day))
        elif may_begin:
            begin = page_address("meetings:review_new") + f"?kind={kind}&year={occurrence.year}"
        if kind is ReviewKind.DOCUMENTS:
            documents = _documents(occurrence, review)
        empty = _("It is not begun. Its input is collected by itself when it is.")
        title, button = _("The review"), _("Begin the review")
        return Section(TEMPLATE, Found(title, lines, empty, begin, button, documents, review))

    return show


def _documents(occurrence: Occurrence, review: Review | None) -> list[DocumentLine]:
    """The documents that are due by the day it is held, with what is decided of each."""
    enterprise = occurrence.enterprise
    asked = review or Review(
        enterprise=enterprise,
        unit=enterprise,
        kind=ReviewKind.DOCUMENTS,
        year=occurrence.year,
        planned_on=occurrence.due_on,
    )
    due = documents_due(asked, today())
    if review is not None:
        return document_lines(ReviewedDocument.objects.filter(review=review), due)
    return [DocumentLine(each.key, each.title, each.address, each.due_on, None) for each in due or ()]


def statement(viewer: Viewer, occurrence: Occurrence) -> Section:
    """The year's assessments of contracts, and the statement on the year before, which is due in June."""
    enterprise, year = occurrence.enterprise, occurrence.year - 1
    runs = AssessmentRun.objects.filter(enterprise=enterprise, on__year=occurrence.year).order_by("-on")
    run = runs.first() if viewer.may(Permission.VIEW_CONTRACTS, enterprise) else None
    assessed = Line(
        _("Risk assessment of contracts"),
        page_address("due_diligence:contracts"),
        _("done") if run else _("not done this year"),
        "good" if run else "warn",
        run.on if run else None,
    )
    rows = Statement.objects.readable_by(viewer).filter(enterprise=enterprise, year=year)
    newest = rows.defer("frozen", "levels").order_by("-edition").first()
    name = _("Statement for %(year)s") % {"year": year}
    address = page_address("statements:workspace", newest.key) if newest else page_address("statements:statements")
    out = newest is not None and newest.published_at is not None
    stands = newest.get_status_display() if newest else _("not begun")
    lines = [assessed, Line(name, address, stands, "good" if out else "warn")]
    return Section(TEMPLATE, Found(_("The year’s assessments and statement"), lines, ""))


def assignments(viewer: Viewer, occurrence: Occurrence) -> Section:
    """The year's assignments that the enterprise has given or received, with how far its receivers have come."""
    enterprise = occurrence.enterprise
    readable: Any = Assignment.objects.readable_by(viewer).filter(year=occurrence.year)
    given = occurrence.activity.result == ActivityResult.ASSIGNMENTS_GIVEN
    rows = readable.filter(enterprise=enterprise) if given else readable.filter(receivers__enterprise=enterprise)
    lines = []
    for row in rows.prefetch_related("receivers").order_by("due_on", "pk")[:MOST]:
        told = [each for each in row.receivers.all() if given or each.enterprise_id == enterprise.pk]
        answered = sum(each.answered_on is not None for each in told)
        stands = _("%(n)s of %(of)s have answered") % {"n": answered, "of": len(told)}
        kind = "good" if told and answered == len(told) else "warn"
        lines.append(Line(row.text[:200], page_address("governance:assignment", row.key), stands, kind, row.due_on))
    if not given:
        lines += _taken_out(viewer, occurrence)
    return Section(TEMPLATE, Found(_("The year’s assignments"), lines, _("No assignment is registered for the year.")))


def _taken_out(viewer: Viewer, occurrence: Occurrence) -> list[Line]:
    """The requirements of the year's assignments, with how each stands at the enterprise.

    Of the year are those that apply from it, and those without such a day that were written down in it.
    """
    enterprise, year, language = occurrence.enterprise, occurrence.year, current_language()
    of_year = Q(applies_from_on__year=year) | Q(applies_from_on=None, created_at__year=year)
    rows = Requirement.objects.readable_by(viewer).filter(of_year, document__kind=DocumentKind.ASSIGNMENT)
    rows = rows.filter(document__enterprise__key__in=enterprise.line_keys)
    asked = list(rows.order_by("document__name_nb", "pk")[:MOST])
    stored = RequirementCoverage.objects.filter(enterprise=enterprise, requirement__in=asked)
    stands = {each.requirement_id: CoverKind(worst) for each in stored if (worst := worst_of(each))}
    return [
        Line(
            each.name(language),
            page_address("governance:requirement", each.key),
            stands[each.pk].label if each.pk in stands else "",
            "good" if stands.get(each.pk) == CoverKind.ANSWERED else "warn",
        )
        for each in asked
    ]


SHOWN: dict[str, Callable[[Viewer, Occurrence], Section]] = {
    **{RESULT_OF[kind].value: review_of(kind) for kind in RESULT_OF},
    ActivityResult.STATEMENT.value: statement,
    ActivityResult.ASSIGNMENTS_TAKEN_IN.value: assignments,
    ActivityResult.ASSIGNMENTS_GIVEN.value: assignments,
    ActivityResult.SURVEY_AND_HSE_PLAN.value: survey_and_plan,
}
