"""The menu: six entries in a fixed order, and two below the line.

To add a page: one `Entry` here, with the name of its URL and the permission that gives it. An entry whose URL does not
exist, or whose permission the person has nowhere, is not drawn. `counter` gives what waits for this person in the
chosen unit, named by its key (zero is not drawn); `path` marks pages that belong to the entry though their address does
not begin with the entry's own. Pages under a page are not in the menu: they stand beside it as tabs on the page itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer

Counter = Callable[[Viewer, str, date], int | None]
P = Permission


@dataclass(frozen=True)
class Entry:
    """One line of the menu. `letter` follows `g` on the keyboard; `permission` None means everybody signed in."""

    code: str
    label: str | Promise
    url: str = ""
    icon: str = ""
    permission: Permission | None = None
    counter: Counter | None = None
    letter: str = ""
    path: str = ""
    pages: tuple["Entry", ...] = ()


MENU: tuple[Entry, ...] = (
    Entry("overview", _("Overview"), "home:start", "home", letter="o"),
    Entry(
        "chain",
        _("Supply chain"),
        icon="chain",
        letter="l",
        pages=(
            Entry("contracts", _("Contracts"), "due_diligence:contracts", permission=P.VIEW_CONTRACTS, letter="a"),
            Entry(
                "suppliers",
                _("Suppliers"),
                "suppliers:suppliers",
                permission=P.VIEW_CONTRACTS,
                pages=(Entry("screening", _("Screening"), "due_diligence:screening", permission=P.VIEW_IMPACTS),),
            ),
            Entry("impacts", _("Impacts"), "due_diligence:impacts", permission=P.VIEW_IMPACTS, letter="k"),
            Entry(
                "campaigns",
                _("Campaigns"),
                "due_diligence:campaigns",
                permission=P.VIEW_CHECKS,
                pages=(
                    Entry(
                        "questionnaires",
                        _("Questionnaires"),
                        "due_diligence:questionnaires",
                        permission=P.VIEW_CONTRACTS,
                    ),
                ),
            ),
            Entry(
                "checks",
                _("Checks"),
                "due_diligence:checks",
                permission=P.VIEW_CHECKS,
                pages=(
                    Entry("inquiries", _("Inquiries about terms"), "due_diligence:inquiries", permission=P.VIEW_CHECKS),
                ),
            ),
            Entry(
                "risk",
                _("Risk picture"),
                "due_diligence:risk_picture",
                permission=P.VIEW_CONTRACTS,
                letter="b",
                pages=(Entry("areas", _("Risk areas"), "due_diligence:risk_areas", permission=P.VIEW_CONTRACTS),),
            ),
            Entry("statements", _("Statement"), "statements:statements", permission=P.VIEW_UNITS, letter="r"),
        ),
    ),
    Entry(
        "steering",
        _("Governance"),
        icon="wheel",
        letter="s",
        pages=(
            Entry(
                "wheel",
                _("Annual wheel"),
                "wheel:year",
                permission=P.VIEW_WHEEL,
                pages=(Entry("meetings", _("Meetings and reviews"), "meetings:meetings", permission=P.VIEW_WHEEL),),
            ),
            Entry(
                "documents",
                _("Documents and requirements"),
                "governance:documents",
                permission=P.VIEW_DOCUMENTS,
                pages=(
                    Entry(
                        "duties",
                        pgettext_lazy("of the enterprise", "Duties"),
                        "home:duties",
                        permission=P.VIEW_DOCUMENTS,
                    ),
                    Entry("coverage", _("Coverage"), "governance:coverage", permission=P.VIEW_DOCUMENTS),
                    Entry("assignments", _("Assignments"), "governance:assignments", permission=P.VIEW_DOCUMENTS),
                    Entry("controls", _("Internal control"), "governance:controls", permission=P.VIEW_DOCUMENTS),
                ),
            ),
            Entry(
                "indicators",
                _("Goals and indicators"),
                "indicators:indicators",
                permission=P.VIEW_INDICATORS,
                pages=(
                    Entry("heat", _("Heat map"), "indicators:heat", permission=P.VIEW_INDICATORS),
                    Entry("changes", _("What changed"), "indicators:changes", permission=P.VIEW_INDICATORS),
                    Entry("strategies", _("Strategy"), "strategy:strategies", permission=P.VIEW_STRATEGY),
                    Entry("process", _("Sustainability"), "strategy:process", permission=P.VIEW_STRATEGY),
                ),
            ),
            Entry("plans", _("Action plans"), "plans:plans", permission=P.VIEW_ACTIONS),
            Entry("actions", _("Actions"), "due_diligence:actions", permission=P.VIEW_ACTIONS, letter="t"),
        ),
    ),
    Entry(
        "workplace",
        _("Working environment"),
        icon="shield",
        pages=(
            Entry("incidents", _("Incidents"), "incidents:incidents", permission=P.VIEW_UNITS),
            Entry("workforce", _("Own workforce"), "due_diligence:workforce", permission=P.VIEW_WORKFORCE),
        ),
    ),
    Entry(
        "climate",
        _("Climate accounts"),
        icon="leaf",
        pages=(Entry("account", _("Account"), "climate:account", permission=P.VIEW_INDICATORS),),
    ),
    Entry(
        "reports",
        _("Reports"),
        icon="document",
        pages=(
            Entry("reports-due", _("Tertial and annual reports"), "reports:reports", permission=P.VIEW_INDICATORS),
            Entry("approvals", _("For approval"), "reporting:approvals", permission=P.VIEW_DRAFT_STATEMENTS),
        ),
    ),
)

BELOW: tuple[Entry, ...] = (
    Entry(
        "mailbox",
        _("Letters to us"),
        icon="mail",
        pages=(
            Entry("requests", _("Information requests"), "information_requests:requests", permission=P.VIEW_REQUESTS),
            Entry("complaints", _("Complaints"), "complaints:complaints", permission=P.VIEW_COMPLAINTS),
            Entry("openness", _("Public pages"), "openness:texts", permission=P.VIEW_REQUESTS),
        ),
    ),
    Entry(
        "setup",
        _("Setup"),
        icon="gear",
        letter="i",
        pages=(
            Entry("units", _("Units"), "administration:units", permission=P.VIEW_UNITS),
            Entry("people", _("People and roles"), "administration:people", permission=P.VIEW_PEOPLE),
            Entry("methods", _("Method"), "due_diligence:methods", permission=P.MANAGE_METHODS),
            Entry("editions", _("Sources"), "catalogues:editions", permission=P.MANAGE_EDITIONS),
            Entry("tokens", _("API tokens"), "administration:tokens", permission=P.MANAGE_TOKENS),
            Entry("mail", _("Mail"), "administration:mail", permission=P.MANAGE_MAIL),
            Entry("trail", _("Trail"), "administration:trail", permission=P.VIEW_TRAIL),
        ),
    ),
)


@dataclass
class Line:
    """A menu line as drawn: where it leads, whether it is here, and what it counts."""

    entry: Entry
    href: str
    pages: tuple["Line", ...] = ()
    count: int | None = None
    here: bool = False
    open: bool = False

    @property
    def look(self) -> tuple[Any, ...]:
        """All that is drawn of it."""
        return self.entry.code, self.href, self.count, self.here, self.open, tuple(page.look for page in self.pages)


def address(entry: Entry) -> str:
    """The entry's address; empty where the page does not exist in this installation."""
    return _address(entry.url, settings.ROOT_URLCONF, get_script_prefix()) if entry.url else ""


@lru_cache(maxsize=128)
def _address(name: str, _urlconf: str, _prefix: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def lines(entries: tuple[Entry, ...], viewer: Viewer) -> tuple[Line, ...]:
    """The entries that exist for the viewer. One with pages leads to the first of them, and is gone without any."""
    drawn: list[Line] = []
    for entry in entries:
        pages = lines(entry.pages, viewer)
        if entry.permission is not None and not viewer.may_anywhere(entry.permission):
            drawn.extend(pages)  # who may not see the page may still see one beside it
            continue
        href = address(entry) or (pages[0].href if pages else "")
        if href:
            drawn.append(Line(entry, href, pages))
    return tuple(drawn)


def mark_here(drawn: tuple[Line, ...], path: str) -> tuple[Line, ...]:
    """Marks the line whose address is the longest beginning of the path, and opens the entry it stands under.

    Returns the lines that stand beside each other on the page itself: the marked page and those under it, where the
    path is that of one of them; else nothing.
    """
    every = [(line, page, at) for line in drawn for page in (*line.pages, line) for at in (page, *_tabs(line, page))]
    found, length = None, 0
    for line, page, at in every:
        own = at.entry.path or at.href
        inside = path == own or (own != "/" and path.startswith(own.rstrip("/") + "/"))
        if inside and len(own) > length:
            found, length = (line, page, at), len(own)
    if found is None:
        return ()
    line, page, at = found
    page.here = line.open = True
    tabs = _tabs(line, page)
    if not tabs or path != at.href:
        return ()
    return tuple(replace(each, here=each is at) for each in (page, *tabs))


def _tabs(line: Line, page: Line) -> tuple[Line, ...]:
    return () if page is line else page.pages
