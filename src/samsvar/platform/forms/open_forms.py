"""Forms that anyone may send: no account, no session, no cookie, no third party.

What protects them: a signed number that the form is sent once by, a field that only robots fill in, the time it takes
to fill in a form, limits for each address block and the whole installation, and limits of size. What stands in for
Django's check of forgery is told in docs/decisions/0019.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from samsvar.platform.access.sealing import open_sealed, seal
from samsvar.platform.forms.models import TakenNumber
from samsvar.platform.forms.numbers import digest_of, digest_of_call, forget_old_numbers, take_number
from samsvar.platform.forms.pages import Said, add_refusal
from samsvar.platform.links.limits import block_of, window_end, within
from samsvar.platform.links.views import too_many
from samsvar.platform.organisation.services import Refused
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.private import kept_private
from samsvar.platform.ui.templatetags.samsvar_ui import clock_time

_SEND = gettext_lazy("Send")
_SIGNED_FOR = "samsvar.open-form"
_HOUR = 60 * 60
LONGEST_SECONDS = 12 * _HOUR
"""How long a form may stand open. Shorter than numbers are kept, so that none can be sent anew when it is forgotten."""
MOST_TRIES = 60
"""Sendings from one address block in ten minutes, right or wrong."""
_TEN_MINUTES = 10 * 60


class _ForRobots(forms.TextInput):
    """A field of text that nobody sees, hears or reaches with the keyboard."""

    is_hidden = True

    def __init__(self) -> None:
        super().__init__({"hidden": True, "tabindex": "-1", "autocomplete": "off"})


class OpenForm(forms.Form):
    """A form for anyone. Its fields bound their own lengths (`fields.Text`); the form bounds the whole.

    `code` names the form in its number and its limits. `most_bytes` is of everything sent, files too.
    `least_seconds` is how fast a person can be. `most_from_block` and `most_from_all` are what is accepted in an hour.
    """

    code: ClassVar[str] = ""
    most_bytes: ClassVar[int] = 100_000
    least_seconds: ClassVar[int] = 3
    most_from_block: ClassVar[int] = 30
    most_from_all: ClassVar[int] = 600

    homepage = forms.CharField(required=False, max_length=1000, widget=_ForRobots)
    number = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    @property
    def written(self) -> dict[str, Any]:
        """What was filled in, without what only guards the form."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("homepage", "number")}


@dataclass(frozen=True)
class OpenPage:
    """A page with one open form: what stands over it, its button, and what its template needs beside the form.

    A template of one's own draws `<c-form :form="form" :open="True" …>`. `said` is for a rule that refuses.
    """

    title: str | Promise = ""
    intro: str | Promise = ""
    button: str | Promise = _SEND
    template: str = "forms/open_page.html"
    more: Mapping[str, Any] = field(default_factory=dict)
    said: Said = lambda refusing: ()


Bind = Callable[..., OpenForm]
"""Makes the form: called with nothing to show it, with `data` and `files` of what was sent. A form's class is one."""


def open_to_anyone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view with an open form. Nobody stands behind the request, whoever is signed in in the same browser.

    So a sending forged on another site does what its author may do without it: there is nothing to forge.
    """

    @csrf_exempt
    @wraps(view)
    def anyones(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.user, request.viewer = AnonymousUser(), None
        return view(request, *args, **kwargs)

    return anyones


def open_form_page(request: HttpRequest, page: OpenPage, bind: Bind, save: Callable[[OpenForm], str]) -> HttpResponse:
    """Answer an open form: 200 to read it, 303 to the receipt, 422 with what is wrong.

    `save` is called with a valid form, in the transaction that takes the form's number, and returns the receipt's
    address; the same form sent again leads there and saves nothing. Else 403 (sent from another site), 413 (too
    large) and 429 (too many, with when to try again), in words.
    """
    form = bind()
    if request.method != "POST":
        form.initial["number"] = _Number.new(request, form.code)
        return _page(request, page, form, 200)
    at = now()
    if _from_another_site(request):
        return kept_private(render(request, "forms/other_site.html", status=403))
    if int(request.META.get("CONTENT_LENGTH") or 0) > form.most_bytes:
        return kept_private(render(request, "forms/too_large.html", {"most": form.most_bytes // 1000}, status=413))
    block = block_of(request, at)
    if not within(f"{form.code}_tried", block, at=at, most=MOST_TRIES, seconds=_TEN_MINUTES):
        return too_many(request, until=window_end(at, _TEN_MINUTES))
    number, about = _Number.read(request, form.code), digest_of_call(request)
    form = bind(data=request.POST, files=request.FILES)
    taken = TakenNumber.objects.filter(digest=number.digest).first() if number else None
    if number and taken and taken.about == about:
        return _to(number.opened(taken.location))
    if taken:
        _put(form, number=_Number.new(request, form.code, seconds_ago=form.least_seconds))
        form.add_error(None, _("The form was sent already, with other content. Send it once more to add this."))
    if not _is_fair(request, form, number) or number is None:
        return _page(request, page, form, 422)
    if not _counted(form, block, at):
        return _wait(request, page, form, at)
    try:
        return _save_once(form, number, save, about, at)
    except Refused as refusing:
        add_refusal(form, refusing, page.said)
        return _page(request, page, form, 422)


def _is_fair(request: HttpRequest, form: OpenForm, number: "_Number | None") -> bool:
    """Whether the form is valid and came as a person sends it; says in the form what is not, and mends its guards."""
    valid = form.is_valid()
    if number is None:
        _put(form, number=_Number.new(request, form.code))
        form.add_error(None, _("The page has stood open for very long. Look through the form and send it once more."))
    elif form.data.get("homepage"):
        _put(form, homepage="")
        form.add_error(None, _("A field that nobody sees was filled in. Look through the form and send it once more."))
    elif number.age < form.least_seconds:
        form.add_error(None, _("That was very fast. Look through the form and send it once more."))
    return valid and not form.errors


def _counted(form: OpenForm, block: str, at: datetime) -> bool:
    """One more accepted from the block and from all; False where that is too many."""
    return within(form.code, block, at=at, most=form.most_from_block, seconds=_HOUR) and within(
        form.code, "everybody", at=at, most=form.most_from_all, seconds=_HOUR
    )


@transaction.atomic
def _save_once(
    form: OpenForm, number: "_Number", save: Callable[[OpenForm], str], about: str, at: datetime
) -> HttpResponse:
    """Take the number and save. Of two at once the second has waited, and is led where the first was."""
    forget_old_numbers(at)
    taken, first = take_number(number.digest, at=at, about=about)
    if not first:
        return _to(number.opened(taken.location))
    address = save(form)
    taken.status, taken.location = 303, number.sealed(address)
    taken.save(update_fields=["status", "location"])
    return _to(address)


@dataclass(frozen=True)
class _Number:
    """A form's number: random, signed with the form, the address and the moment it was drawn.

    Where the form led is kept sealed with it: a receipt's address may hold a secret, and the table does not hold the
    number.
    """

    secret: str
    code: str
    age: float

    @classmethod
    def new(cls, request: HttpRequest, code: str, seconds_ago: int = 0) -> str:
        """As the form carries it."""
        about = [code, request.path, secrets.token_urlsafe(32), int(time.time()) - seconds_ago]
        return Signer(salt=_SIGNED_FOR).sign_object(about)

    @classmethod
    def read(cls, request: HttpRequest, code: str) -> "_Number | None":
        """What was sent; None where it is none of ours, for another form or address, or too old."""
        try:
            named, path, secret, drawn = Signer(salt=_SIGNED_FOR).unsign_object(request.POST.get("number", ""))
        except (BadSignature, ValueError, TypeError):
            return None
        age = time.time() - drawn
        fits = (named, path) == (code, request.path) and age <= LONGEST_SECONDS
        return cls(secret, code, age) if fits else None

    @property
    def digest(self) -> str:
        """Under which it is taken."""
        return digest_of("open form", self.code, self.secret)

    def sealed(self, address: str) -> str:
        """The address, to be read with the number alone."""
        return seal(address, self._purpose)

    def opened(self, kept: str) -> str:
        """The address that was sealed."""
        return open_sealed(kept, self._purpose)

    @property
    def _purpose(self) -> str:
        return f"receipt of the form {self.secret}"


def _from_another_site(request: HttpRequest) -> bool:
    """What the browser says, where it says it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.get_host()


def _put(form: OpenForm, **values: str) -> None:
    """Change what the form says it was sent, as it is drawn anew."""
    sent = form.data.copy() if isinstance(form.data, QueryDict) else dict(form.data)
    for name, value in values.items():
        sent[name] = value
    form.data = sent


def _wait(request: HttpRequest, page: OpenPage, form: OpenForm, at: datetime) -> HttpResponse:
    """The form with all that was written, and when it may be sent."""
    until = window_end(at, _HOUR)
    words = _("Very many forms have come just now. Keep the page open and send it after %(time)s.")
    form.add_error(None, words % {"time": clock_time(until)})
    answer = _page(request, page, form, 429)
    answer["Retry-After"] = str(max(1, int((until - at).total_seconds())))
    return answer


def _page(request: HttpRequest, page: OpenPage, form: OpenForm, status: int) -> HttpResponse:
    return kept_private(render(request, page.template, {"form": form, "page": page, **page.more}, status=status))


def _to(address: str) -> HttpResponse:
    return kept_private(HttpResponseRedirect(address, status=303))
