"""The words of the start page: the sentence of the day, and each deadline with where it leads and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.rules.indicators.periods import parse_period
from samsvar.front.home.deadlines import Deadline, Waiting
from samsvar.front.home.standing import Levels, StatementState
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.presenters.words import period_name
from samsvar.registers.wheel.presenters.words import role_words
from samsvar.subjects.complaints.models import ComplaintTopic
from samsvar.subjects.due_diligence.models.checks import CheckKind
from samsvar.subjects.information_requests.presenters.words import ACTS


@dataclass(frozen=True)
class DeadlineLine:
    """A deadline as a row: what to do, where, whose it is and why it has a deadline."""

    on: date
    words: str
    href: str
    whose: str
    reason: str


def day_title(waiting: Waiting, statement: StatementState | None, today: date) -> str:
    """The finding first: how much is over its deadline, and when the statement must be out; None: of that nothing."""
    over = len(waiting.over)
    days = (statement.due_on - today).days if statement else 0
    if statement is None or statement.published or days < 0 or days > 120:
        if over:
            return ngettext("%(n)s case is over its deadline", "%(n)s cases are over their deadlines", over) % {
                "n": counted(over)
            }
        return _("Nothing is over its deadline")
    if over:
        return ngettext(
            "%(n)s case is over its deadline, and the statement is due in %(days)d days",
            "%(n)s cases are over their deadlines, and the statement is due in %(days)d days",
            over,
        ) % {"n": counted(over), "days": days}
    return _("Nothing is over its deadline, and the statement is due in %(days)d days") % {"days": days}


def counted(number: int) -> str:
    """Small numbers in words, as at the beginning of a sentence."""
    words = ["0", _("One"), _("Two"), _("Three"), _("Four"), _("Five"), _("Six"), _("Seven"), _("Eight"), _("Nine")]
    return words[number] if 0 <= number < len(words) else str(number)


def deadline_lines(rows: Sequence[Deadline], viewer: Viewer) -> list[DeadlineLine]:
    """The rows of one group."""
    return [_line(row, viewer) for row in rows]


def _line(row: Deadline, viewer: Viewer) -> DeadlineLine:
    words, reason = _words(row)
    return DeadlineLine(on=row.on, words=words, href=_address(row), whose=_whose(row, viewer), reason=reason)


def _whose(row: Deadline, viewer: Viewer) -> str:
    if viewer.person is not None and row.person_id == viewer.person.pk:
        return _("You")
    return role_words(row.person_name) if row.kind == "occurrence" and row.person_id is None else row.person_name


def _words(row: Deadline) -> tuple[str, str]:
    if row.kind in ("campaign", "terms_inquiry") or (row.kind == "questionnaire" and row.about != "1"):
        return _many(row)
    if row.kind == "questionnaire":
        return (
            _("Remind %(supplier)s of the questionnaire") % {"supplier": row.title},
            _("The questionnaire is not answered. Until it is, the supplier’s contracts stand one level higher."),
        )
    if row.kind == "owner_inquiry":
        return _("Ask %(owner)s again about the agreements they own") % {"owner": row.title}, row.about
    if row.kind == "supplier_inquiry":
        return _("Remind %(supplier)s of the question you asked") % {"supplier": row.title}, row.about
    if row.kind == "request":
        act = _("%(act)s: answered in time, or notice of more time.") % {"act": ACTS.get(row.about, row.about)}
        return _("Answer the request for information %(number)s") % {"number": row.title}, act
    if row.kind == "complaint":
        return _("Complaint %(number)s: what you have promised") % {"number": row.title}, _topic(row.about)
    if row.kind == "statement":
        words = (_("Publish the statement for %(year)s") if row.about else _("Begin the statement for %(year)s")) % {
            "year": row.title
        }
        return words, _("The Transparency Act § 5: published by 30 June.")
    if row.kind == "check":
        return _("Check: %(what)s") % {"what": row.title}, _capital(str(CheckKind(row.about).label))
    if row.kind == "check_answer":
        return _("Remind of the documents for the check: %(what)s") % {"what": row.title}, _capital(
            str(CheckKind(row.about).label)
        )
    if row.kind == "remedy":
        return _("Find out whether it was made good for %(who)s") % {"who": row.title}, row.about
    if row.kind == "finding":
        return row.title, _("Finding of a check: put it right and close it")
    if row.kind == "reconsider":
        return _("Decide whether it goes on: %(action)s") % {"action": row.title}, _("The day to reconsider it")
    if row.kind == "part":
        action, unit = _unit_of(row)
        return row.title, _told(unit, _("Part of: %(action)s") % {"action": action})
    if row.kind == "action":
        reason, unit = _unit_of(row)
        return row.title, _told(unit, reason)
    if row.kind == "occurrence":
        return _in_language(row), _("Activity in the annual wheel")
    if row.kind == "control":
        return _("Carry out the internal control: %(what)s") % {"what": row.title}, _("Note what it showed.")
    if row.kind in ("report", "returned"):
        return _report(row)
    if row.kind == "document":
        return _("Read and confirm: %(name)s") % {"name": _in_language(row)}, _("You are asked to know this document.")
    if row.kind == "impact":
        return row.title, row.about or _("Adverse impact that is not closed")
    return row.title, row.about


def _unit_of(row: Deadline) -> tuple[str, str]:
    """What is told of an action, and the name of the unit whose it is; empty where it is the whole enterprise's."""
    about, bokmal, nynorsk = row.about.rsplit("\n", 2)
    return about, nynorsk if nynorsk and current_language() == "nn" else bokmal


def _told(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _report(row: Deadline) -> tuple[str, str]:
    code, _unit, source = row.about.split("\n", 2)
    period = parse_period(code)
    words = _("Hand in the report: %(report)s, %(period)s") % {
        "report": row.title,
        "period": period_name(period) if period else code,
    }
    return words, _("It was returned: put it right and hand it in again.") if row.kind == "returned" else source


def _many(row: Deadline) -> tuple[str, str]:
    """Several that have not answered, told in one line."""
    n = int(row.about)
    if row.kind == "questionnaire":
        words = _("Remind %(n)s suppliers of the questionnaire") % {"n": n}
        return words, _(
            "The questionnaire is not answered. Until it is, the suppliers’ contracts stand one level higher."
        )
    words = ngettext("Remind %(n)s supplier: %(campaign)s", "Remind %(n)s suppliers: %(campaign)s", n)
    if row.kind == "terms_inquiry":
        return words % {"n": n, "campaign": row.title}, _("They have not answered the question about the terms.")
    reason = _("Not answered, and the last day has passed or no reminder goes by itself.")
    return words % {"n": n, "campaign": row.title}, reason


def _in_language(row: Deadline) -> str:
    """An activity's or a document's name; bokmål where there is no other."""
    nynorsk, _line_end, english = row.about.partition("\n")
    return {"nn": nynorsk, "en": english}.get(current_language(), "") or row.title


def _topic(code: str) -> str:
    return str(ComplaintTopic(code).label)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _address(row: Deadline) -> str:
    names = {
        "action": "due_diligence:action",
        "reconsider": "plans:action",
        "part": "plans:action",
        "check": "due_diligence:check",
        "check_answer": "due_diligence:check",
        "finding": "due_diligence:check",
        "impact": "due_diligence:impact",
        "remedy": "due_diligence:impact",
        "questionnaire": "suppliers:supplier",
        "supplier_inquiry": "suppliers:supplier",
        "terms_inquiry": "due_diligence:inquiry",
        "owner_inquiry": "suppliers:owner_inquiry",
        "request": "information_requests:request",
        "complaint": "complaints:complaint",
        "occurrence": "wheel:occurrence",
        "document": "governance:sign",
        "control": "governance:control",
    }
    if row.kind == "statement":
        return page_address("statements:statements")
    if row.kind in ("report", "returned"):
        code, unit, _source = row.about.split("\n", 2)
        if row.key:
            return page_address("reports:report", row.key)
        return page_address("reports:reports", unit=unit, p=code)
    if row.kind == "campaign":
        return page_address("due_diligence:campaign", row.key) + "?view=silent"
    if row.kind == "questionnaire" and row.about != "1":
        return page_address("suppliers:suppliers") + "?view=unanswered&sort=due"
    return page_address(names[row.kind], row.key)


def statement_figure(statement: StatementState, today: date) -> str:
    """The large figure of the statement: days to its deadline, or that it is published."""
    if statement.published:
        return _("Published")
    return str(abs((statement.due_on - today).days))


def statement_unit(statement: StatementState, today: date) -> str:
    """What the figure counts."""
    if statement.published:
        return ""
    days = (statement.due_on - today).days
    if days >= 0:
        return ngettext("day to 30 June", "days to 30 June", days)
    return ngettext("day over 30 June", "days over 30 June", -days)


def levels_sentence(levels: Levels) -> str:
    """The level bar in words, for those who do not see it."""
    from_top = ", ".join(f"{level}: {count}" for level, count in levels.by_level)
    return _("Contracts by level. %(parts)s. In all %(total)d.") % {"parts": from_top, "total": levels.total}
