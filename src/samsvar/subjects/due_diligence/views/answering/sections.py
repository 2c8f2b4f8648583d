"""Answering: one section a page, and a long table in portions. What is saved is kept, also half-finished and wrong."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from samsvar.core.readers.values.text import harmless_text
from samsvar.core.rules.questionnaires import (
    AnswerFault,
    Answers,
    Files,
    Kind,
    Question,
    Rows,
    Section,
    Sent,
    Written,
    check_answer,
    digest_of_answer,
    is_answered,
    rows_of,
    text_in,
)
from samsvar.platform.access.guards import allow_methods
from samsvar.platform.access.permissions import Permission
from samsvar.platform.evidence.models import EvidenceKind
from samsvar.platform.evidence.owners import Owner
from samsvar.platform.evidence.presenters import refusal
from samsvar.platform.evidence.services import keep_file
from samsvar.platform.forms.sent_files import Judged, TooManyFiles, judged_files
from samsvar.platform.links.limits import window_end
from samsvar.platform.links.services import holder_of
from samsvar.platform.links.views import too_many
from samsvar.platform.organisation.services import NotAllowed
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.forms.questionnaires.answers import read_sent
from samsvar.subjects.due_diligence.models import SupplierAnswer
from samsvar.subjects.due_diligence.presenters.answering import pages as presenter
from samsvar.subjects.due_diligence.presenters.questionnaires.fields import PORTION, asked_section, asked_table
from samsvar.subjects.due_diligence.presenters.questionnaires.words import answer_fault_words
from samsvar.subjects.due_diligence.selectors.answering.asked import (
    ANSWER_FILES,
    Asked,
    earlier_answers,
    files_of_answers,
)
from samsvar.subjects.due_diligence.services.answering.links import ANSWER
from samsvar.subjects.due_diligence.services.answering.saving import Saved, open_answer, save_section
from samsvar.subjects.due_diligence.views.answering.opening import answering, draw

MOST_FILES = 60
"""Files looked through for one link in ten minutes."""
_TEN_MINUTES = 10 * 60
_LONGEST_DRAWN = 100_000


def section(request: HttpRequest, place: str, section: str) -> HttpResponse:
    """One section. Files are looked through first, before anything in the database waits for it."""
    try:
        judged = judged_files(
            request, purpose=ANSWER, place=place, counted="answer_files", most=MOST_FILES, seconds=_TEN_MINUTES
        )
    except TooManyFiles:
        return too_many(request, until=window_end(now(), _TEN_MINUTES))
    return _section(request, place=place, id=section, judged=judged)


@answering
def _section(request: HttpRequest, asked: Asked, place: str, id: str, judged: Judged) -> HttpResponse:
    found = asked.section(id)
    if found is None:
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method != "POST":
        return _page(request, asked, place, found)
    said: dict[str, list[str]] = {}
    sent = read_sent(found.questions, request.POST, _drawn(request))
    try:
        saved = _save(request, asked, found, sent, judged, said)
    except NotAllowed:
        return _too_late(request, asked, place, found)
    if request.POST.get("go") == "quiet":  # the small script, which goes on writing in the same form
        words = presenter.saved_words(saved.found, saved.answer.saved_at)
        return JsonResponse({"words": words, "drawn": json.dumps(presenter.drawn_after(sent))})
    after = replace(asked, answer=saved.answer)
    if said:
        return _page(request, after, place, found, said=said, status=422)
    return HttpResponseRedirect(_onward(request, asked, after, place, found, saved), status=303)


@transaction.atomic
def _save(
    request: HttpRequest,
    asked: Asked,
    section: Section,
    written: Sequence[Sent],
    judged: Judged,
    said: dict[str, list[str]],
) -> Saved:
    """Keep the files, then save what the form says; what is wrong with a file stands in `said`."""
    by, at = holder_of(asked.link), now()
    answer = open_answer(recipient=asked.recipient, by=by, at=at)
    sent = [*written, *_files(request, asked, answer, section, judged, said)]
    about: Any = {"answer": answer, "language": current_language(), "label": by.name, "at": at}
    saved = save_section(sent=sent, **about)
    if request.POST.get("go") == "last":
        _answer, last = earlier_answers(asked)
        empty = [each for each in section.questions if not is_answered(saved.answer.answers.get(each.id))]
        saved = save_section(sent=list(_as_last_time(empty, last.answers)), **about)
    return saved


def _as_last_time(questions: Iterable[Question], last: Answers) -> Iterable[Sent]:
    for question in questions:
        if question.id in last and question.kind is Kind.TABLE and rows_of(last[question.id]):
            yield Rows(question.id, rows_of(last[question.id]), ())
        elif question.id in last:
            yield Written(question.id, last[question.id], digest_of_answer(None))


def _files(
    request: HttpRequest,
    asked: Asked,
    answer: SupplierAnswer,
    section: Section,
    judged: Judged,
    said: dict[str, list[str]],
) -> Iterable[Files]:
    """The files of the form, kept; and those ticked away. The bytes of what was taken away stay with the answer."""
    for question in section.questions:
        if question.kind is not Kind.FILE:
            continue
        name, added = f"q-{question.id}", []
        kind = request.POST.get(f"{name}-kind", "")
        for one in judged.get(name, ()):
            try:
                if isinstance(one, NotAllowed):
                    raise one
                kept = keep_file(
                    enterprise=asked.enterprise,
                    unit=asked.campaign.unit,
                    upload=one,
                    about=Owner(ANSWER_FILES, answer.key),
                    permission=Permission.VIEW_CHECKS,
                    by=holder_of(asked.link),
                    at=now(),
                    kind=kind if kind in EvidenceKind.values else EvidenceKind.OTHER,
                    issuer=" ".join(harmless_text(request.POST.get(f"{name}-issuer", "")).split())[:200],
                    link=asked.link.key,
                )
            except NotAllowed as no:
                said.setdefault(question.id, []).append(refusal(no.code, no.facts))
            else:
                added.append(kept.key)
        removed = request.POST.getlist(f"{name}-remove")
        if added or removed:
            yield Files(question.id, added, removed)


def _onward(request: HttpRequest, before: Asked, after: Asked, place: str, section: Section, saved: Saved) -> str:
    """Where it goes on: to what must be looked at in the section, else where the button says."""
    own = {each.id for each in section.questions}
    here = reverse("due_diligence:answer_section", args=[place, section.id])
    shown = [each for one, questions in after.sections if one.id == section.id for each in questions]
    seen = {each.id for one, questions in before.sections if one.id == section.id for each in questions}
    for question in shown:
        held = after.answers.get(question.id)
        opened = question.id not in seen and question.mandatory and not is_answered(held)
        if opened or check_answer(question, held) or question.id in {each.question for each in saved.found.replaced}:
            return f"{here}#q-{question.id}"
    stays = [id for id in (*saved.found.doubled, *saved.found.overfull) if id in own]
    if stays:
        return f"{here}#q-{stays[0]}"
    go = request.POST.get("go", "")
    if go in ("stay", "last"):
        return here
    if go == "overview":
        return reverse("due_diligence:answer", args=[place])
    return _next(after, place, section)


def _next(asked: Asked, place: str, section: Section) -> str:
    ids = [each.id for each, _questions in asked.sections]
    later = ids[ids.index(section.id) + 1 :] if section.id in ids else []
    if later:
        return reverse("due_diligence:answer_section", args=[place, later[0]])
    return reverse("due_diligence:answer_check" if asked.is_whole else "due_diligence:answer", args=[place])


def _page(
    request: HttpRequest,
    asked: Asked,
    place: str,
    section: Section,
    *,
    said: Mapping[str, Sequence[str]] | None = None,
    status: int = 200,
    template: str = "section",
) -> HttpResponse:
    language = current_language()
    last_answer, last = earlier_answers(asked)
    faults: list[AnswerFault] = []
    for question in section.questions:
        held = asked.answers.get(question.id)
        faults += check_answer(question, held)
        if request.GET.get("mangler") and question.mandatory and not is_answered(held):
            faults.append(AnswerFault(question.id, "missing"))
    fields = asked_section(asked.template, section, asked.answers, language, faults=faults, said=said)
    drawn = presenter.with_beside(
        fields,
        asked,
        language,
        place=place,
        files=files_of_answers(asked, asked.file_keys(section.questions)),
        last=last.answers,
        last_day=last_answer.submitted_at if last_answer else None,
        reworded=last.reworded,
    )
    ids = [each.id for each, _questions in asked.sections]
    empty = any(each.id in last.answers and not is_answered(asked.answers.get(each.id)) for each in section.questions)
    return draw(
        request, template, asked, place, status,
        drawn=json.dumps(presenter.drawn_with(drawn.questions, asked)),
        last_day=last_answer.submitted_at if last_answer and empty else None,
        number=ids.index(section.id) + 1 if section.id in ids else 0,
        of=len(ids),
        parts=presenter.part_lines(asked, (), language),
        refused=[(one.name, one.text, " ".join(said[one.id])) for one in drawn.questions if said and one.id in said],
        section=drawn,
    )  # fmt: skip


def _too_late(request: HttpRequest, asked: Asked, place: str, section: Section) -> HttpResponse:
    """It was sent in, or closed, while the form was open: what was written is shown, to be copied, and not saved."""
    written = {one.question: one.answer for one in read_sent(section.questions, request.POST, _drawn(request))
               if isinstance(one, Written)}  # fmt: skip
    held = asked.answer
    if held is not None:
        held.answers = {**held.answers, **written}
    return _page(request, asked, place, section, status=409, template="too_late")


@answering
def table(request: HttpRequest, asked: Asked, place: str, question: str) -> HttpResponse:
    """A long table, so many rows at a time."""
    found = asked.template.question(question)
    section = asked.template.section_of(question)
    if found is None or section is None or found.kind is not Kind.TABLE or asked.section(section.id) is None:
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")
    first = _first(request.POST.get("first") or request.GET.get("first", ""))
    if request.method == "POST":
        try:
            with transaction.atomic():
                by, at = holder_of(asked.link), now()
                answer = open_answer(recipient=asked.recipient, by=by, at=at)
                sent = read_sent([found], request.POST, _drawn(request))
                saved = save_section(answer=answer, sent=sent, language=current_language(), label=by.name, at=at)
        except NotAllowed:
            return HttpResponseRedirect(reverse("due_diligence:answer", args=[place]), status=303)
        return HttpResponseRedirect(_after_table(request, saved, place, found, section, first), status=303)
    held, language = asked.answers.get(question), current_language()
    rows = rows_of(held)
    faults = [each for each in check_answer(found, held) if each.row is None or 0 <= each.row - 1 - first < PORTION]
    return draw(
        request, "table", asked, place,
        drawn=json.dumps(presenter.drawn_rows(asked, found, first)),
        first=first,
        previous=max(0, first - PORTION) if first else None,
        next=first + PORTION if first + PORTION < len(rows) else None,
        question=asked_table(found, held, language, first=first, errors=[answer_fault_words(each) for each in faults]),
        section=section,
        section_title=text_in(section.title, language),
    )  # fmt: skip


def _after_table(
    request: HttpRequest, saved: Saved, place: str, question: Question, section: Section, first: int
) -> str:
    rows, go = rows_of(saved.answer.answers.get(question.id)), request.POST.get("go", "")
    here = reverse("due_diligence:answer_table", args=[place, question.id])
    if go == "back":
        return f"{reverse('due_diligence:answer_section', args=[place, section.id])}#q-{question.id}"
    if go == "more":  # to the empty lines after the last
        first = max(0, (len(rows) - 1) // PORTION * PORTION)
    elif go == "next" and first + PORTION < len(rows):
        first += PORTION
    return f"{here}?first={first}"


def _drawn(request: HttpRequest) -> dict[str, Any]:
    """What the form was drawn with; nothing for what is no such thing."""
    try:
        found = json.loads(request.POST.get("drawn", "")[:_LONGEST_DRAWN])
    except (ValueError, RecursionError):  # also what is nested beyond reason
        return {}
    return found if isinstance(found, dict) else {}


def _first(text: str) -> int:
    return int(text) // PORTION * PORTION if text.isascii() and text.isdigit() and len(text) < 5 else 0
