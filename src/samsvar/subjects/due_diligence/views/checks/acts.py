"""What is done with a check by one form each: a table of acts, so that a new one is an entry here and an address."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.acts import Act, Acts, by_whom
from samsvar.platform.forms.pages import Words
from samsvar.platform.forms.versioned import Versioned, begun
from samsvar.platform.ui.clock import today
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
from samsvar.subjects.due_diligence.views.saving import said

Fields = Mapping[str, Any]
Begins = Callable[[ViewerRequest, Check], Fields]
Bind = Callable[[ViewerRequest, Check], forms.Form]
acts = Acts(find_managed, check_page, said)


def _bind(form: type[forms.Form], begins: Begins = lambda _request, _check: {}) -> Bind:
    """The form, and what it begins with."""
    return lambda request, check: form(request.POST or None, initial=dict(begins(request, check)))


def _save(service: Callable[..., object]) -> Callable[[ViewerRequest, Check, Any], object]:
    """Calls `service(check, fields, **who)`: what was written; `by`, `at` and `today`, and `version` where the form is
    about the check as it was seen.
    """

    def save(request: ViewerRequest, check: Check, form: Any) -> object:
        who: dict[str, Any] = {**by_whom(request), "today": today()}
        if isinstance(form, Versioned):
            return service(check, form.written, version=form.version_sent, **who)
        return service(check, form.cleaned_data, **who)

    return save


def _intro(words: Words) -> Callable[[Check, Any], Fields]:
    return lambda _check, _form: {"intro": words}


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


ask = acts.view(
    Act(
        _("Ask for documents"),
        _("Save what was asked for"),
        _("It is noted."),
        _bind(AskForm, _asks),
        _save(lambda check, fields, **who: services.ask_for_documents(check=check, **fields, **who)),
        _intro(
            _("Samsvar sends nothing: write to the supplier yourself, and note here what you asked for and by when.")
        ),
    )
)
receive = acts.view(
    Act(
        _("What came or was seen"),
        _("Save what came"),
        _("It is noted. Compare it now."),
        _bind(ReceiveForm, _receives),
        _save(lambda check, fields, **who: services.receive_documents(check=check, **fields, **who)),
    )
)
judge = acts.view(
    Act(
        _("Judge the check"),
        _("Save the judgement"),
        _("The check is judged. Open findings are followed until they are closed."),
        _bind(CheckJudgeForm, lambda _request, check: {**begun(CheckJudgeForm, check), "judged_on": today()}),
        _save(lambda check, fields, **who: services.judge_check(check=check, **fields, **who)),
        _intro(_("What was below the rate or out of order must stand as a finding first.")),
    )
)
cancel = acts.view(
    Act(
        _("Cancel the check"),
        _("Cancel the check"),
        _("The check is cancelled."),
        _bind(CancelForm, lambda _request, check: {"version": check.version}),
        _save(_cancel),
    )
)
card = acts.view(
    Act(
        _("Note an HSE card"),
        _("Save the card"),
        _("The card is noted."),
        _bind(CardForm, lambda _request, _check: {"seen_on": today()}),
        _save(lambda check, fields, **who: check_parts.note_card(check=check, **fields, **who)),
    )
)
evidence = acts.view(
    Act(
        _("Note evidence"),
        _("Save the evidence"),
        _("The evidence is noted."),
        _bind(EvidenceForm),
        _save(_note_evidence),
    )
)
finding_new = acts.view(
    Act(
        _("Note a finding"),
        _("Save the finding"),
        _("The finding is noted. It stays open until somebody writes what was done."),
        _bind(FindingForm, lambda _request, check: {"found_on": check.received_on or today()}),
        _save(_note_finding),
    )
)
