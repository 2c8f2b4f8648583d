"""The page where an owner of agreements answers a question about a case, by a link and without an account."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from samsvar.core.readers.values.text import harmless_text
from samsvar.platform.access.guards import allow_methods
from samsvar.platform.evidence.presenters import REFUSALS as FILE_REFUSALS
from samsvar.platform.evidence.presenters import refusal as file_refusal
from samsvar.platform.forms.pages import add_refusal
from samsvar.platform.forms.sent_files import Judged, TooManyFiles, judged_files, said_of
from samsvar.platform.links.limits import window_end
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.services import LinkGone, holder_of, place_of
from samsvar.platform.links.views import by_link, take_secret, too_many
from samsvar.platform.organisation.services import NotAllowed, Refused
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.due_diligence.forms.shared_cases import OwnerAnswerForm
from samsvar.subjects.due_diligence.models import OwnerLetter
from samsvar.subjects.due_diligence.owner_links import PURPOSE
from samsvar.subjects.due_diligence.selectors.shared_cases import files_of_letter
from samsvar.subjects.due_diligence.services.impacts.owners import Answer, answer_letter, note_opened
from samsvar.subjects.due_diligence.views.saving import said

MOST_JUDGED = 60
"""Files looked through for one link in an hour."""
_AN_HOUR = 60 * 60
LONGEST_SHOWN = 20_000


@sensitive_variables("secret")
def owner_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in a mail: its secret leaves the address at once."""
    onward = reverse("due_diligence:owner_page", args=[place_of(secret)])
    return take_secret(request, secret, purpose=PURPOSE, onward=onward)


def owner_page(request: HttpRequest, place: str) -> HttpResponse:
    """The question, and the answer to be written; once it is sent, what was written and when."""
    try:
        judged = judged_files(
            request, purpose=PURPOSE, place=place, counted="owner_files", most=MOST_JUDGED, seconds=_AN_HOUR
        )
    except TooManyFiles:
        return too_many(request, until=window_end(now(), _AN_HOUR))
    return _owner_page(request, place=place, judged=judged)


@by_link(PURPOSE)
def _owner_page(request: HttpRequest, link: SingleLink, place: str, judged: Judged) -> HttpResponse:
    letter = _letter_of(link)
    allow_methods(request, "GET", "HEAD", "POST")
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    with translation.override(chosen if chosen in dict(settings.LANGUAGES) else letter.language):
        form = OwnerAnswerForm(request.POST or None, request.FILES or None, initial={"name": letter.name})
        unsent = _unsent(request, letter)
        if request.method != "POST":
            note_opened(letter=letter, at=now())
        elif not unsent and _answered(form, letter, link, judged):
            messages.success(request, _("Your answer is sent. Thank you."))
            return redirect("due_diligence:owner_page", place=place)
        responsible = letter.impact.responsible
        context = {
            "contact_address": responsible.email if responsible else "",
            "contact_name": responsible.name if responsible else "",
            "contracts": list(letter.inquiry.contracts.order_by("number")),
            "enterprise": letter.enterprise,
            "files": files_of_letter(letter) if letter.answered_at else [],
            "form": None if letter.answered_at else form,
            "letter": letter,
            "unsent": unsent,
        }
        status = 409 if unsent else 422 if form.errors else 200
        return render(request, "due_diligence/owner_page.html", context, status=status)


def _unsent(request: HttpRequest, letter: OwnerLetter) -> str:
    """What is sent after another has answered: it is shown again, to be copied. The same sent twice is not."""
    text = harmless_text(request.POST.get("answer", "")[:LONGEST_SHOWN]) if letter.answered_at else ""
    return "" if text == letter.inquiry.answer else text


def _answered(form: OwnerAnswerForm, letter: OwnerLetter, link: SingleLink, judged: Judged) -> bool:
    """Keep the answer; False where the form says why not."""
    valid, files = form.is_valid(), said_of(form, "attached", judged)
    if not valid or form.errors:
        return False
    written = form.cleaned_data
    answer = Answer(written["answer"], written["name"], files, written["kind"], link.key)
    try:
        answer_letter(letter=letter, answer=answer, by=holder_of(link), at=now(), today=today())
    except Refused as refusing:
        add_refusal(form, refusing, _said)
        return False
    return True


def _said(refusing: Refused) -> list[tuple[str, str]]:
    if isinstance(refusing, NotAllowed) and refusing.code in FILE_REFUSALS:
        return [("attached", file_refusal(refusing.code, refusing.facts))]
    return said(refusing)


def _letter_of(link: SingleLink) -> OwnerLetter:
    """The question that the link opens. Raises LinkGone, also where it is taken back."""
    rows = OwnerLetter.objects.filter(enterprise=link.enterprise, key=link.target, withdrawn_at=None)
    letter = rows.select_related("enterprise", "impact__responsible", "inquiry__partner").first()
    if letter is None:
        raise LinkGone
    return letter
