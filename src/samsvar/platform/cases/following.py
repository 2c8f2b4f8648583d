"""How somebody without an account follows a case: by the number and code on the receipt, or by a link in a mail.

The code opens a short link of the same purpose, so what lies beyond both is one page. Nobody stands behind the request:
each look-up first shows itself the one enterprise that the address names.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from samsvar.platform.access.walls import show_enterprises
from samsvar.platform.audit.actor import Actor
from samsvar.platform.cases.receipts import opened, sealed
from samsvar.platform.cases.selectors import Case
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.links.codes import digest_of_code
from samsvar.platform.links.models import Recipient, SingleLink
from samsvar.platform.links.services import LinkGone, make_link, place_of
from samsvar.platform.links.views import take_secret
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import NotAllowed
from samsvar.platform.ui.addresses import whole_address

_DAILY = Actor(person_key="", name="samsvar", via="daily")


@dataclass(frozen=True)
class Following(Generic[Case]):
    """One kind of case: what its links are for, the names of its public addresses, and how long they open.

    `receipt`, `link` and `page` take the enterprise's number and: the sealed receipt, the link's secret, its place.
    `by_code`: how long the code on the receipt opens the page; `by_mail`: how long the link in a mail does. `wrong` is
    the refusal of a number and code that open nothing. `named`: the link bears who opened the case.
    """

    model: type[Case]
    purpose: str
    receipt: str
    link: str
    page: str
    by_code: timedelta
    by_mail: timedelta
    wrong: str
    named: bool = False

    def receipt_address(self, case: Case, code: str, language: str, at: datetime) -> str:
        """The address that shows number and code for half an hour, in the language of the form."""
        address = reverse(self.receipt, args=[case.enterprise.orgnr, sealed(case.number, code, at)])
        return f"{address}?language={language}"

    @sensitive_variables()
    def on_receipt(self, enterprise: OrgUnit, held: str, at: datetime) -> tuple[Case, str]:
        """The case that a receipt's address is about, and its code. Raises Http404, also half an hour later."""
        found = opened(held, at)
        case = self.with_code(enterprise, *found) if found else None
        if found is None or case is None:
            raise Http404
        return case, found[1]

    @transaction.atomic
    def with_code(self, enterprise: OrgUnit, number: str, code: str) -> Case | None:
        """The case with the number whose receipt has the code."""
        show_enterprises([enterprise.pk])
        held = {"number": number.strip(), self.model.code_column: digest_of_code(code)}
        return self.model._default_manager.filter(enterprise=enterprise, **held).first()

    def open_by_code(self, enterprise: OrgUnit, number: str, code: str, *, by: Actor, at: datetime) -> str:
        """The address that opens the case. Raises NotAllowed: `wrong`'s code."""
        case = self.with_code(enterprise, number, code)
        if case is None:
            raise NotAllowed(self.wrong)
        address, name = case.mailed_to()
        secret = self._secret(case, Recipient(name=name, address=address), at + self.by_code, by, at)
        return reverse(self.link, args=[enterprise.orgnr, secret])

    def mailed_address(self, case: Case, message: OutgoingMessage, at: datetime) -> tuple[str, datetime]:
        """The address that a mail bears, and until when it opens the case. It is minted here, and stands nowhere."""
        until, to = at + self.by_mail, Recipient(name=message.recipient_name, address=message.recipient_address)
        secret = self._secret(case, to, until, _DAILY, at)
        return whole_address(self.link, case.enterprise.orgnr, secret), until

    @sensitive_variables("secret")
    def take(self, request: HttpRequest, orgnr: str, secret: str) -> HttpResponse:
        """The link in a mail: its secret leaves the address at once."""
        onward = reverse(self.page, args=[orgnr, place_of(secret)])
        return take_secret(request, secret, purpose=self.purpose, onward=onward)

    def opened_by(self, link: SingleLink, orgnr: str) -> Case:
        """The case that the link opens. Raises LinkGone, also where it was forgotten who opened it."""
        rows = self.model._default_manager.filter(enterprise=link.enterprise, enterprise__orgnr=orgnr, key=link.target)
        case = rows.select_related("enterprise").first()
        if case is None or case.forgotten_on is not None:
            raise LinkGone
        return case

    def _secret(self, case: Case, to: Recipient, until: datetime, by: Actor, at: datetime) -> str:
        _link, secret = make_link(
            purpose=self.purpose,
            target=case.key,
            recipient=to if self.named else Recipient(name="", address=""),
            enterprise=case.enterprise,
            expires_at=until,
            by=by,
            at=at,
        )
        return secret
