"""The register of impacts and one impact's page as a template sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from samsvar.core.rules.due_diligence import (
    RESPONSES,
    Involvement,
    Severity,
    may_close_impact,
    remediation_duty,
    severity,
)
from samsvar.core.rules.risk import Finding, Nature
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.models import OwnerInquiry
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactLink, Remediation
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus, Verification
from samsvar.subjects.due_diligence.presenters import codes
from samsvar.subjects.due_diligence.selectors.cases import case_from
from samsvar.subjects.due_diligence.selectors.impacts import VIEWS, Asked, ImpactRecords

Words = str | Promise

TABS: dict[str, Words] = {
    "open": pgettext_lazy("impacts", "Open"),
    "actual": pgettext_lazy("impacts", "Actual"),
    "potential": pgettext_lazy("impacts", "Potential"),
    "without_action": gettext_lazy("Without action"),
    "over": gettext_lazy("Over the deadline"),
    "silent": gettext_lazy("No news for 90 days"),
    "closed": pgettext_lazy("impacts", "Closed"),
    "disproved": pgettext_lazy("impacts", "Disproved"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A saved view with its count."""

    code: str
    label: Words
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An impact in the register, with what it hangs on and its next step."""

    impact: AdverseImpact
    grade_class: str
    likelihood: str
    about: str
    more_links: int
    kinds: list[str]
    countries: list[str]
    step: Action | None
    shared: bool
    verification: str
    state: str


@dataclass(frozen=True, slots=True)
class Gravity:
    """How grave an impact is, in words: the grade, what set it, and each part."""

    severity: Severity
    grade: str
    grade_class: str
    set_by: str
    parts: list[tuple[Words, str]]
    likelihood: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline. `now` is the line of today."""

    on: date | None
    words: str = ""
    who: str = ""
    done: bool = True
    now: bool = False
    href: str = ""


def finding(counts: Mapping[str, int]) -> str:
    """The register's heading: what is so."""
    number = counts["open"]
    if not number:
        return gettext("No adverse impact is open")
    words = ngettext(
        "%(n)s adverse impact is open, %(actual)s of them actual",
        "%(n)s adverse impacts are open, %(actual)s of them actual",
        number,
    )
    return words % {"n": number, "actual": counts["actual"]}


def tabs(counts: Mapping[str, int], here: str) -> list[Tab]:
    """The saved views; those that hold nothing are left out, but for the first and the one chosen."""
    shown = [code for code in VIEWS if counts[code] or code in ("open", here)]
    return [Tab(code, TABS[code], counts[code], code == here) for code in shown]


def rows(
    impacts: Sequence[AdverseImpact],
    links: Mapping[int, list[ImpactLink]],
    actions: Mapping[int, Action],
    unit: OrgUnit,
) -> list[Row]:
    """The rows of one page."""
    return [_row(impact, links.get(impact.pk, []), actions.get(impact.pk), unit) for impact in impacts]


def _row(impact: AdverseImpact, links: list[ImpactLink], action: Action | None, unit: OrgUnit) -> Row:
    shared = impact.enterprise_id != unit.enterprise_id
    happened = impact.actuality == Nature.ACTUAL
    likely = gettext("has happened") if happened else codes.grade(impact.likelihood, "likelihood")
    return Row(
        impact=impact,
        grade_class=codes.grade_class(impact.severity),
        likelihood=likely,
        about="" if shared or not links else link_name(links[0]),
        more_links=0 if shared else max(0, len(links) - 1),
        kinds=codes.risk_kinds(impact.risk_kinds),
        countries=codes.countries(impact.countries),
        step=None if shared else action,
        shared=shared,
        verification=str(Verification(impact.verification).label),
        state=str(ImpactStatus(impact.status).label),
    )


def link_name(link: ImpactLink) -> str:
    """What the tie leads to: the contract's title and supplier, or the supplier as a whole."""
    if link.contract is not None:
        return f"{link.contract.title} – {link.contract.supplier.name}"
    return link.supplier.name if link.supplier is not None else ""


def chosen(asked: Asked) -> dict[str, str]:
    """What each filter is set to, in words; empty where it is not in use."""
    picture = []
    if asked.severity is not None:
        picture.append(gettext("severity %(grade)s") % {"grade": asked.severity or gettext("not graded")})
    if asked.likelihood is not None:
        picture.append(gettext("likelihood %(grade)s") % {"grade": asked.likelihood or gettext("not graded")})
    return {
        "kind": codes.risk_kind(asked.risk_kind) if asked.risk_kind else "",
        "country": codes.country(asked.country) if asked.country else "",
        "involvement": involvement(asked.involvement),
        "step": codes.step_name(asked.step) if asked.step else "",
        "picture": ", ".join(picture),
    }


_INVOLVEMENT: dict[str, Words] = {
    "caused": gettext_lazy("We caused it"),
    "contributed": gettext_lazy("We contributed to it"),
    "linked": gettext_lazy("We are directly linked to it"),
    "unknown": gettext_lazy("Not decided"),
}


def involvement(code: str) -> str:
    """How the enterprise is involved, as a sentence of its own."""
    return str(_INVOLVEMENT[code]) if code else ""


def gravity(impact: AdverseImpact) -> Gravity:
    """How grave the impact is, part by part."""
    found = severity(impact.scale, impact.scope, impact.irremediability)
    parts = [(words, codes.grade(getattr(impact, name), name)) for name, words in codes.PARTS.items()]
    happened = impact.actuality == Nature.ACTUAL
    return Gravity(
        severity=found,
        grade=codes.grade(found.level),
        grade_class=codes.grade_class(found.level),
        set_by=_and([str(codes.PARTS[name]) for name in found.set_by]),
        parts=parts,
        likelihood=gettext("It has happened")
        if happened
        else codes.grade(impact.likelihood, "likelihood").capitalize(),
    )


def expected(impact: AdverseImpact) -> list[str]:
    """What is expected of an enterprise that is involved as this one is; empty where that is not decided."""
    if not impact.involvement:
        return []
    return codes.sentences(RESPONSES[Involvement(impact.involvement)], codes.RESPONSES)


def remedy(impact: AdverseImpact, involved: str | None = None) -> str:
    """Who owes remedy. `involved` is another enterprise's involvement in a case shared with it."""
    code = impact.involvement if involved is None else involved
    duty = remediation_duty(Nature(impact.actuality), Finding(impact.verification), Involvement(code) if code else None)
    return str(codes.REMEDY[duty.duty])


def hindrances(impact: AdverseImpact, records: ImpactRecords, today: date) -> list[str]:
    """What stands in the way of closing the case today, the missing conclusion apart."""
    if impact.status == ImpactStatus.CLOSED:
        return []
    case = case_from(impact, records.actions, records.remediation, "-")
    return codes.sentences(may_close_impact(case, today, today).reasons, codes.CLOSING)


def reached(lines: Sequence[Remediation]) -> str:
    """How many of how many have been reached, where both are known on every line."""
    if not lines or any(line.people is None or line.reached is None for line in lines):
        return ""
    people, found = sum(line.people or 0 for line in lines), sum(line.reached or 0 for line in lines)
    return gettext("%(reached)s of %(people)s have been reached") % {"reached": found, "people": people}


def owner_words(inquiry: OwnerInquiry | None) -> str:
    """How it stands with the owner of an agreement that others own."""
    if inquiry is None:
        return gettext("The owner has not been asked.")
    values: dict[str, Any] = {"owner": inquiry.partner.name}
    if inquiry.answered_on is None:
        return gettext("%(owner)s has been asked and has not answered.") % values
    return gettext("%(owner)s has answered.") % values


def timeline(impact: AdverseImpact, records: ImpactRecords, today: date) -> list[Line]:
    """What happened to the case and what is to come, newest first, with a line for today between."""
    ahead = [
        Line(action.due_on, action.title, _name(action), False, href=reverse("due_diligence:action", args=[action.key]))
        for action in records.actions
        if action.due_on and not action.has_ended
    ]
    if impact.due_on and impact.status != ImpactStatus.CLOSED:
        ahead.append(Line(impact.due_on, impact.due_reason or gettext("Deadline of the case"), done=False))
    behind = [Line(entry.noted_on, entry.text, _through(entry.channel)) for entry in records.entries]
    behind += [
        Line(action.done_on, gettext("Done: %(title)s") % {"title": action.title}, _name(action))
        for action in records.actions
        if action.done_on
    ]
    behind += [
        Line(line.verified_on, gettext("Remedy verified: %(what)s") % {"what": line.who}, line.verified_by)
        for line in records.remediation
        if line.verified_on
    ]
    if impact.known_on:
        behind.append(Line(impact.known_on, gettext("Became known"), impact.source))
    if impact.closed_on:
        behind.append(Line(impact.closed_on, gettext("Closed: %(how)s") % {"how": impact.conclusion}))
    ahead.sort(key=lambda line: line.on or today, reverse=True)
    behind.sort(key=lambda line: line.on or today, reverse=True)
    return [*ahead, Line(today, now=True), *behind]


def _name(action: Action) -> str:
    return action.whose


def _through(channel: str) -> str:
    return gettext("Through: %(channel)s") % {"channel": channel}


def _and(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
