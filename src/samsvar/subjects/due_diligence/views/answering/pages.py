"""The overview, which becomes the receipt; looking through and sending in; a copy; a file."""

from collections.abc import Callable

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from samsvar.core.rules.questionnaires import text_in
from samsvar.platform.access.guards import allow_methods
from samsvar.platform.delivery.services import Recipient, queue_message
from samsvar.platform.evidence.views import as_download
from samsvar.platform.links.limits import window_end, within
from samsvar.platform.links.services import holder_of
from samsvar.platform.links.views import too_many
from samsvar.platform.organisation.services import NotAllowed
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.forms.answering.forms import SendForm
from samsvar.subjects.due_diligence.models import SupplierAnswer
from samsvar.subjects.due_diligence.presenters.answering import pages as presenter
from samsvar.subjects.due_diligence.presenters.answering.copies import CONTENT_TYPES, copy_of
from samsvar.subjects.due_diligence.presenters.questionnaires.answers import told_answer
from samsvar.subjects.due_diligence.selectors.answering.asked import (
    Asked,
    colleagues_of,
    contracts_of,
    files_of_answers,
)
from samsvar.subjects.due_diligence.selectors.answering.sharing import also_asking
from samsvar.subjects.due_diligence.services.answering.links import RECEIPT_MAIL
from samsvar.subjects.due_diligence.services.answering.recording import NotComplete
from samsvar.subjects.due_diligence.services.answering.saving import note_opened, open_answer, submit
from samsvar.subjects.due_diligence.services.answering.sharing import share_with
from samsvar.subjects.due_diligence.views.answering.opening import answering, draw, takes

MOST_COPIES = 30
"""Copies made by one link in ten minutes; a PDF takes a second of the machine's time."""
_TEN_MINUTES = 10 * 60


@answering
def overview(request: HttpRequest, asked: Asked, place: str) -> HttpResponse:
    """Who asks, what for, by when, and what is left; the receipt when it is sent in."""
    allow_methods(request, "GET", "HEAD")
    if request.method == "GET":
        note_opened(recipient=asked.recipient, at=now())
    language, colleagues = current_language(), colleagues_of(asked)
    lines = presenter.part_lines(asked, colleagues, language)
    sent = asked.answer if asked.answer and asked.answer.submitted_at and asked.is_sent else None
    return draw(
        request,
        "overview",
        asked,
        place,
        colleagues=colleagues,
        conclusion=_conclusion(sent),
        contracts=contracts_of(asked.recipient),
        intro=text_in(asked.template.intro, language),
        lines=lines,
        next_part=next((each.id for each in lines if not each.is_done), ""),
        reopened=_is_reopened(asked),
        sent=sent,
        shared=_shared(sent),
        sources=text_in(asked.template.sources, language),
        undone=sum(not each.is_done for each in lines),
    )


@answering
def check(request: HttpRequest, asked: Asked, place: str) -> HttpResponse:
    """All answers as they will be sent in, what is lacking, and the button that sends them."""
    allow_methods(request, "GET", "HEAD", "POST")
    if not asked.is_whole or not takes(asked):
        return _to_overview(place)
    others = also_asking(asked, today())
    choices = [(each.recipient, each.enterprise.name(current_language())) for each in others]
    form = SendForm(request.POST or None, others=choices)
    said, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _send(asked, form.cleaned_data, _whole(request.POST.get("seen", "")))
                return _to_overview(place)
            except NotComplete:
                said = _("Something is missing or wrong. It is not sent in.")
            except NotAllowed as no:
                if no.code != "answers_changed":
                    return _to_overview(place)
                said, status = _("A colleague has saved something meanwhile. Look through it once more."), 409
    language = current_language()
    files = {key: file.label for key, file in files_of_answers(asked, asked.file_keys()).items()}
    told = [
        (section, text_in(section.title, language), [
            (each.id, text_in(each.text, language), told_answer(each, asked.answers.get(each.id), language, files))
            for each in questions
        ])
        for section, questions in asked.sections
    ]  # fmt: skip
    lacking = presenter.lacking_lines(asked, language, asked.answers)
    revision = asked.answer.revision if asked.answer and asked.answer.submitted_at is None else 0
    return draw(
        request, "check", asked, place, status,
        form=form, lacking=lacking, others=others, revision=revision, said=said, told=told,
    )  # fmt: skip


@transaction.atomic
def _send(asked: Asked, written: dict[str, object], seen: int) -> None:
    """Send in, share as was chosen, and put the receipt in the outbox: all of it, or nothing."""
    by, at = holder_of(asked.link), now()
    made = submit(
        answer=open_answer(recipient=asked.recipient, by=by, at=at), seen=seen, name=str(written["name"]), by=by, at=at
    )
    chosen = written.get("share")
    share_with(asked=asked, answer=made, recipients=list(chosen) if isinstance(chosen, list) else [], by=by, at=at)
    if asked.recipient.address:
        queue_message(
            kind=RECEIPT_MAIL,
            occasion=f"answer receipt {made.key}",
            to=Recipient(asked.recipient.address, asked.recipient.name, current_language()),
            target=made.key,
            enterprise=asked.enterprise,
            by=by,
            at=at,
        )


def copy(request: HttpRequest, place: str, form: str) -> HttpResponse:
    """What was sent in, as a file. It is made when the database waits for nothing more: a PDF takes a second."""
    made: list[Callable[[], bytes]] = []
    found = _copy(request, place=place, form=form, made=made)
    for make in made:
        found.content = make()
    return found


@answering
def _copy(request: HttpRequest, asked: Asked, place: str, form: str, made: list[Callable[[], bytes]]) -> HttpResponse:
    answer = asked.answer
    if answer is None or answer.submitted_at is None or not asked.is_whole:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    at = now()
    if not within("answer_copy", asked.link.key, at=at, most=MOST_COPIES, seconds=_TEN_MINUTES):
        return too_many(request, until=window_end(at, _TEN_MINUTES))
    files = {key: file.label for key, file in files_of_answers(asked, asked.file_keys()).items()}
    language = current_language()

    def make() -> bytes:
        with translation.override(language):
            return copy_of(asked, answer, form, language, files)

    made.append(make)
    found = HttpResponse(content_type=CONTENT_TYPES[form])
    found["Content-Disposition"] = content_disposition_header(True, f"{answer.receipt}.{form}")
    found["Content-Security-Policy"] = "sandbox; default-src 'none'"
    found["X-Content-Type-Options"] = "nosniff"
    return found


@answering
def file(request: HttpRequest, asked: Asked, place: str, key: str) -> HttpResponse:
    """A file that came with an answer the link opens."""
    found = files_of_answers(asked, asked.file_keys() & {key}).get(key)
    if found is None:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    return as_download(found)


def _conclusion(sent: SupplierAnswer | None) -> object:
    """What the enterprise has concluded and told; None before."""
    held = getattr(sent, "conclusion", None) if sent else None
    return held if held is not None and held.told_at is not None else None


def _is_reopened(asked: Asked) -> bool:
    """Whether it was sent in once and is open again."""
    answer = asked.answer
    return answer is not None and not asked.is_sent and (answer.round > 1 or answer.submitted_at is not None)


def _shared(sent: SupplierAnswer | None) -> int:
    return sent.shared_to.count() if sent else 0


def _to_overview(place: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("due_diligence:answer", args=[place]), status=303)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
