"""What the statement's pages show: states in words, the § 5 panel, chapters, approvals and figures to choose among."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.model import Section
from samsvar.core.documents.walk import figures_of
from samsvar.core.rules.dates import Deadline
from samsvar.core.rules.statement import Change, Item, publication_deadline
from samsvar.front.reporting.transparency_statement.document import Drawn, SectionPart, address_of
from samsvar.front.reporting.transparency_statement.sections.drawing import section_of
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.ui.addresses import page_address
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.statements.models import Statement, StatementStatus


@dataclass(frozen=True)
class StatementLine:
    """A statement in the list."""

    statement: Statement
    words: str
    kind: str
    href: str
    due_on: date | None


@dataclass(frozen=True)
class Chapter:
    """A chapter in the list beside the text; `lacks` where the law still misses something it would tell of."""

    part: SectionPart
    here: bool
    lacks: bool


@dataclass(frozen=True)
class Missing:
    """One thing that § 5 misses, in words, and where it is put right."""

    words: str
    href: str
    letter: str


@dataclass(frozen=True)
class LetterPanel:
    """One letter of § 5: how many of how many are in place, and what is not."""

    letter: str
    title: str
    present: int
    total: int
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Withholdable:
    """A record that the statement tells of, and whether it is withheld."""

    record: str
    title: str
    fixed: bool
    ground: str
    reason: str
    field: str


def workspace_address(statement: Statement) -> str:
    return reverse("statements:workspace", args=[statement.key])


def public_address(enterprise: OrgUnit, statement: Statement | None = None) -> str:
    """The stable public address of the enterprise's statements, or of one year's."""
    if not enterprise.orgnr:
        return ""
    if statement is None:
        return reverse("public:statements", args=[enterprise.orgnr])
    return reverse("public:statement", args=[enterprise.orgnr, statement.year])


def whole_public_address(enterprise: OrgUnit, statement: Statement) -> str:
    """The public address with the installation's own, to be printed in the annual report (R001-37)."""
    address = public_address(enterprise, statement)
    return f"{settings.BASE_URL}{address}" if address else ""


def status_word(statement: Statement) -> str:
    return str(StatementStatus(statement.status).label)


def statement_line(statement: Statement) -> StatementLine:
    kinds = {StatementStatus.PUBLISHED: "good", StatementStatus.APPROVED: "good", StatementStatus.SUPERSEDED: ""}
    return StatementLine(
        statement=statement,
        words=status_word(statement),
        kind=kinds.get(StatementStatus(statement.status), "warn"),
        href=workspace_address(statement),
        due_on=None if (due := deadline(statement)) is None else due.due_on,
    )


def deadline(statement: Statement) -> Deadline | None:
    """30 June after the period (§ 5 second paragraph); None of a new edition of what is published already.

    The Act wants it updated when the risk changes much, and names no day for that.
    """
    return None if statement.edition > 1 else publication_deadline(statement.period_to)


def list_title(lines: Sequence[StatementLine], today: date) -> str:
    """The finding: is last year's statement out?"""
    year = today.year - 1
    this = next((line for line in lines if line.statement.year == year), None)
    if this is None:
        return _("The statement for %(year)d is not begun") % {"year": year}
    if this.statement.status == StatementStatus.PUBLISHED or this.due_on is None:
        return _("The statement for %(year)d is published") % {"year": year}
    days = (this.due_on - today).days
    if days < 0:
        return ngettext(
            "The statement for %(year)d is %(days)d day over its deadline",
            "The statement for %(year)d is %(days)d days over its deadline",
            -days,
        ) % {"year": year, "days": -days}
    return ngettext(
        "The statement for %(year)d is due in %(days)d day", "The statement for %(year)d is due in %(days)d days", days
    ) % {"year": year, "days": days}


def obstacle(code: str) -> str:
    """What stands in the way, in words that say what to do."""
    words = {
        "edition_in_work": _("There is a statement for this year in work already. Publish it first."),
        "no_reason": _("Write the reason."),
        "no_such_step": _("The statement has moved on since you opened the page. Open it again."),
        "lacks_right": _("You are not among those who were asked to approve it."),
        "same_person_submitted": _("You sent it to approval. Somebody else must approve it."),
        "signatures_missing": _("Not everybody has approved it yet."),
        "known_impacts_untold": _("A known actual impact on human rights is not told of. It cannot be held back."),
        "no_signatories": _("The board has no members on this day. Put them in first."),
        "no_sections": _("Give at least one section a place."),
        "title_taken": _("There is a template with this name already."),
        "no_ground": _("Write the reason for each record that is withheld."),
    }
    return words.get(code, code)


@dataclass(frozen=True)
class ChangeLine:
    """Something significant since publication, in words, and where it is seen."""

    words: str
    href: str


def change_lines(enterprise: OrgUnit, changes: Sequence[Change]) -> list[ChangeLine]:
    """What has changed so much since publication that § 5 asks for an update. Two queries."""
    numbers = [each.record for each in changes if each.code != "new_actual_impact"]
    keys = [each.record for each in changes if each.code == "new_actual_impact"]
    contracts = {row.number: row for row in Contract.objects.filter(enterprise=enterprise, number__in=numbers)}
    impacts = {row.key: row for row in AdverseImpact.objects.filter(key__in=keys)}
    return [_change_line(each, contracts.get(each.record), impacts.get(each.record)) for each in changes]


def _change_line(change: Change, contract: Contract | None, impact: AdverseImpact | None) -> ChangeLine:
    name = contract.title if contract else impact.title if impact else change.record
    if change.code == "new_actual_impact":
        href = page_address("due_diligence:impact", change.record)
        return ChangeLine(_("New actual impact: %(name)s") % {"name": name}, href)
    href = page_address("due_diligence:contract", contract.key) if contract else ""
    if change.code == "new_contract_at_risk":
        return ChangeLine(_("New agreement at level %(now)s: %(name)s") % {"name": name, "now": change.now}, href)
    before = _("unknown") if change.before is None else change.before
    words = _("%(name)s: from level %(before)s to %(now)s") % {"name": name, "before": before, "now": change.now}
    return ChangeLine(words, href)


def chapters(drawn: Drawn, here: str) -> list[Chapter]:
    lacking = _sections_lacking(drawn)
    return [Chapter(part, part.id == here, part.id in lacking) for part in drawn.parts]


def _sections_lacking(drawn: Drawn) -> set[str]:
    return {section for section, _letter, _item in _lacking(drawn)}


def _lacking(drawn: Drawn) -> Iterator[tuple[str, str, Item]]:
    """Everything that § 5 misses, with the section that would tell of it and the letter."""
    sections = {"organisation": "enterprise", "area_of_operation": "enterprise"}
    sections |= {"guidelines": "embedding", "routines": "mapping", "role_holder": "embedding"}
    by_record = _section_of_records(drawn)
    for letter in drawn.letters:
        for item in letter.missing:
            yield sections.get(item.code) or by_record.get(item.record, ""), letter.letter, item


def lacks_in(drawn: Drawn, section: str) -> list[Missing]:
    """What § 5 misses that this section would tell of."""
    names = _names(drawn)
    return [_missing(drawn, letter, item, names) for where, letter, item in _lacking(drawn) if where == section]


def _missing(drawn: Drawn, letter: str, item: Item, names: Mapping[str, str]) -> Missing:
    words = _missing_words(item.code, names.get(item.record, ""))
    return Missing(words, address_of(drawn.records, item.code, item.record), letter)


@dataclass(frozen=True)
class FigureBehind:
    """A figure of a section: as shown, what it counts, how many records, and where they are."""

    text: str
    said: str
    records: int
    href: str


def figures_in(drawn: Drawn, part: SectionPart) -> list[FigureBehind]:
    """The figures that stand in a section and can be named, each once."""
    found = figures_of(Section("part", "", "", (*part.written, *part.drawn)))
    said = drawn.figures.said
    return [
        FigureBehind(figure.text, said[figure.id], len(figure.records), figure.address or "")
        for figure in found
        if figure.id in said
    ]


def _section_of_records(drawn: Drawn) -> dict[str, str]:
    """Which section tells of an area, an impact or an action."""
    found: dict[str, str] = {}
    contracts: dict[int, str] = {}
    for area in drawn.records.areas:
        section = found[area.key] = section_of(area)
        for line in area.contracts:
            contracts.setdefault(line.pk, section)
        found |= {action.key: section for action in area.actions}
    for impact in drawn.records.impacts:
        told_in = [contracts[each] for each in impact.contract_ids if each in contracts]
        section = found[impact.key] = told_in[0] if told_in else "other_impacts"
        found |= {action.key: section for action in drawn.records.actions_on(impact)}
    return found


def law_panel(drawn: Drawn) -> list[LetterPanel]:
    """§ 5 letter by letter, with what is missing as links."""
    titles = {
        "a": _("Organisation, guidelines and routines"),
        "b": _("Impacts and significant risk"),
        "c": _("Measures and results"),
    }
    names = _names(drawn)
    return [
        LetterPanel(
            letter.letter,
            titles[letter.letter],
            len(letter.present),
            len(letter.present) + len(letter.missing),
            tuple(_missing(drawn, letter.letter, item, names) for item in letter.missing),
        )
        for letter in drawn.letters
    ]


def _names(drawn: Drawn) -> dict[str, str]:
    found = {impact.key: impact.title for impact in drawn.records.impacts}
    found |= {area.key: area.title for area in drawn.records.areas}
    return found | {action.key: action.title for action in drawn.records.actions}


def _missing_words(code: str, name: str) -> str:
    words = {
        "organisation": _("Describe the organisation"),
        "area_of_operation": _("Describe the area of operation"),
        "guidelines": _("Register the guidelines"),
        "routines": _("Describe the routines"),
        "role_holder": _("Nobody is responsible for due diligence. Name somebody"),
        "actual_impact": _("Not told of: %(name)s"),
        "alleged_impact": _("Not told of: %(name)s"),
        "significant_risk": _("Not told of: %(name)s"),
        "severity_not_rated": _("Not told of, and not graded: %(name)s"),
        "risk_area": _("Not told of: %(name)s"),
        "risk_area_without_status": _("Not told of: %(name)s"),
        "measure": _("Write what is done about: %(name)s"),
        "result": _("Write the result, or what you expect: %(name)s"),
    }
    return words[code] % {"name": name}


def figure_choices(drawn: Drawn) -> list[tuple[str, str, str]]:
    """Figures that may be put in the text: placeholder, figure as shown, what it counts."""
    return [
        (f"{{{{figure:{name}}}}}", drawn.figures[name].text, drawn.figures.said[name]) for name in drawn.figures.said
    ]


def approval_lines(statement: Statement) -> list[Any]:
    """Those asked to approve in the round that counts, in the order asked."""
    return list(statement.approvals.filter(voided_at__isnull=True).order_by("pk"))


def is_asked(approvals: Sequence[Any], person: Person) -> bool:
    """Whether the person is among those asked, and has not answered."""
    return any(line.person_id == person.pk and line.approved_at is None for line in approvals)


def conflict_rows(conflict: Any, form: Any) -> list[tuple[str, str, str]]:
    """Their text and yours, side by side."""
    if conflict is None:
        return []
    return [(_("The text"), conflict.text, form.initial["text"])]


def withholdable(drawn: Drawn) -> list[Withholdable]:
    """Every impact and area told of. Known actual impacts on human rights are fixed: they are always told of."""
    held = {each["record"]: each for each in drawn.records.statement.left_out}
    rows = [
        (
            f"impact:{impact.key}",
            impact.title,
            impact.actuality == "actual" and impact.verification == "confirmed" and impact.human_right,
        )
        for impact in drawn.records.impacts
    ]
    rows += [(f"area:{area.key}", area.title, False) for area in drawn.records.areas]
    return [
        Withholdable(
            record,
            title,
            fixed,
            "" if fixed else held.get(record, {}).get("ground", ""),
            held.get(record, {}).get("reason", ""),
            f"row{place}",
        )
        for place, (record, title, fixed) in enumerate(rows)
    ]


def withheld_from(posted: Mapping[str, str], rows: Sequence[Withholdable]) -> list[dict[str, str]]:
    """The records chosen to be withheld, with ground and reason."""
    return [
        {"record": row.record, "ground": ground, "reason": posted.get(f"{row.field}-reason", "").strip()[:2000]}
        for row in rows
        if not row.fixed and (ground := posted.get(f"{row.field}-ground", "")) in ("c", "d")
    ]


def version_from(posted: Mapping[str, str]) -> int:
    """The version a form was opened with; one that never was where it is not a number."""
    text = posted.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else -1
