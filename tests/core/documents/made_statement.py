"""A made-up statement that uses every kind of block and inline, for all renderers' tests."""

from datetime import UTC, date, datetime
from pathlib import Path

from samsvar.core.documents.model import (
    Approver,
    Box,
    BulletList,
    Column,
    Completeness,
    Document,
    FactList,
    FigureRef,
    Heading,
    KeyFigures,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Picture,
    RiskLevel,
    Section,
    SectionLink,
    Signatures,
    Strong,
    Table,
    Text,
    line,
    row,
)
from samsvar.core.documents.svg import Svg

FONT_FOLDER = Path(__file__).parents[3] / "node_modules" / "@expo-google-fonts" / "inter"

ASSESSED = FigureRef("contracts_assessed", "158", 158, ("contract:A-1", "contract:A-2"), "own_or_shared", "2024")
HIGH = FigureRef("contracts_high", "41", 41, ("contract:A-1",), address="/avtaler?niva=3-4")
ANSWERED = FigureRef("suppliers_answered", "61", 61)

BARS = Svg(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 60"><rect class="s-part s-l4" x="120" y="4" width="60" '
    'height="22" fill="#8c1d40"/><text x="0" y="20" font-size="13" font-family="Inter" fill="#1b1d20">'
    '4 Svært høy</text><rect class="s-part s-l3" x="120" y="34" width="350" height="22" fill="#db7a2b"/><text '
    'x="0" y="50" font-size="13" font-family="Inter" fill="#1b1d20">3 Høy</text></svg>'
)

LEVELS = Table(
    "41 av 158 avtaler har høyt eller svært høyt nivå",
    (Column("Nivå", kind="level", row_header=True), Column("Avtaler", kind="number"), Column("Dette gjør vi")),
    (
        row(RiskLevel(4, "Svært høy"), "6", "Møte med leverandøren hvert kvartal"),
        row(RiskLevel(3, "Høy"), "35", "Spørreskjema om arbeidsforhold"),
        row(RiskLevel(None, "Ukjent"), "17", "Vi regner nivået som høyt til landet er kjent"),
        row("Alle", "58", "", total=True),
    ),
    line("Kilder: ", Link("Freedom in the World", "https://example.org/fiw?a=1&b=2"), ", utgave 2024."),
)

SECTIONS = (
    Section(
        "kort",
        "",
        "Kort fortalt",
        (
            BulletList(
                (
                    (Paragraph(line("Risikoen er høyest når vi kjøper IT-utstyr, renhold og mat.")),),
                    (
                        Paragraph(line("Vi følger opp på to måter:")),
                        NumberedList(((Paragraph(line("spørreskjema")),), (Paragraph(line("stikkprøver")),))),
                    ),
                )
            ),
        ),
    ),
    Section(
        "vurdering",
        "5",
        "Slik vurderer vi",
        (
            Paragraph(line("Av ", ASSESSED, " avtaler er ", HIGH, " på nivå ", RiskLevel(3, "Høy"), " eller over.")),
            Paragraph(
                line(
                    Strong(line("Mangler opplysninger,")),
                    " regner vi risikoen som høy. Se ",
                    SectionLink("punkt 5.1", "it"),
                    " og ",
                    Link("rettleiinga", "https://example.org/rettleiing"),
                    ".",
                )
            ),
            Picture(BARS, "Svært høy 6 avtaler, høy 35", "158 avtaler etter nivå, 31. desember 2024.", LEVELS),
            Note("law", (Paragraph(line("Redegjørelsen skal offentliggjøres.")),), "Åpenhetsloven § 5"),
            Paragraph(line("Human rights due diligence comes first."), language="en"),
        ),
    ),
    Section(
        "it",
        "5.1",
        "IT-utstyr",
        (
            Box(
                "Fabrikk i Asia",
                (Paragraph(line(Strong(line("Ikke bekreftet.")), " Påstander om tvangsarbeid og lange dager.")),),
            ),
            Heading("Fakta om området", 3),
            FactList((("Avtaler", line(HIGH)), ("Land", line("Kina, ", Text("Việt Nam", "en"))))),
            Signatures((Approver("Kari Liksom", "styreleder"), Approver("Ola Testesen"))),
        ),
        level=2,
    ),
)


def made_statement() -> Document:
    """A published statement in bokmål with three sections."""
    return Document(
        title="Redegjørelse etter åpenhetsloven for 2024",
        enterprise="Påfunn helsenett SF",
        language="nb",
        year=2024,
        from_on=date(2024, 1, 1),
        to_on=date(2024, 12, 31),
        sections=SECTIONS,
        edition=2,
        status="published",
        lead=line("Her forteller vi hva vi fant, og hva vi gjorde med det."),
        facts=line("Gjelder 1. januar–31. desember 2024. Godkjent av styret 4. juni 2025."),
        opening=(KeyFigures(((ASSESSED, "avtaler vurdert av oss"), (HIGH, "med høyt nivå"), (ANSWERED, "har svart"))),),
        approved_by=(Approver("Kari Liksom", "styreleder", datetime(2025, 6, 4, 10, 0, tzinfo=UTC)),),
        completeness=(Completeness("a", ("areas",)), Completeness("c", (), ("results",))),
        published_on=date(2025, 6, 6),
        contents=True,
    )
