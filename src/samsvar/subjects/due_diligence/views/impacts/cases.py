"""What is done with a case: news, judgement, steps, remediation, sharing, closing and opening again."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.versioned import begun, initial_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.due_diligence.forms.impacts import (
    CloseForm,
    JudgeForm,
    NewsForm,
    ReasonForm,
    RemediationForm,
    ShareAnswerForm,
    ShareForm,
    StepForm,
)
from samsvar.subjects.due_diligence.models import ImpactShare, Remediation
from samsvar.subjects.due_diligence.presenters.impacts import impacts as presenter
from samsvar.subjects.due_diligence.selectors.impacts import records_of, share_for
from samsvar.subjects.due_diligence.services.impacts import cases as services
from samsvar.subjects.due_diligence.services.impacts.impacts import close_impact, judge_impact, reopen_impact, set_step
from samsvar.subjects.due_diligence.views.impacts.impacts import find_impact, find_managed, impact_page
from samsvar.subjects.due_diligence.views.saving import form_page


@signed_in
def note(request: ViewerRequest, key: str) -> HttpResponse:
    """Note where the case stands."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = NewsForm(request.POST or None, initial={"noted_on": today()})

    def save() -> None:
        services.add_status_entry(impact=found, by=viewer.actor, at=now(), today=today(), **form.cleaned_data)

    page = impact_page(found, _("Note where the case stands"), _("Save the note"), _("The note is saved."))
    return form_page(request, page, form, save)


@signed_in
def judge(request: ViewerRequest, key: str) -> HttpResponse:
    """Alleged, confirmed or disproved."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = JudgeForm(request.POST or None, initial=initial_of(found, ("verification",)))

    def save() -> None:
        written = form.written
        version = form.version_sent
        judge_impact(impact=found, version=version, by=viewer.actor, at=now(), today=today(), **written)

    page = impact_page(
        found,
        _("Settle the case"),
        _("Save what we hold"),
        _("It is saved, and the levels of the contracts are renewed."),
        intro=_("The reason stands among the notes of the case, and a disproved impact no longer counts."),
    )
    return form_page(request, page, form, save)


@signed_in
def step(request: ViewerRequest, key: str) -> HttpResponse:
    """Which of the OECD's steps the work has come to."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = StepForm(request.POST or None, initial=initial_of(found, ("oecd_step",)))

    def save() -> None:
        written = form.cleaned_data["oecd_step"]
        set_step(impact=found, step=written, version=form.version_sent, by=viewer.actor, at=now())

    page = impact_page(found, _("Where the work has come"), _("Save the step"), _("The step is saved."))
    return form_page(request, page, form, save)


@signed_in
def remediation(request: ViewerRequest, key: str, line: str = "") -> HttpResponse:
    """Note what is made good, or change a line."""
    found, viewer = find_managed(request, key), request.viewer
    row = find_or_404(Remediation.objects.filter(impact=found), key=line) if line else None
    allow_methods(request, "GET", "HEAD", "POST")
    form = RemediationForm(request.POST or None, initial=begun(RemediationForm, row))

    def save() -> None:
        written = form.written
        version = form.version_sent
        services.save_remediation(impact=found, line=row, fields=written, version=version, by=viewer.actor, at=now())

    page = impact_page(found, _("Remedy"), _("Save the remedy"), _("The remedy is saved."))
    return form_page(request, page, form, save)


@signed_in
def share(request: ViewerRequest, key: str) -> HttpResponse:
    """Share the case with another enterprise."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    others = OrgUnit.objects.enterprises().alive(today())
    form = ShareForm(others, request.POST or None)

    def save() -> None:
        services.share_impact(impact=found, by=viewer.actor, at=now(), **form.cleaned_data)

    page = impact_page(
        found,
        _("Share the case"),
        _("Share the case"),
        _("The case is shared."),
        intro=_(
            "The other enterprise sees what is known, the notes, the remedy and the dialogue with the supplier, and "
            "concludes for itself. It does not see your contracts, actions or reasons."
        ),
    )
    return form_page(request, page, form, save)


@signed_in
def share_end(request: ViewerRequest, key: str, share: str) -> HttpResponse:
    """Ask, and then stop sharing."""
    found = find_managed(request, key)
    rows = ImpactShare.objects.filter(impact=found, ended_on__isnull=True).select_related(
        "impact__enterprise", "enterprise"
    )
    row: ImpactShare = find_or_404(rows, key=share)
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method == "POST":
        by = request.viewer.actor
        services.end_share(share=row, by=by, at=now(), today=today())
        return redirect("due_diligence:impact", key=found.key)
    return render(request, "due_diligence/impact_unshare.html", {"impact": found, "share": row})


@signed_in
def share_answer(request: ViewerRequest, key: str) -> HttpResponse:
    """The receiver's own conclusion on a case that is shared with it."""
    found, viewer = find_impact(request, key), request.viewer
    row = share_for(found, viewer)
    require(viewer, Permission.MANAGE_IMPACTS, row.enterprise if row else found.unit)
    if row is None:
        return redirect("due_diligence:impact", key=found.key)
    allow_methods(request, "GET", "HEAD", "POST")
    began = {**initial_of(row, ("involvement", "conclusion")), "tell": row.told_at is not None}
    form = ShareAnswerForm(request.POST or None, initial=began)

    def save() -> None:
        written = form.written
        tell = written.pop("tell")
        version = form.version_sent
        services.answer_share(
            share=row, version=version, tell=tell, by=viewer.actor, at=now(), today=today(), **written
        )

    page = impact_page(found, _("Our conclusion"), _("Save our conclusion"), _("Your conclusion is saved."))
    return form_page(request, page, form, save)


@signed_in
def close(request: ViewerRequest, key: str) -> HttpResponse:
    """Close the case, or say everything that stands in the way."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = CloseForm(request.POST or None, initial={"closed_on": today(), "version": found.version})

    def save() -> None:
        written = form.written
        close_impact(impact=found, version=form.version_sent, by=viewer.actor, at=now(), today=today(), **written)

    hindrances = presenter.hindrances(found, records_of(found, viewer), today())
    more = {"hindrances": hindrances}
    page = impact_page(
        found,
        _("Close the case"),
        _("Close the case"),
        _("The case is closed. The levels of the contracts are renewed."),
        template="due_diligence/impact_close.html",
        more=more,
    )
    return form_page(request, page, form, save)


@signed_in
def reopen(request: ViewerRequest, key: str) -> HttpResponse:
    """Take up a closed case again."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def save() -> None:
        reason = form.cleaned_data["reason"]
        version = form.version_sent
        reopen_impact(impact=found, reason=reason, version=version, by=viewer.actor, at=now(), today=today())

    page = impact_page(found, _("Open the case again"), _("Open the case again"), _("The case is open again."))
    return form_page(request, page, form, save)
