"""What is done with a document: one address for each act, told in a table."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.guards import find_or_404, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.acts import Act, Acts, by_whom
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.ui.clock import today
from samsvar.subjects.governance.forms.documents import (
    ApprovalForm,
    DocumentForm,
    ReviewForm,
    RuleForm,
    TieForm,
    ValidityForm,
    VersionForm,
)
from samsvar.subjects.governance.forms.requirements import RequirementForm
from samsvar.subjects.governance.models import GoverningDocument
from samsvar.subjects.governance.selectors.documents import ties_of, validities_of
from samsvar.subjects.governance.services import documents as services
from samsvar.subjects.governance.services.requirements import add_requirement
from samsvar.subjects.governance.views.documents import document_form, find_managed
from samsvar.subjects.governance.views.saving import said

acts = Acts(find_managed, document_form, said)


def _others(request: ViewerRequest, found: GoverningDocument) -> Any:
    """The documents that this one may be tied to: those of its own level and of those above."""
    keys = found.unit.line_keys
    return GoverningDocument.objects.readable_by(request.viewer).filter(unit__key__in=keys)


def _edit(request: ViewerRequest, found: GoverningDocument) -> DocumentForm:
    names = tuple(DocumentForm.base_fields) + ("manager",)
    initial = initial_of(found, [name for name in names if name != "version"])
    return DocumentForm(found.enterprise, request.POST or None, initial=initial)


def _save_edit(request: ViewerRequest, found: GoverningDocument, form: Any) -> object:
    return services.edit_document(document=found, fields=form.written, version=form.version_sent, **by_whom(request))


def _validity(request: ViewerRequest, found: GoverningDocument, form: Any) -> object:
    return services.set_validity(document=found, **form.cleaned_data, **by_whom(request))


def _tie(request: ViewerRequest, found: GoverningDocument, form: Any) -> object:
    return services.tie_documents(document=found, **form.cleaned_data, **by_whom(request))


def _rule(request: ViewerRequest, found: GoverningDocument, form: Any) -> object:
    return services.set_review_rule(document=found, **form.cleaned_data, **by_whom(request))


def _review(request: ViewerRequest, found: GoverningDocument, form: Any) -> object:
    return services.review_document(document=found, **form.cleaned_data, **by_whom(request))


def _requirement(request: ViewerRequest, found: GoverningDocument, form: Any) -> object:
    made = add_requirement(document=found, fields=form.written, **by_whom(request))
    return reverse("governance:requirement", args=[made.key])


ACTS: dict[str, Act] = {
    "endre": Act(_("Change the document"), _("Save the document"), _("The document is saved."), _edit, _save_edit),
    "versjon": Act(
        _("Register a new version"),
        _("Register the version"),
        _("The version is registered."),
        lambda request, found: VersionForm(request.POST or None, initial={"sign_anew": bool(found.signed_by)}),
        lambda request, found, form: services.add_version(document=found, fields=form.cleaned_data, **by_whom(request)),
    ),
    "vedtak": Act(
        _("Note who decided it"),
        _("Save the decision"),
        _("The decision is noted."),
        lambda request, found: ApprovalForm(found, request.POST or None),
        lambda request, found, form: services.add_approval(
            document=found, fields=form.cleaned_data, **by_whom(request)
        ),
    ),
    "gjelder": Act(
        _("Set for whom it holds"),
        _("Save"),
        _("It is set."),
        lambda request, found: ValidityForm(found, request.POST or None, initial={"subtree": True}),
        _validity,
    ),
    "knytt": Act(
        _("Tie it to another document"),
        _("Tie them"),
        _("The documents are tied."),
        lambda request, found: TieForm(found, _others(request, found), request.POST or None),
        _tie,
    ),
    "regel": Act(
        _("Set how often it is reviewed"),
        _("Save the rule"),
        _("The rule is saved."),
        lambda request, found: RuleForm(found, _others(request, found), request.POST or None),
        _rule,
    ),
    "gjennomgang": Act(
        _("Note a review"),
        _("Save the review"),
        _("The review is noted."),
        lambda request, found: ReviewForm(found, request.POST or None, initial={"reviewed_on": today()}),
        _review,
    ),
    "krav": Act(
        _("Take out a requirement"),
        _("Save the requirement"),
        _("The requirement is saved. Tie what answers it."),
        lambda request, found: RequirementForm(
            request.POST or None, initial={"asks_of": ";enterprise;", "answered_by": ";evidence;"}
        ),
        _requirement,
    ),
}


@signed_in
def act(request: ViewerRequest, key: str, word: str) -> HttpResponse:
    """The form of one act."""
    one = ACTS.get(word)
    if one is None:
        raise Http404
    return acts.answer(request, one, find_managed(request, key))


def _end(request: ViewerRequest, found: GoverningDocument) -> object:
    row = find_or_404(validities_of(found), key=request.POST.get("row", "")[:16])
    return services.end_validity(validity=row, last_on=today(), **by_whom(request))


def _untie(request: ViewerRequest, found: GoverningDocument) -> object:
    row = find_or_404(ties_of(found), key=request.POST.get("row", "")[:16])
    return services.untie_documents(tie=row, **by_whom(request))


end_validity = acts.button(_("The document holds there no longer than today."), _end)
untie = acts.button(_("The tie is taken away."), _untie)
