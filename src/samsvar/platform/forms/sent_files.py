"""Files in a form that a link opens, looked through before any transaction begins: it takes a while."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.attachments import CONTENT_TYPES, Attachment
from samsvar.platform.evidence.presenters import refusal
from samsvar.platform.evidence.services import judge_file
from samsvar.platform.links.limits import within
from samsvar.platform.links.services import LinkGone
from samsvar.platform.links.views import link_of
from samsvar.platform.organisation.services import NotAllowed
from samsvar.platform.ui.clock import now

ACCEPTED = ",".join(f".{kind}" for kind in (*CONTENT_TYPES, "jpeg"))
Judged = Mapping[str, Sequence[Attachment | NotAllowed]]
"""What came in each field of a form: each file as it may be kept, or why it may not."""


class TooManyFiles(Exception):
    """More files came by the link than it may send."""


def judged_files(request: HttpRequest, *, purpose: str, place: str, counted: str, most: int, seconds: int) -> Judged:
    """The files of the form; none is read for somebody whose link opens nothing.

    `counted` names the limit: `most` files in so many seconds for what the link is about, by however many links to it.
    Raises TooManyFiles.
    """
    if request.method != "POST" or not request.FILES:
        return {}
    try:
        with transaction.atomic():
            link = link_of(request, purpose=purpose, place=place)
    except LinkGone:
        return {}
    at = now()
    for _name, files in request.FILES.lists():
        for _file in files:
            if not within(counted, link.target, at=at, most=most, seconds=seconds):
                raise TooManyFiles
    return {name: [_judged(file) for file in files] for name, files in request.FILES.lists()}


def _judged(file: Any) -> Attachment | NotAllowed:
    try:
        return judge_file(file, file.name or "")
    except NotAllowed as no:
        return no


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files. What they hold is judged by `judged_files`; `said_of` writes what is wrong beside it."""

    def __init__(self, *, most: int, **more: Any) -> None:
        super().__init__(max_length=300, required=False, widget=_ManyFiles(attrs={"accept": ACCEPTED}), **more)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = [super(Files, self).clean(file, initial) for file in data or []]
        if len(sent) > self.most:
            raise forms.ValidationError(_("Choose at most %(most)s files."), params={"most": self.most})
        return sent


def said_of(form: forms.Form, name: str, judged: Judged) -> list[Attachment]:
    """The files of the field that may be kept; why another may not is written in the form."""
    taken = []
    for one in judged.get(name, ()):
        if isinstance(one, NotAllowed):
            form.add_error(name, refusal(one.code, one.facts))
        else:
            taken.append(one)
    return taken
