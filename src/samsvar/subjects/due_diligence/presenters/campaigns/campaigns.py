"""A campaign's page, list and recipients as templates see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from samsvar.core.catalogues import sector_name
from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.campaigns import Progress, Standing, Tally, over_time, reminder_days, tally
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.delivery.presenters import reason_of
from samsvar.platform.forms.code_fields import country_words
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.models import Campaign, CampaignStatus
from samsvar.subjects.due_diligence.presenters.contracts import category_name as division_name
from samsvar.subjects.due_diligence.selectors.campaigns.campaigns import Row, plan_of

Words = str | Promise
#: Where a recipient stands: the pill's kind and its words.
STANDINGS: dict[Standing, tuple[str, Words]] = {
    Standing.PLANNED: ("", gettext_lazy("Not written to")),
    Standing.QUEUED: ("", gettext_lazy("Waits to be sent")),
    Standing.UNREACHED: ("bad", gettext_lazy("Not delivered")),
    Standing.SENT: ("", gettext_lazy("Sent, not opened")),
    Standing.OPENED: ("warn", gettext_lazy("Opened")),
    Standing.BEGUN: ("warn", gettext_lazy("Begun")),
    Standing.ANSWERED: ("good", gettext_lazy("Answered")),
    Standing.WITHDRAWN: ("", gettext_lazy("Taken out")),
}
STATUS_PILLS = {CampaignStatus.DRAFT: "warn", CampaignStatus.RUNNING: "good", CampaignStatus.CLOSED: ""}
VIEWS: dict[str, Words] = {
    "all": gettext_lazy("All"),
    "overdue": gettext_lazy("Overdue"),
    "silent": gettext_lazy("Not answered"),
    "answered": gettext_lazy("Answered"),
    "unreached": gettext_lazy("Not reached"),
    "out": gettext_lazy("Taken out"),
}


def view_words(campaign: Campaign) -> dict[str, Words]:
    """The views; of a draft nobody is written to, so who cannot be is who has no address."""
    return {**VIEWS, "unreached": gettext("Without address")} if campaign.status == CampaignStatus.DRAFT else VIEWS


@dataclass(frozen=True, slots=True)
class Line:
    """A recipient's row: the pill, the day of its standing, and what is wrong where something is."""

    row: Row
    kind: str
    words: str
    day: date | None
    trouble: str


def list_finding(rows: Sequence[Any]) -> str:
    """The list's heading: what is waited for."""
    running = [row for row in rows if row.status == CampaignStatus.RUNNING]
    if not running:
        return gettext("No campaign runs")
    late = sum(row.overdue for row in running)
    waiting = sum(row.asked - row.answered for row in running)
    if late:
        words = ngettext("%(n)s supplier is over the deadline", "%(n)s suppliers are over the deadline", late)
        return words % {"n": late}
    words = ngettext("We wait for the answer of %(n)s supplier", "We wait for the answers of %(n)s suppliers", waiting)
    return words % {"n": waiting} if waiting else gettext("Everybody who was asked has answered")


def finding(campaign: Campaign, counted: Tally) -> str:
    """A campaign's heading: how many have answered."""
    asked = counted.asked - counted.standings[Standing.PLANNED]
    facts = {"n": asked, "answered": counted.standings[Standing.ANSWERED]}
    if campaign.status == CampaignStatus.DRAFT:
        words = ngettext("%(n)s supplier would be asked", "%(n)s suppliers would be asked", counted.asked)
        facts["n"] = counted.asked
    else:
        words = ngettext(
            "%(answered)s of %(n)s supplier has answered",
            "%(answered)s of %(n)s suppliers have answered",
            asked,
        )
    return words % facts


def tally_of(rows: Sequence[Row], today: date) -> Tally:
    """The campaign at a glance."""
    return tally((row.known for row in rows), today)


def counts_of(rows: Sequence[Row]) -> dict[str, int]:
    """How many each view has."""
    return {view: sum(_in_view(row, view) for row in rows) for view in VIEWS}


def shown(rows: Sequence[Row], view: str, text: str) -> list[Row]:
    """The rows of the view whose supplier or recipient has the text, what is overdue first."""
    words = text.casefold().strip()
    found = [row for row in rows if _in_view(row, view) and (not words or words in _searched(row))]
    return sorted(found, key=lambda row: (not row.overdue, _ORDER[row.standing]))


def line(row: Row) -> Line:
    """A recipient's row for the template."""
    kind, words = STANDINGS[row.standing]
    return Line(row, kind, str(words), _day(row.known), trouble(row))


def trouble(row: Row) -> str:
    """What is wrong with reaching the recipient, in words; empty where nothing is."""
    if row.standing in (Standing.ANSWERED, Standing.WITHDRAWN):
        return ""
    if not row.recipient.address:
        return gettext("No address")
    if row.standing == Standing.UNREACHED:
        return reason_of(row.failure)[0] if row.failure else gettext("The letter was given up")
    return ""


def steps(campaign: Campaign, rows: Sequence[Row], today: date) -> list[Any]:
    """Day by day how many had come how far, from the first letter to today or the end."""
    if campaign.begun_at is None:
        return []
    first = min(oslo_day(campaign.begun_at), campaign.opens_on)
    last = oslo_day(campaign.closed_at) if campaign.closed_at else today
    return list(over_time([row.known for row in rows], max(first, last.replace(year=last.year - 2)), max(first, last)))


def plan_words(campaign: Campaign) -> str:
    """The days of the reminders in words."""
    days = reminder_days(plan_of(campaign))
    return ", ".join(format_date(day, current_language(), "table") for day in days) or gettext("None")


def wanted_words(campaign: Campaign, categories: Mapping[str, str], areas: Mapping[str, str]) -> list[str]:
    """Whom the campaign asks, a line for each thing that was asked for."""
    wanted, found = campaign.wanted, []
    levels = [str(level) for level in wanted.get("levels", ())]
    if wanted.get("with_unknown_level"):
        levels.append(gettext("unknown"))
    if levels:
        found.append(gettext("Level %(levels)s") % {"levels": ", ".join(levels)})
    found += [categories.get(code, code) for code in wanted.get("categories", ())]
    found += [areas.get(key, key) for key in wanted.get("areas", ())]
    if wanted.get("countries"):
        found.append(", ".join(map(country_words, wanted["countries"])))
    if wanted.get("not_answered_since"):
        day = format_date(date.fromisoformat(wanted["not_answered_since"]), current_language())
        found.append(gettext("Has not answered since %(day)s") % {"day": day})
    return found or [gettext("All contracts that run")]


def category_name(code: str) -> str:
    """A category's name: the product division's, or the service sector's."""
    kind, _colon, value = code.partition(":")
    return division_name(value) if kind == "cpv" else sector_name(value, current_language())


def answer_words(score: Mapping[str, Any] | None) -> str:
    """What an answer came to: gaps first, then the score as far as it is known."""
    if not score:
        return ""
    gaps = len(score.get("gaps", ()))
    found = ngettext("%(n)s gap", "%(n)s gaps", gaps) % {"n": gaps} if gaps else gettext("no gaps")
    least, most = score.get("least"), score.get("most")
    if least is None:
        return found
    share = f"{least} %" if least == most else f"{least}–{most} %"
    return f"{found} · {share}"


def unit_words(campaign: Campaign) -> str:
    """Whose contracts are asked about."""
    unit: OrgUnit = campaign.unit
    name: str = unit.name(current_language())
    return name


_ORDER = {
    standing: place
    for place, standing in enumerate(
        (
            *(Standing.UNREACHED, Standing.PLANNED, Standing.SENT, Standing.OPENED, Standing.BEGUN),
            *(Standing.QUEUED, Standing.ANSWERED, Standing.WITHDRAWN),
        )
    )
}


def _in_view(row: Row, view: str) -> bool:
    standing = row.standing
    if view == "all":
        return standing != Standing.WITHDRAWN
    if view == "overdue":
        return row.overdue
    if view == "silent":
        return row.waited_for
    if view == "unreached":
        return bool(trouble(row))
    return standing == (Standing.ANSWERED if view == "answered" else Standing.WITHDRAWN)


def _searched(row: Row) -> str:
    recipient = row.recipient
    return f"{recipient.supplier.name} {recipient.supplier.orgnr} {recipient.name} {recipient.address}".casefold()


def _day(known: Progress) -> date | None:
    days = (known.withdrawn_on, known.answered_on, known.begun_on, known.opened_on, known.sent_on, known.queued_on)
    return next((day for day in days if day), None)
