"""Looks inside the application that is measured: addresses, sessions and queries. Django is set up before."""

import sys
import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from bench.pages import Asked, Page, medians_of, spread
from samsvar.platform.access.factors import VOUCHED_AT
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Role
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.forms.contracts import ContractFilterForm, written
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.due_diligence.selectors.contracts import SORTS, Cursor, value_of
from tests.queries import WALL

_BACKEND = "samsvar.platform.access.backend.Backend"
settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]


def enterprise() -> OrgUnit:
    """The one with the most contracts."""
    most = Contract.objects.values("enterprise").annotate(number=Count("pk")).order_by("-number").first()
    assert most is not None, "the data is not made yet"
    return OrgUnit.objects.get(pk=most["enterprise"])


def sessions(many: int) -> list[str]:
    """Sessions of the enterprise's advisers on social responsibility, as if signed in with two factors a moment ago."""
    held = RoleAssignment.objects.filter(unit=enterprise(), role=Role.CSR_ADVISER).select_related("person")
    people = [row.person for row in held]
    return [session(people[place % len(people)]) for place in range(many)]


def session(person: Person) -> str:
    """A session as if the person had signed in with two factors a moment ago."""
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = _BACKEND
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store[VOUCHED_AT] = time.time()
    store.create()
    return str(store.session_key)


def pages() -> list[Page]:
    """Every measured page that there is. A page whose address is not there yet is left out."""
    here = enterprise()
    contracts = list(Contract.objects.filter(enterprise=here).order_by("number").values_list("key", flat=True))
    units = list(OrgUnit.objects.filter(enterprise=here).order_by("path").values_list("key", flat=True))
    impacts = list(AdverseImpact.objects.filter(enterprise=here).order_by("pk").values_list("key", flat=True))
    found = [
        page("start page", "home:start"),
        page("deadlines", "home:deadlines"),
        page("search everywhere", "home:search", query=("q=renhold", "q=A-0003", "q=fiktiv")),
        page("contracts, ranked", "due_diligence:contracts"),
        page("contracts, halfway in", "due_diligence:contracts", query=(_halfway(here),)),
        page("contracts, searched", "due_diligence:contracts", query=("q=renhold", "q=hansker", "q=A-000012")),
        page("contracts, two filters", "due_diligence:contracts", query=("level=3&level=4&country=CHN",)),
        page("contract", "due_diligence:contract", [(key,) for key in spread(contracts)]),
        page("risk picture", "due_diligence:risk_picture"),
        page("impacts", "due_diligence:impacts"),
        page("impact", "due_diligence:impact", [(key,) for key in spread(impacts)]),
        page("suppliers", "suppliers:suppliers"),
        page("actions", "actions:actions"),
        page("units", "administration:units"),
        page("unit", "administration:unit", [(key,) for key in spread(units)]),
        page("people", "administration:people"),
        page("audit trail", "administration:trail"),
        page("statements", "reporting:statements"),
    ]
    return [page for page in found if page.addresses]


def _halfway(here: OrgUnit) -> str:
    """The address of the page that begins in the middle of the register, in the order it has by itself."""
    form = ContractFilterForm({})
    form.is_valid()
    name = form.asked().sort
    sort = SORTS[name.lstrip("-")]
    rows = Contract.objects.filter(enterprise=here, assessment__level__isnull=False).select_related("assessment")
    rows = rows.select_related("supplier").order_by(("-" if name.startswith("-") else "") + sort.column, "key")
    place = rows.count() // 2
    middle = rows[place]
    return urlencode({"after": written(Cursor(value_of(middle, sort), middle.key, place))})


def page(name: str, view: str, arguments: Any = ((),), query: tuple[str, ...] = ("",)) -> Page:
    """A page with an address for each of the arguments and each query; none where the view is not there yet."""
    try:
        paths = [reverse(view, args=each) for each in arguments]
    except NoReverseMatch:
        return Page(name, ())
    return Page(name, tuple(f"{path}?{each}" if each else path for path in paths for each in query))


def asked(page: Page, session: str, slowest: int = 0) -> Asked:
    """The page asked for in this process: the most queries of any address, the median time of some.

    Each address is opened once before: a page of another unit than the last keeps which, as the page after it does not.
    """
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    worst: list[dict[str, str]] = []
    for address in page.addresses[:10]:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        worst = max(worst, [query for query in queries if not query["sql"].startswith(WALL)], key=len)
    took, process, answer = medians_of(lambda: client.get(page.addresses[0]))
    if slowest:
        _print_slowest(page, worst, slowest, took)
    return Asked(
        page=page.name,
        status=answer.status_code,
        queries=len(worst),
        longest_sql=max((len(query["sql"].encode()) for query in worst), default=0),
        milliseconds=round(took, 1),
        process=round(process, 1),
        size=len(answer.content),
    )


def _print_slowest(page: Page, queries: list[dict[str, str]], many: int, took: float) -> None:
    print(f"\n{page.name}: {took:.0f} ms, {len(queries)} queries", file=sys.stderr)
    for query in sorted(queries, key=lambda query: -float(query["time"]))[:many]:
        print(f"  {float(query['time']) * 1000:6.0f} ms  {query['sql'][:400]}", file=sys.stderr)
