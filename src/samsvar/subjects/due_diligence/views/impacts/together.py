"""Working on a case with others: the dialogue, who leads, owners of agreements, and leaving."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from samsvar.core.rules.cases import may_leave
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.versioned import begun
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.registers.suppliers.models import Contract, Partner
from samsvar.subjects.due_diligence.forms.shared_cases import AskOwnerForm, LeavingForm, SayForm
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactShare, Leaving, OwnerLetter
from samsvar.subjects.due_diligence.presenters.impacts.together import lacking
from samsvar.subjects.due_diligence.selectors.shared_cases import leaving_case, voice_of
from samsvar.subjects.due_diligence.services.impacts import dialogue, leaving, owners
from samsvar.subjects.due_diligence.views.impacts.impacts import find_impact, find_managed, impact_page
from samsvar.subjects.due_diligence.views.saving import form_page, was_refused

_TIME_TO_ANSWER = timedelta(days=21)


@signed_in
def say(request: ViewerRequest, key: str) -> HttpResponse:
    """Write in the dialogue, for the viewer's own enterprise."""
    found, voice = _with_voice(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    leads = dialogue.leader_of(found).pk == voice.pk
    form = SayForm(request.POST or None, initial={"said_on": today()}, leads=leads)

    def save() -> None:
        by = request.viewer.actor
        dialogue.say(impact=found, author=voice, by=by, at=now(), today=today(), **form.cleaned_data)

    intro = "" if leads else _("Another enterprise leads the case and speaks with the supplier.")
    page = impact_page(found, _("Write in the dialogue"), _("Save it in the dialogue"), _("It is saved."), intro=intro)
    return form_page(request, page, form, save)


@signed_in
def lead(request: ViewerRequest, key: str, share: str) -> HttpResponse:
    """Let one of those who share the case lead it; pressed at the leader, the case's own enterprise leads again."""
    found = find_managed(request, key)
    rows = ImpactShare.objects.filter(impact=found, ended_on__isnull=True)
    row: ImpactShare = find_or_404(rows, key=share)
    allow_methods(request, "POST")
    chosen = None if row.leads else row

    def act() -> None:
        dialogue.let_lead(impact=found, share=chosen, by=request.viewer.actor, at=now())

    if not was_refused(request, act):
        messages.success(request, _("It is saved."))
    return redirect("due_diligence:impact", key=found.key)


@signed_in
def ask_owner(request: ViewerRequest, key: str, partner: str) -> HttpResponse:
    """Ask somebody outside who owns agreements that the case is about."""
    found, viewer = find_managed(request, key), request.viewer
    owner: Partner = find_or_404(Partner.objects.filter(enterprise=found.enterprise), key=partner)
    allow_methods(request, "GET", "HEAD", "POST")
    contracts = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(agreement_owner=owner)
    touched = contracts.filter(impact_links__impact=found)
    initial = {
        "question": _("What have you found out about this, what have you done, and what is planned?"),
        "contracts": [contract.key for contract in touched],
        "name": owner.contact_name,
        "address": owner.contact_email,
        "language": current_language(),
        "due_on": today() + _TIME_TO_ANSWER,
    }
    form = AskOwnerForm(request.POST or None, initial=initial, contracts=contracts.order_by("number"))

    def save() -> None:
        written = dict(form.cleaned_data)
        chosen = list(written.pop("contracts"))
        asked = owners.Asked(**written)
        owners.ask_owner(
            impact=found, partner=owner, contracts=chosen, asked=asked, by=viewer.actor, at=now(), today=today()
        )

    page = impact_page(
        found,
        _("Ask %(owner)s") % {"owner": owner.name},
        _("Send the question"),
        _("The question is in the outbox."),
        intro=_(
            "They get a mail with a link, and answer on a page without an account. They see your question and the "
            "agreements, and nothing else of the case. The mail itself tells nothing of it."
        ),
    )
    return form_page(request, page, form, save)


@signed_in
def owner_again(request: ViewerRequest, key: str, letter: str) -> HttpResponse:
    """Send the question once more, with a new link."""
    found, row = _letter(request, key, letter)
    allow_methods(request, "POST")
    sent: list[bool] = []

    def act() -> None:
        sent.append(owners.write_again(letter=row, by=request.viewer.actor, at=now(), today=today()))

    if not was_refused(request, act):
        words = _("The question is in the outbox.") if sent[0] else _("It was sent today already.")
        messages.success(request, words)
    return redirect("due_diligence:impact", key=found.key)


@signed_in
def owner_withdraw(request: ViewerRequest, key: str, letter: str) -> HttpResponse:
    """Take the question back; its link opens nothing more."""
    found, row = _letter(request, key, letter)
    allow_methods(request, "POST")
    if not was_refused(request, lambda: owners.withdraw_letter(letter=row, by=request.viewer.actor, at=now())):
        messages.success(request, _("The question is taken back."))
    return redirect("due_diligence:impact", key=found.key)


@signed_in
def leave(request: ViewerRequest, key: str) -> HttpResponse:
    """Write about leaving the supplier; what lacks before it may be decided stands beside."""
    found, voice = _with_voice(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    row = Leaving.objects.filter(impact=found, enterprise=voice).first()
    if row is not None and row.decided_on is not None:
        return redirect("due_diligence:impact", key=found.key)
    form = LeavingForm(request.POST or None, initial=begun(LeavingForm, row))

    decides = "decide" in request.POST

    def save() -> None:
        leaving.save_leaving(
            impact=found,
            enterprise=voice,
            fields=form.written,
            version=form.version_sent if row is not None else None,
            decided_on=today() if decides else None,
            by=request.viewer.actor,
            at=now(),
        )

    lacks = lacking(may_leave(leaving_case(row)).reasons) if row is not None else []
    page = impact_page(
        found,
        _("Leave the supplier responsibly"),
        _("Save the draft"),
        _("It is decided, and stays as it is.") if decides else _("The draft is saved."),
        template="due_diligence/leaving.html",
        more={"lacks": lacks, "row": row},
    )
    return form_page(request, page, form, save)


def _with_voice(request: ViewerRequest, key: str) -> tuple[AdverseImpact, OrgUnit]:
    """The case and the enterprise the viewer writes for. 403 for one who only reads."""
    found = find_impact(request, key)
    voice = voice_of(found, request.viewer)
    if voice is None:
        require(request.viewer, Permission.MANAGE_IMPACTS, found.unit)
        raise Http404
    return found, voice


def _letter(request: ViewerRequest, key: str, letter: str) -> tuple[AdverseImpact, OwnerLetter]:
    found = find_managed(request, key)
    rows = OwnerLetter.objects.filter(impact=found).select_related("enterprise", "inquiry", "impact")
    row: OwnerLetter = find_or_404(rows, key=letter)
    return found, row
