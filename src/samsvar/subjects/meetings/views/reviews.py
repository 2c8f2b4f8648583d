"""Reviews: the list, one with its input and what came out of it, and its minutes."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsvar.core.documents.frozen import freeze, thaw
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.lists import asked_of
from samsvar.platform.forms.acts import Act, Acts, by_whom
from samsvar.platform.forms.pages import FormPage, Words
from samsvar.platform.forms.versioned import begun
from samsvar.platform.ui.answers import as_file
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.meetings.forms import HoldForm, NewReviewForm, NoteForm, ReviewForm, VerdictForm
from samsvar.subjects.meetings.gathering import DueDocument, collect, documents_due
from samsvar.subjects.meetings.models import Review, ReviewKind
from samsvar.subjects.meetings.presenters import reviews as presenter
from samsvar.subjects.meetings.presenters.minutes import CONTENT_TYPES, file_of, minutes_of
from samsvar.subjects.meetings.presenters.words import POINTS, review_title
from samsvar.subjects.meetings.selectors import reviews as selectors
from samsvar.subjects.meetings.services import reviews as services
from samsvar.subjects.meetings.views.finding import WRITTEN, find_review, require_sight, writable
from samsvar.subjects.meetings.views.saving import form_page, page_under, said

REVIEWS = _("Reviews")


@signed_in
def reviews(request: ViewerRequest) -> HttpResponse:
    """All reviews of the enterprise, the newest year first."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require_sight(viewer, enterprise)
    allow_methods(request, "GET", "HEAD")
    rows = list(selectors.reviews_of(viewer, enterprise)[:200])
    context = {
        "can_manage": viewer.may(WRITTEN, enterprise),
        "enterprise": enterprise,
        "finding": presenter.finding(rows, today()),
        "kinds": [(code, name) for code, name in ReviewKind.choices],
        "rows": [(row, review_title(row)) for row in rows],
        "year": today().year,
    }
    return render(request, "meetings/reviews.html", context)


@signed_in
def review(request: ViewerRequest, key: str) -> HttpResponse:
    """The input that collected itself, what was said of it, and what came out of it."""
    found = find_review(request, key)
    allow_methods(request, "GET", "HEAD")
    whole = selectors.whole(found)
    due = documents_due(found, today()) if found.kind == ReviewKind.DOCUMENTS else None
    can_manage = request.viewer.may(WRITTEN, found.enterprise)
    context = {
        "can_manage": can_manage,
        "documents": presenter.document_lines(whole.documents, due),
        "documents_told": due is not None,
        "enterprise": found.enterprise,
        "finding": presenter.review_finding(whole),
        "is_campaign": found.kind == ReviewKind.CAMPAIGN_WEEK,
        "is_documents": found.kind == ReviewKind.DOCUMENTS,
        "may_write": can_manage and not found.is_held,
        "points": presenter.point_lines(whole),
        "review": found,
        "title": review_title(found),
        "unknown": [line for line in presenter.point_lines(whole) if line.is_unknown],
        "whole": whole,
    }
    return render(request, "meetings/review.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Begin to prepare a review: its input is collected at once."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, WRITTEN, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    kind = request.GET.get("kind", "")
    year = asked_of(request, ())["year"] or today().year
    initial = {"year": year, "unit": enterprise.key, "kind": kind if kind in ReviewKind.values else ""}
    form = NewReviewForm(enterprise, request.POST or None, initial=initial)

    @transaction.atomic
    def save() -> str:
        written = dict(form.cleaned_data)
        made = services.begin_review(
            enterprise=enterprise, kind=written.pop("kind"), fields=written, by=viewer.actor, at=now()
        )
        _collect(request, made)
        return reverse("meetings:review", args=[made.key])

    page = page_under(
        ((reverse("meetings:reviews"), REVIEWS),),
        _("Begin a review"),
        _("Begin the review"),
        _("The review is begun, and its input is collected."),
        intro=_("Everything that is known of its agenda is collected at once, and can be collected again."),
    )
    return form_page(request, page, form, save)


def _collect(request: ViewerRequest, found: Review) -> Review:
    gathered = collect(found, services.points_of(found.kind), today())
    return services.keep_input(review=found, gathered=gathered, **by_whom(request))


def review_page(found: Review, title: Words, button: Words, saved: Words, **more: Any) -> FormPage:
    """A form's page beneath a review."""
    up = ((reverse("meetings:reviews"), REVIEWS), (reverse("meetings:review", args=[found.key]), review_title(found)))
    return page_under(up, title, button, saved, **more)


acts = Acts(lambda request, key: writable(request, find_review(request, key)), review_page, said)
gather = acts.button(_("The input is collected again."), _collect)


def _told(request: ViewerRequest, found: Review) -> forms.Form:
    return ReviewForm(request.POST or None, initial=begun(ReviewForm, found))


def _change(request: ViewerRequest, found: Review, form: Any) -> object:
    return services.change_review(review=found, fields=form.written, version=form.version_sent, **by_whom(request))


def _hold(request: ViewerRequest, found: Review, form: Any) -> object:
    day = form.cleaned_data["held_on"]
    with transaction.atomic():
        found.held_on = day  # for the minutes' own words; saved below
        frozen = freeze(minutes_of(selectors.whole(found), current_language(), final=True))
        found.held_on = None
        about: dict[str, Any] = {"held_on": day, "minutes": frozen, "today": today(), "version": form.version_sent}
        services.hold_review(review=found, **about, **by_whom(request))
    return reverse("meetings:minutes", args=[found.key])


edit = acts.view(Act(_("About the review"), _("Save"), _("It is saved."), _told, _change))
hold = acts.view(
    Act(
        _("Freeze the minutes"),
        _("Freeze the minutes"),
        _("The review is held, and its minutes are frozen."),
        lambda request, found: HoldForm(
            request.POST or None, initial={"held_on": found.planned_on or today(), "version": found.version}
        ),
        _hold,
        about=lambda _row, _form: {
            "intro": _(
                "Input, notes, findings and decisions stay as they stand now. Actions are followed on as before."
            )
        },
    )
)


@signed_in
def note(request: ViewerRequest, key: str, point: str) -> HttpResponse:
    """Write what was said of a point."""
    found = writable(request, find_review(request, key))
    if point not in services.points_of(found.kind):
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")
    row = found.notes.filter(point=point).first()
    form = NoteForm(request.POST or None, initial=begun(NoteForm, row))

    def save() -> str:
        about: dict[str, Any] = {"text": form.cleaned_data["text"], "version": form.version_sent if row else None}
        services.note_point(review=found, point=point, **about, **by_whom(request))
        return reverse("meetings:review", args=[found.key]) + f"#{point}"

    page = review_page(found, POINTS[point], _("Save"), _("It is saved."))
    return form_page(request, page, form, save)


@signed_in
def document(request: ViewerRequest, key: str, document: str) -> HttpResponse:
    """Decide to keep, change or withdraw one of the documents that are due."""
    found = writable(request, find_review(request, key))
    row = found.documents.filter(document_key=document).first()
    due = _due(found, document, row.title if row else "")
    allow_methods(request, "GET", "HEAD", "POST")
    form = VerdictForm(request.POST or None, initial=begun(VerdictForm, row))

    def save() -> None:
        about: dict[str, Any] = {"version": form.version_sent if row else None, **by_whom(request)}
        services.judge_document(review=found, document_key=due.key, title=due.title, **form.written, **about)

    page = review_page(found, due.title, _("Save the decision"), _("The decision is saved."))
    return form_page(request, page, form, save)


def _due(found: Review, key: str, title: str) -> DueDocument:
    for each in documents_due(found, today()) or ():
        if each.key == key:
            return each
    if not title:
        raise Http404
    return DueDocument(key, title, None)


@signed_in
def minutes(request: ViewerRequest, key: str) -> HttpResponse:
    """The minutes as a page: frozen once held, a draft until then."""
    found = find_review(request, key)
    allow_methods(request, "GET", "HEAD")
    context = {
        "document": _document(found),
        "enterprise": found.enterprise,
        "forms": list(CONTENT_TYPES),
        "review": found,
        "title": review_title(found),
    }
    return render(request, "meetings/minutes.html", context)


@signed_in
def download(request: ViewerRequest, key: str, form: str) -> HttpResponse:
    """The minutes as a file."""
    found = find_review(request, key)
    if form not in CONTENT_TYPES:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    return as_file(file_of(_document(found), form), f"{found.kind}-{found.year}.{form}", CONTENT_TYPES[form])


def _document(found: Review) -> Any:
    if found.frozen:
        return thaw(found.frozen)
    return minutes_of(selectors.whole(found), current_language())
