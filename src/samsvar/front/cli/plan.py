"""Write a unit's action plan to a file, or tell of it.

Examples:
  samsvar plan --unit HF-2 --period 2026 --out plan.pdf
  samsvar plan --unit HF-2 --period 2026 --out plan.xlsx
  samsvar plan --unit HF-2 --period 2026 --json

`--unit` is the unit's number, key or organisation number. Nothing is changed. The file is whole or not there.
"""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from samsvar.core.rules.indicators.periods import PeriodKind, parse_period
from samsvar.core.rules.plans import judge_plan
from samsvar.front.cli.console import Console
from samsvar.front.cli.enterprise import unit_named
from samsvar.front.cli.outcome import CommandError
from samsvar.front.cli.writing import form_of, write_whole
from samsvar.front.reporting.transparency_statement.files import file_of
from samsvar.platform.ui.clock import today
from samsvar.subjects.plans.models import Plan
from samsvar.subjects.plans.presenters import document
from samsvar.subjects.plans.presenters import plan as presenter
from samsvar.subjects.plans.selectors.facts import criteria_of, facts_of, goals_of, planned_rows

ENDINGS = ("xlsx", "pdf", "docx", "html")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which unit and year, and where to."""
    parser.add_argument("--unit", required=True, metavar="ID", help="the unit's number, key or organisation number")
    parser.add_argument("--period", required=True, metavar="YEAR", help="the plan's year, e.g. 2026")
    parser.add_argument("--enterprise", metavar="ORGNR", help="where several enterprises have a unit of that number")
    parser.add_argument("--title", help="which plan, where the unit has several for the year")
    parser.add_argument("--out", type=Path, metavar="FILE", help="ends in .xlsx, .pdf, .docx or .html")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the file, where one is asked for, and tell of the plan."""
    otherwise = _("--out must end in .xlsx, .pdf, .docx or .html, for example plan.pdf")
    form = form_of(arguments.out, ENDINGS, otherwise) if arguments.out else ""
    plan, on = _plan(arguments), today()
    planned = list(planned_rows([plan]))
    facts = facts_of(plan, planned, goals_of([plan]))
    rows = presenter.rows_of(plan, planned, on)
    finding = presenter.finding(facts, on)
    if arguments.out:
        drawn = document.document_of(plan, presenter.groups_of(rows), finding, presenter.costs(facts))
        content = document.sheet_of(plan, rows) if form == "xlsx" else file_of(drawn, form)
        write_whole(arguments.out, content)
        console.say(_("Wrote %(file)s: %(title)s.") % {"file": arguments.out, "title": plan.title})
    console.say(f"{plan.title}: {finding}")
    quality = judge_plan(facts, criteria_of(plan.enterprise), on)
    told = {
        "active": quality.active,
        "actions": [document.values_of(row) for row in rows],
        "criteria": [{"code": each.code, "met": each.met, "failing": len(each.failing)} for each in quality.results],
        "file": str(arguments.out) if arguments.out else None,
        "from_on": plan.from_on.isoformat(),
        "good": quality.good,
        "plan": plan.key,
        "state": str(plan.state),
        "title": plan.title,
        "to_on": plan.to_on.isoformat(),
        "unit": plan.unit.number,
        "year": plan.year,
    }
    console.document(told)
    return 0


def _year(words: str) -> int:
    found = parse_period(words)
    if found is None or found.kind is not PeriodKind.YEAR:
        message = _("%(period)s is not a year. Write it like this: 2025.")
        raise CommandError(message % {"period": words}, code="not_a_period")
    return found.year


def _plan(arguments: argparse.Namespace) -> Plan:
    unit = unit_named(arguments.unit, arguments.enterprise)
    year = _year(arguments.period)
    plans = Plan.objects.filter(unit=unit, year=year).select_related("unit", "enterprise")
    chosen = list(plans.filter(title=arguments.title) if arguments.title else plans.order_by("title", "pk")[:9])
    if not chosen:
        facts = {"unit": arguments.unit, "year": year}
        raise CommandError(_("The unit %(unit)s has no such plan for %(year)s.") % facts, code="no_plan")
    if len(chosen) > 1:
        names = ", ".join(f"“{each.title}”" for each in chosen)
        raise CommandError(
            _("The unit has several plans for the year: %(names)s. Add --title.") % {"names": names},
            code="several_plans",
        )
    return chosen[0]
