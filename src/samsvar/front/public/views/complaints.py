"""Complaining: the form in five languages, the receipt, and the dialogue by number and code or by a link in a mail."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from samsvar.core.catalogues.complaint_form import FORM_LANGUAGES, FormWords, form_words
from samsvar.core.readers.attachments import Attachment
from samsvar.core.rules.complaints import OPEN, Status
from samsvar.core.rules.dates import oslo_day
from samsvar.front.public.complaint_forms import CaseForm, ComplainForm, FollowCaseForm
from samsvar.front.public.places import Place, at_place, somebody
from samsvar.platform.access.guards import allow_methods
from samsvar.platform.access.walls import show_enterprises
from samsvar.platform.audit.actor import Actor
from samsvar.platform.evidence.views import as_download
from samsvar.platform.forms.once import once_by_link
from samsvar.platform.forms.open_forms import OpenForm, OpenPage, open_form_page, open_to_anyone
from samsvar.platform.forms.pages import add_refusal
from samsvar.platform.forms.sent_files import TooManyFiles, judged_files
from samsvar.platform.links.codes import new_code
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.services import LinkGone
from samsvar.platform.links.views import by_link
from samsvar.platform.organisation.services import NotAllowed, Refused
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.private import kept_private
from samsvar.subjects.complaints.mailing import FOLLOWED, PURPOSE
from samsvar.subjects.complaints.models import Complaint, ComplaintChannel, ComplaintEntry, EntryKind
from samsvar.subjects.complaints.presenters.words import day_in
from samsvar.subjects.complaints.selectors import dialogue_of, file_of, promise_of
from samsvar.subjects.complaints.services.cases import hear_complainant, withdraw_complaint
from samsvar.subjects.complaints.services.receiving import Told, receive_complaint

MOST_FILES = 20
"""Files that may be sent to one case in an hour, taken in or not, by however many links the code has made."""


@open_to_anyone
def complain(request: HttpRequest, orgnr: str) -> HttpResponse:
    """The form. What is sent gets a number, a day and a code at once."""
    with at_place(request, orgnr, FORM_LANGUAGES) as place:
        allow_methods(request, "GET", "HEAD", "POST")
        words = form_words(place.language)
        with transaction.atomic():
            show_enterprises([place.enterprise.pk])
            promise = promise_of(place.enterprise)
        page = OpenPage(
            title=words.say("title"),
            button=words.say("send"),
            template="public/complain.html",
            more={
                **_around(place, words),
                "promise": words.say("promise", first=promise.first_answer_days, last=promise.conclusion_days),
            },
            said=partial(_said, words),
        )
        bind = partial(ComplainForm, words=words, at=now())
        return kept_private(open_form_page(request, page, bind, partial(_receive, place)))


def _receive(place: Place, form: OpenForm) -> str:
    show_enterprises([place.enterprise.pk])
    code, at = new_code(), now()
    complaint = receive_complaint(
        enterprise=place.enterprise,
        told=Told(**form.written, language=place.language),
        channel=ComplaintChannel.FORM,
        received_at=at,
        by=somebody(),
        at=at,
        code=code,
    )
    return FOLLOWED.receipt_address(complaint, code, place.language, at)


@sensitive_variables()
def complaint_receipt(request: HttpRequest, orgnr: str, held: str) -> HttpResponse:
    """Number, days and code, for half an hour."""
    with at_place(request, orgnr, FORM_LANGUAGES) as place:
        row, code = FOLLOWED.on_receipt(place.enterprise, held, now())
        allow_methods(request, "GET", "HEAD")
        words = form_words(place.language)
        title = words.say("receipt_title", number=row.number)
        address = request.build_absolute_uri(reverse("public:follow_complaint", args=[orgnr]))
        context = {**_around(place, words), "code": code, "follow_address": address, "row": row, "title": title}
        return kept_private(render(request, "public/complaint_receipt.html", {**context, **_days(row, place.language)}))


@open_to_anyone
def follow_complaint(request: HttpRequest, orgnr: str) -> HttpResponse:
    """The number and the code open the case, as the link in a mail does."""
    with at_place(request, orgnr, FORM_LANGUAGES) as place:
        allow_methods(request, "GET", "HEAD", "POST")
        words = form_words(place.language)
        page = OpenPage(
            title=words.say("follow"),
            button=words.say("open"),
            template="public/follow_complaint.html",
            more=_around(place, words),
            said=partial(_said, words),
        )
        bind = partial(FollowCaseForm, words=words)
        return kept_private(open_form_page(request, page, bind, partial(_open_case, place)))


def _open_case(place: Place, form: OpenForm) -> str:
    number, code = form.written["case_number"], form.written["receipt_code"]
    return FOLLOWED.open_by_code(place.enterprise, number, code, by=somebody(), at=now())


complaint_link = FOLLOWED.take


def complaint(request: HttpRequest, orgnr: str, place: str) -> HttpResponse:
    """One's own case: where it stands, what was written, and room to write more."""
    try:
        judged = judged_files(
            request, purpose=PURPOSE, place=place, counted="complaint_files", most=MOST_FILES, seconds=60 * 60
        )
    except TooManyFiles:
        judged = {"file": [NotAllowed("too_many_files")]}
    return _complaint(request, orgnr=orgnr, place=place, sent=judged.get("file", ())[-1:])


@by_link(PURPOSE)
@once_by_link
def _complaint(
    request: HttpRequest, link: SingleLink, orgnr: str, place: str, sent: Sequence[Attachment | NotAllowed]
) -> HttpResponse:
    row = FOLLOWED.opened_by(link, orgnr)
    allow_methods(request, "GET", "HEAD", "POST")
    words = form_words(row.language)
    with translation.override(row.language):
        form = CaseForm(request.POST or None, request.FILES or None, words=words)
        files = [file for file in sent if isinstance(file, Attachment)]
        if len(files) < len(sent):
            form.add_error("file", words.say("file_refused"))
        if request.method == "POST" and form.is_valid():
            try:
                hear_complainant(
                    complaint=row,
                    text=form.cleaned_data["text"],
                    files=files,
                    link=link.key,
                    by=_them(),
                    at=now(),
                )
            except Refused as refusing:
                add_refusal(form, refusing, partial(_said, words))
            else:
                messages.success(request, words.say("sent"))
                return redirect("public:complaint", orgnr=orgnr, place=place)
        context = _case(row, words, place) | {"form": form}
        status = 422 if form.errors else 200
        return kept_private(render(request, "public/complaint.html", context, status=status))


def _case(row: Complaint, words: FormWords, place: str) -> dict[str, object]:
    """What the page of a case shows to whoever complained. Notes of those who handle it are never read here."""
    status = Status(row.status)
    entries = [
        {
            "title": words.say(_title_of(each.row)),
            "text": each.row.text,
            "day": day_in(row.language, oslo_day(each.row.noted_at)),
            "files": each.files,
        }
        for each in dialogue_of(row, inner=False)
    ]
    return {
        **_around(Place(row.enterprise, row.language), words),
        **_days(row, row.language),
        "entries": entries,
        "here": "mine",
        "is_open": status in OPEN,
        "link_place": place,
        "outcome": words.outcomes.get(row.outcome, ""),
        "row": row,
        "status": words.statuses[row.status],
        "title": words.say("case_title", number=row.number),
        "topic": words.topics[row.topic],
        "withdrawable": row.may_become(Status.WITHDRAWN),
    }


def _title_of(entry: ComplaintEntry) -> str:
    if entry.kind == EntryKind.CONCLUSION:
        return "conclusion"
    return "you_wrote" if entry.by_complainant else "we_wrote"


@by_link(PURPOSE)
def withdraw_own_complaint(request: HttpRequest, link: SingleLink, orgnr: str, place: str) -> HttpResponse:
    """Whoever complained takes it back."""
    row = FOLLOWED.opened_by(link, orgnr)
    allow_methods(request, "POST")
    words = form_words(row.language)
    try:
        text = words.say("withdrawn_entry")
        withdraw_complaint(complaint=row, text=text, by=_them(), at=now(), by_complainant=True)
    except Refused:
        pass  # it ended meanwhile, which the page tells
    else:
        messages.success(request, words.say("withdrawn"))
    return HttpResponseRedirect(reverse("public:complaint", args=[orgnr, place]), status=303)


@by_link(PURPOSE)
def complaint_file(request: HttpRequest, link: SingleLink, orgnr: str, place: str, key: str) -> HttpResponse:
    """A file of the dialogue, to be saved."""
    held = file_of(FOLLOWED.opened_by(link, orgnr), key)
    if held is None:
        raise LinkGone
    allow_methods(request, "GET", "HEAD")
    return as_download(held)


def _around(place: Place, words: FormWords) -> dict[str, object]:
    """What every page of a complaint needs: the place and the words."""
    return {"enterprise": place.enterprise, "here": "complain", "place": place, "words": words.words}


def _days(row: Complaint, language: str) -> dict[str, str]:
    """The days of a case as the language writes them; those that are past their use are empty."""
    return {
        "received": day_in(language, row.received_on),
        "answer_by": day_in(language, row.answer_due_on) if row.answered_on is None else "",
        "conclude_by": day_in(language, row.conclude_due_on),
    }


def _said(words: FormWords, refusing: Refused) -> list[tuple[str, str]]:
    """The words of a refusal; that of a file for all that a file can be refused for."""
    code = refusing.code if isinstance(refusing, NotAllowed) else ""
    fields = {"wrong": "", "no_account": "account", "too_much_written": "", "no_text": "text"}
    known = {"no_text": "no_account"}.get(code, code)
    return [(fields[code], words.say(known))] if code in fields else [("file", words.say("file_refused"))]


def _them() -> Actor:
    """Whoever complained, in the trail: nothing more is said of them there."""
    return Actor(person_key="", name=_("Whoever complained"), via="link")
