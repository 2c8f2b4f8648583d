"""What is done with a check by one form each: a table of acts, so that a new one is an entry here and an address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import Words
from samsvar.platform.forms.versioned import Versioned, begun
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.due_diligence.forms.actions import CancelForm
from samsvar.subjects.due_diligence.forms.checks.checks import (
    AskForm,
    CardForm,
    CheckJudgeForm,
    EvidenceForm,
    FindingForm,
    ReceiveForm,
)
from samsvar.subjects.due_diligence.models import Check
from samsvar.subjects.due_diligence.presenters.checks import checks as presenter
from samsvar.subjects.due_diligence.services.checks import checks as services
from samsvar.subjects.due_diligence.services.checks import findings as check_findings
from samsvar.subjects.due_diligence.services.checks import parts as check_parts
from samsvar.subjects.due_diligence.views.checks.checks import check_page, find_managed
from samsvar.subjects.due_diligence.views.saving import form_page

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """One act: its form, what that begins with, its words, and the service.

    `save(check, fields, **who)` is called with what was written; `who` is `by`, `at` and `today`, and `version` where
    the form is about the check as it was seen.
    """

    form: type[forms.Form]
    title: Words
    button: Words
    saved: Words
    save: Callable[..., Any]
    begins: Callable[[ViewerRequest, Check], Fields] = lambda _request, _check: {}
    intro: Words = ""


def act_view(act: Act) -> Callable[..., HttpResponse]:
    """The page of an act."""

    @signed_in
    def view(request: ViewerRequest, key: str) -> HttpResponse:
        found = find_managed(request, key)
        allow_methods(request, "GET", "HEAD", "POST")
        form = act.form(request.POST or None, initial=dict(act.begins(request, found)))

        def save() -> None:
            who: dict[str, Any] = {"by": request.viewer.actor, "at": now(), "today": today()}
            if isinstance(form, Versioned):
                act.save(found, form.written, version=form.version_sent, **who)
            else:
                act.save(found, form.cleaned_data, **who)

        page = check_page(found, str(act.title), str(act.button), str(act.saved), str(act.intro))
        return form_page(request, page, form, save)

    return view


def _asks(_request: ViewerRequest, check: Check) -> Fields:
    asked_for = check.asked_for or presenter.ASK_FOR.get(check.kind, "")
    return {**begun(AskForm, check), "asked_for": asked_for, "asked_on": check.asked_on or today()}


def _receives(request: ViewerRequest, check: Check) -> Fields:
    looked_by = check.looked_by or (request.viewer.person.name if request.viewer.person else "")
    return {
        **begun(ReceiveForm, check),
        "received_on": check.received_on or today(),
        "looked_by": looked_by,
    }


def _cancel(check: Check, fields: Fields, *, today: Any, **who: Any) -> None:
    services.cancel_check(check=check, reason=fields["reason"], **who)


def _note_evidence(check: Check, fields: Fields, *, today: Any, **who: Any) -> None:
    check_parts.note_evidence(check=check, fields=fields, **who)


def _note_finding(check: Check, fields: Fields, *, version: int, **who: Any) -> None:
    check_findings.note_finding(check=check, fields=fields, **who)


ask = act_view(
    Act(
        AskForm,
        _("Ask for documents"),
        _("Save what was asked for"),
        _("It is noted."),
        lambda check, fields, **who: services.ask_for_documents(check=check, **fields, **who),
        _asks,
        _("Samsvar sends nothing: write to the supplier yourself, and note here what you asked for and by when."),
    )
)
receive = act_view(
    Act(
        ReceiveForm,
        _("What came or was seen"),
        _("Save what came"),
        _("It is noted. Compare it now."),
        lambda check, fields, **who: services.receive_documents(check=check, **fields, **who),
        _receives,
    )
)
judge = act_view(
    Act(
        CheckJudgeForm,
        _("Judge the check"),
        _("Save the judgement"),
        _("The check is judged. Open findings are followed until they are closed."),
        lambda check, fields, **who: services.judge_check(check=check, **fields, **who),
        lambda _request, check: {**begun(CheckJudgeForm, check), "judged_on": today()},
        _("What was below the rate or out of order must stand as a finding first."),
    )
)
cancel = act_view(
    Act(
        CancelForm,
        _("Cancel the check"),
        _("Cancel the check"),
        _("The check is cancelled."),
        _cancel,
        lambda _request, check: {"version": check.version},
    )
)
card = act_view(
    Act(
        CardForm,
        _("Note an HSE card"),
        _("Save the card"),
        _("The card is noted."),
        lambda check, fields, **who: check_parts.note_card(check=check, **fields, **who),
        lambda _request, _check: {"seen_on": today()},
    )
)
evidence = act_view(
    Act(EvidenceForm, _("Note evidence"), _("Save the evidence"), _("The evidence is noted."), _note_evidence)
)
finding_new = act_view(
    Act(
        FindingForm,
        _("Note a finding"),
        _("Save the finding"),
        _("The finding is noted. It stays open until somebody writes what was done."),
        _note_finding,
        lambda _request, check: {"found_on": check.received_on or today()},
    )
)
