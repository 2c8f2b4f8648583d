"""As a buyer: whose the agreements are, how they are assessed, and the six steps with what was done in each."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.catalogues.editions import load_edition
from samsvar.core.catalogues.names import row_number, row_text
from samsvar.core.documents.charts import LevelCount, level_bars
from samsvar.core.documents.model import (
    Block,
    Blocks,
    Column,
    FigureRef,
    Inline,
    Picture,
    RiskLevel,
    Table,
    row,
)
from samsvar.core.documents.model_drawing import ModelStep, due_diligence_model
from samsvar.core.documents.numbers import format_date
from samsvar.front.reporting.transparency_statement.counting import contract_records
from samsvar.front.reporting.transparency_statement.sections.drawing import (
    Drawing,
    joined,
    paragraph,
    woven,
    woven_parts,
)
from samsvar.front.reporting.transparency_statement.words import level_word, listed
from samsvar.platform.organisation.models import Duty
from samsvar.platform.ui.addresses import page_address

FACTORS = ("product", "country", "service", "supplier")


def buyer(drawing: Drawing) -> Blocks:
    """How many contracts, whose they are, and for whom we buy."""
    blocks: list[Block] = [
        woven(
            _(
                "In the period we had {total} agreements: {own} of our own, {shared} shared with the administration, "
                "{used} that we use and others own, and {assisted} that we bought for others who own them."
            ),
            total=drawing.figure("contracts_total"),
            own=drawing.figure("contracts_own"),
            shared=drawing.figure("contracts_shared"),
            used=drawing.figure("contracts_used"),
            assisted=drawing.figure("contracts_assisted"),
        )
    ]
    if drawing.records.buyers:
        words = {"bodies": listed(drawing.records.buyers)}
        blocks.append(paragraph(_("These may buy under our agreements: %(bodies)s.") % words))
    return tuple(blocks)


def mapping(drawing: Drawing) -> Blocks:
    """Which agreements are assessed by which factors (R001-57), and the levels they got."""
    rule: list[str | Inline] = [
        _(
            "Each agreement gets a level from 1 to 4 by product, country, service and supplier. Where something is "
            "unknown, we count the risk as high until we know more."
        )
    ]
    unknown, assessed = drawing.figure("contracts_unknown"), drawing.figure("contracts_assessed")
    sentences = [rule]
    if unknown.value:
        words = _("That goes for {unknown} of the {assessed} agreements.")
        sentences.append(woven_parts(words, unknown=unknown, assessed=assessed))
    whose = _(
        "We assess agreements that we own alone or share with the administration. For agreements that others own and "
        "we use, we ask the owner for the status. Agreements that we buy for others are not assessed by us."
    )
    return (paragraph(whose), joined(sentences), _by_ownership(drawing), _levels(drawing))


def _by_ownership(drawing: Drawing) -> Table:
    words = {
        "own": (_("Own"), _("assessed by us")),
        "shared": (_("Shared with the administration"), _("assessed by us")),
        "used": (_("Used, owned by others"), _("we ask the owner")),
        "assisted": (_("Bought for others"), _("not assessed by us")),
    }
    lines = []
    for ownership, (name, followed) in words.items():
        counts = [_applied(drawing, ownership, factor) for factor in FACTORS]
        lines.append(row(name, drawing.figure(f"contracts_{ownership}"), *counts, followed))
    return Table(
        caption=_("Agreements by ownership, and what they are assessed by"),
        columns=(
            Column(_("Ownership"), row_header=True, width=2),
            Column(_("Agreements"), kind="number"),
            Column(_("Product"), kind="number"),
            Column(_("Country"), kind="number"),
            Column(_("Service"), kind="number"),
            Column(_("Supplier"), kind="number"),
            Column(_("Follow-up"), width=1.5),
        ),
        rows=tuple(lines),
    )


def _applied(drawing: Drawing, ownership: str, factor: str) -> FigureRef:
    chosen = [
        line
        for line in drawing.records.contracts
        if line.ownership == ownership and line.level is not None and factor in line.factors
    ]
    return drawing.figures.counted(
        f"contracts_{ownership}_by_{factor}",
        len(chosen),
        records=contract_records(chosen),
        rule="contracts_assessed_by_factor",
        address=page_address("due_diligence:contracts", unit=drawing.records.enterprise.key, ownership=ownership),
    )


def _levels(drawing: Drawing) -> Picture:
    counts = [(level, drawing.figure(f"contracts_level_{level}")) for level in (4, 3, 2, 1)]
    said = ", ".join(f"{level_word(level)} {figure.text}" for level, figure in counts)
    about = {
        "day": format_date(drawing.records.counted_on, drawing.language),
        "sources": _sources(drawing),
        "method": drawing.records.method.rpartition(" ")[2],
    }
    return Picture(
        svg=level_bars(
            [LevelCount(level, level_word(level), int(figure.value or 0), figure.text) for level, figure in counts]
        ),
        alternative=_("Agreements we assess, by level: %(counts)s") % {"counts": said},
        caption=_("Agreements we assess, by level, %(day)s. Sources: %(sources)s. Version %(method)s of the method.")
        % about,
        table=Table(
            caption=_("Agreements we assess, by level"),
            columns=(Column(_("Level"), kind="level", row_header=True), Column(_("Agreements"), kind="number")),
            rows=tuple(row(RiskLevel(level, level_word(level)), figure) for level, figure in counts),
        ),
    )


def _sources(drawing: Drawing) -> str:
    names = {
        "dfo": _("DFØ’s list of high-risk products"),
        "freedom-house": "Freedom in the World",
        "ituc": "Global Rights Index",
        "minimum-wage": _("sectors with a generally applicable minimum wage"),
        "supplement": _("Samsvar’s supplement to DFØ’s list"),
    }
    held = [
        f"{names[source]} {edition}" for source, edition in sorted(drawing.records.editions.items()) if source in names
    ]
    return ", ".join(held)


def steps(drawing: Drawing) -> Blocks:
    """The OECD's six steps, with what the records say was done in each (R001-05)."""
    done = (
        _embedded(drawing),
        _identified(drawing),
        _mitigated(drawing),
        _tracked(drawing),
        _communicated(drawing),
        _remediated(drawing),
    )
    titles = [
        row_text("oecd-steps", code, "name", drawing.language)
        for code in sorted(load_edition("oecd-steps").rows, key=_step_number)
    ]
    model = [ModelStep(title, tuple(points)) for title, points in zip(titles, done, strict=True)]
    nothing = _("Nothing recorded")
    return (
        Picture(
            svg=due_diligence_model(model),
            alternative=_("The six steps of due diligence, with what we did in each. The table says the same."),
            caption=_("The OECD’s six steps of due diligence, and what we did in each in the period."),
            table=Table(
                caption=_("What we did in each step"),
                columns=(Column(_("Step"), row_header=True), Column(_("What we did"), width=2.5)),
                rows=tuple(
                    row(f"{number}. {step.title}", "\n".join(step.done) or nothing)
                    for number, step in enumerate(model, start=1)
                ),
            ),
        ),
    )


def _step_number(code: str) -> int:
    return row_number("oecd-steps", code, "number")


def _embedded(drawing: Drawing) -> Iterable[str]:
    records = drawing.records
    if records.codes_adopted:
        yield _("Adopted: %(titles)s") % {"titles": listed(dict.fromkeys(code.title for code in records.codes_adopted))}
    elif records.code is not None:
        yield _("In force: %(title)s") % {"title": records.code.title}
    for duty, _since in records.roles_set_up:
        yield _("New role: %(duty)s") % {"duty": Duty(duty).label}
    if not records.responsible:
        yield _("Nobody holds the responsibility for due diligence")


def _identified(drawing: Drawing) -> Iterable[str]:
    assessed, high = drawing.figure("contracts_assessed"), drawing.figure("contracts_high")
    if assessed.value:
        yield _("%(assessed)s agreements assessed, %(high)s at a high or very high level") % {
            "assessed": assessed.text,
            "high": high.text,
        }
    significant = [area.title for area in drawing.records.areas if area.significant]
    if significant:
        yield _("Greatest risk: %(areas)s") % {"areas": listed(significant)}
    impacts = drawing.figure("impacts_open")
    if impacts.value:
        yield _("Open adverse impacts: %(count)s") % {"count": impacts.text}


def _mitigated(drawing: Drawing) -> Iterable[str]:
    kept = {action.key: action for action in drawing.records.actions if action.status != "cancelled"}
    if kept:
        done = sum(action.status == "done" for action in kept.values())
        yield _("Measures: %(count)d, of which %(done)d done") % {"count": len(kept), "done": done}
    if drawing.records.accepted:
        yield _("Suppliers that have accepted our guidelines: %(count)d") % {"count": len(drawing.records.accepted)}


def _tracked(drawing: Drawing) -> Iterable[str]:
    asked, answered = drawing.figure("asked"), drawing.figure("answered")
    if asked.value:
        yield _("%(answered)s of %(asked)s suppliers and owners have answered") % {
            "answered": answered.text,
            "asked": asked.text,
        }
    talks = len(drawing.records.talks)
    if talks:
        yield ngettext("%(count)d talk with suppliers", "%(count)d talks with suppliers", talks) % {"count": talks}
    with_result = {action.key for action in drawing.records.actions if action.result.strip()}
    if with_result:
        yield _("Measures with a result: %(count)d") % {"count": len(with_result)}


def _communicated(drawing: Drawing) -> Iterable[str]:
    yield _("This statement")
    earlier = sorted({year for year, _edition, _at in drawing.records.earlier if year < drawing.records.statement.year})
    if earlier:
        yield _("Earlier statements: %(years)s") % {"years": listed(str(year) for year in earlier)}


def _remediated(drawing: Drawing) -> Iterable[str]:
    for impact in drawing.records.impacts:
        if f"impact:{impact.key}" in drawing.left_out:
            continue
        for mended in impact.remediation:
            yield _("For %(who)s: %(what)s") % {"who": mended.who, "what": mended.what.rstrip(".")}
