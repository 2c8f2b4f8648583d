"""One time that an activity is held: its page, its forms, and the buttons that begin it and open it again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.rules.wheel.occurrences import fixed_day_passed
from samsvar.core.rules.wheel.standing import by_when
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.holders import nameable
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.evidence.presenters import file_list
from samsvar.platform.forms.fields import choose_among
from samsvar.platform.forms.pages import FormPage, Words
from samsvar.platform.forms.versioned import Versioned, begun
from samsvar.platform.ui.asked import version_in
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel import selectors
from samsvar.registers.wheel.files import OCCURRENCE
from samsvar.registers.wheel.forms import CancelForm, FinishForm, MoveForm, OccurrenceForm
from samsvar.registers.wheel.models import Occurrence, OccurrenceState
from samsvar.registers.wheel.presenters import words
from samsvar.registers.wheel.sections import sections_of
from samsvar.registers.wheel.services import occurrences as services
from samsvar.registers.wheel.views.saving import form_page, was_refused


def find(request: ViewerRequest, key: str) -> Occurrence:
    """An occurrence that may be seen. Raises Http404."""
    found: Occurrence = find_or_404(selectors.readable_occurrences(request.viewer), key=key)
    return found


def may_work(request: ViewerRequest, found: Occurrence) -> bool:
    """Whether the reader may take it on: by right, or as one who answers for it."""
    answers = selectors.answers_for(request.viewer, found)
    return answers or request.viewer.may(Permission.MANAGE_WHEEL, found.enterprise)


@signed_in
def occurrence(request: ViewerRequest, key: str) -> HttpResponse:
    """What it is, when it is due, who answers for it, and what came of it."""
    found = find(request, key)
    allow_methods(request, "GET", "HEAD")
    of_meetings = found.slot or found.waits_for
    bodies = words.body_words(selectors.bodies_of(found.enterprise) if of_meetings else [])
    facts = found.as_rule(found.enterprise, found.activity.key)
    context = {
        "activity": found.activity,
        "about": found.activity.about(current_language()),
        "can_work": may_work(request, found),
        "days": words.days_words(found),
        "files": file_list(OCCURRENCE, found, request.viewer),
        "is_before": found.state == OccurrenceState.BEFORE,
        "is_open": found.state in (OccurrenceState.NOT_BEGUN, OccurrenceState.UNDER_WAY),
        "law_day": fixed_day_passed(found.activity.as_rule(), facts),
        "name": found.activity.name(current_language()),
        "occurrence": found,
        "sections": sections_of(request.viewer, found),
        "slot": words.slot_words(found.slot, bodies),
        "state_kind": words.STATE_KINDS.get(found.state, ""),
        "waits": words.wait_words(found, bodies),
        "when": by_when(facts, today()),
        "whose": words.whose(found),
    }
    return render(request, "wheel/occurrence.html", context)


@dataclass(frozen=True)
class _Act:
    """A form beneath an occurrence: its title, button, what is said when saved, and the service."""

    form: type[Versioned]
    title: Words
    button: Words
    saved: Words
    save: Callable[..., Any]
    intro: Words = ""


ACTS: Mapping[str, _Act] = {
    "rediger": _Act(
        OccurrenceForm,
        gettext_lazy("Notes and responsible"),
        gettext_lazy("Save"),
        gettext_lazy("Saved."),
        lambda found, said, **who: services.write_occurrence(occurrence=found, fields=said, **who),
    ),
    "flytt": _Act(
        MoveForm,
        gettext_lazy("Move this one time"),
        gettext_lazy("Move it"),
        gettext_lazy("It is moved, and calendars are told."),
        lambda found, said, **who: services.move_occurrence(occurrence=found, **said, **who),
        gettext_lazy("Only this year’s. The usual days are set on the activity."),
    ),
    "ferdig": _Act(
        FinishForm,
        gettext_lazy("Say that it is done"),
        gettext_lazy("It is done"),
        gettext_lazy("It is done."),
        lambda found, said, **who: services.finish_occurrence(occurrence=found, **said, **who),
    ),
    "avlys": _Act(
        CancelForm,
        gettext_lazy("Cancel this one time"),
        gettext_lazy("Cancel it"),
        gettext_lazy("It is cancelled. It still stands in the wheel, with the reason."),
        lambda found, said, **who: services.cancel_occurrence(occurrence=found, **said, **who),
    ),
}


@signed_in
def act(request: ViewerRequest, key: str, word: str) -> HttpResponse:
    """One of the forms beneath an occurrence."""
    found = find(request, key)
    chosen = ACTS.get(word)
    if chosen is None:
        raise Http404
    _require_work(request, found)
    allow_methods(request, "GET", "HEAD", "POST")
    form = _form(chosen.form, request, found)
    name = found.activity.name(current_language())
    back = reverse("wheel:occurrence", args=[found.key])
    page = FormPage(
        title=chosen.title,
        back=back,
        crumbs=((reverse("wheel:year"), _("Annual wheel")), (back, f"{name} {found.year}")),
        saved=chosen.saved,
        intro=chosen.intro,
        button=chosen.button,
    )

    def save() -> None:
        chosen.save(found, form.written, version=form.version_sent, by=request.viewer.actor, at=now())

    return form_page(request, page, form, save)


def _form(kind: type[Versioned], request: ViewerRequest, found: Occurrence) -> Versioned:
    initial = begun(kind, found)
    if kind is FinishForm:
        initial["done_on"] = found.done_on or today()
    if kind is MoveForm:
        initial["reason"] = ""
    form = kind(request.POST or None, initial=initial)
    if "responsible" in form.fields:
        choose_among(form, "responsible", nameable(found.enterprise))
    return form


def _require_work(request: ViewerRequest, found: Occurrence) -> None:
    if not may_work(request, found):
        require(request.viewer, Permission.MANAGE_WHEEL, found.enterprise)


@signed_in
def step(request: ViewerRequest, key: str, word: str) -> HttpResponse:
    """Begin it, or open it again."""
    found = find(request, key)
    _require_work(request, found)
    allow_methods(request, "POST")
    version = version_in(request)
    serve, said = {
        "begynn": (services.begin_occurrence, _("It is under way.")),
        "apne": (services.open_occurrence, _("It is open again.")),
    }[word]

    def do() -> None:
        serve(occurrence=found, by=request.viewer.actor, at=now(), version=version)

    if not was_refused(request, do):
        messages.success(request, said)
    return redirect("wheel:occurrence", key=found.key)
