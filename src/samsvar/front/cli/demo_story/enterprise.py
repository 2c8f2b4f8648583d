"""What the enterprise is: history, sites, yearly figures, guidelines, and the year as an employer."""

from datetime import date, datetime

from samsvar.front.cli.demo_story.laying import lay
from samsvar.platform.organisation.models import EnterpriseProfile, KeyFigure, OrgUnit, Site
from samsvar.registers.suppliers.models import SupplierCode
from samsvar.subjects.due_diligence.models import DifferentialTreatment, OwnWorkforceYear, PositionGroup

SOURCE = "Årsrapport 2024 (demo)"


def lay_enterprise(enterprise: OrgUnit, at: datetime) -> dict[str, Site]:
    """Profile, sites by place, key figures, guidelines for suppliers and the workforce's year."""
    lay([_profile(enterprise)], enterprise=enterprise, at=at)
    sites = lay(_sites(enterprise), enterprise=enterprise, at=at)
    lay(_key_figures(enterprise), enterprise=enterprise, at=at)
    lay([_code(enterprise)], enterprise=enterprise, at=at)
    lay(_workforce(enterprise), enterprise=enterprise, at=at)
    lay(_positions(enterprise), enterprise=enterprise, at=at)
    lay(_cases(enterprise), enterprise=enterprise, at=at)
    return {site.place: site for site in sites}


def _profile(enterprise: OrgUnit) -> EnterpriseProfile:
    return EnterpriseProfile(
        enterprise=enterprise,
        legal_form="Statsforetak",
        owner="Staten ved Helse- og omsorgsdepartementet",
        history=(
            "Virksomheten begynte i 2004 som et selskap eid av de fire regionale helseforetakene. Statsforetaket ble "
            "stiftet 1. juli 2009 og tok over driften 30. oktober samme år. Staten eier hele foretaket."
        ),
        purpose=(
            "Vi driver den nasjonale infrastrukturen som helse- og omsorgstjenesten samhandler gjennom, og forvalter "
            "nasjonale e‑helseløsninger på oppdrag fra eieren. Vi kjøper også inn for helseforvaltningen og leverer "
            "IKT "
            "og dokumentforvaltning til den. Formålet er ikke økonomisk."
        ),
        website="https://demo.invalid",
        contact="apenhet@demo.invalid",
        act_applies=True,
        act_ground="two_of_three",
        act_from_year=2023,
        two_pairs_of_eyes=True,
    )


def _sites(enterprise: OrgUnit) -> list[Site]:
    rows = [
        ("Hovedkontoret", "head_office", "Trondheim", "NOR"),
        ("Kontoret i Oslo", "office", "Oslo", "NOR"),
        ("Kontoret i Tromsø", "office", "Tromsø", "NOR"),
        ("Kontoret på Svalbard", "office", "Longyearbyen", "SJM"),
    ]
    return [
        Site(
            enterprise=enterprise,
            unit=enterprise,
            name=name,
            kind=kind,
            place=place,
            country=country,
            tenure="leased",
            valid_from=date(2009, 10, 30),
        )
        for name, kind, place, country in rows
    ]


def _key_figures(enterprise: OrgUnit) -> list[KeyFigure]:
    rows = [
        (2024, "employees", 976),
        (2024, "person_years", 9334),
        (2024, "turnover", 220_000_000_000),
        (2023, "employees", 931),
        (2023, "person_years", 8920),
        (2023, "turnover", 205_000_000_000),
    ]
    return [
        KeyFigure(enterprise=enterprise, year=year, kind=kind, value=value, on=date(year, 12, 31), source=SOURCE)
        for year, kind, value in rows
    ]


def _code(enterprise: OrgUnit) -> SupplierCode:
    return SupplierCode(
        enterprise=enterprise,
        code_version="1.0",
        title="Etiske retningslinjer for leverandører",
        adopted_on=date(2024, 10, 16),
        in_force_from=date(2024, 11, 1),
        required_from=date(2025, 2, 1),
        themes="Menneskerettigheter og anstendig arbeid\nArbeidsmiljø og arbeidsrett\nForretningsskikk\nMiljø",
    )


def _workforce(enterprise: OrgUnit) -> list[OwnWorkforceYear]:
    return [
        OwnWorkforceYear(
            enterprise=enterprise,
            year=2024,
            risk_level=1,
            risk_reason="Ansatte har ordnede vilkår, tariffavtaler og vernetjeneste, og arbeidsmiljøloven blir fulgt.",
            working_time_breaches=14,
            breach_seriousness="minor",
            breaches_followed_up=14,
            code_of_ethics_signed=958,
            code_of_ethics_asked=976,
            whistleblowing_cases=3,
            whistleblowing_closed=3,
            equality_statement_link="https://demo.invalid/likestilling-2024",
            measures=(
                "Styret vedtok fire nye tema i de etiske retningslinjene: menneskerettigheter og anstendige "
                "arbeidsforhold, "
                "mangfold og inkludering, arbeidsmiljø, klima og miljø\n"
                "Ledere trente på dilemmaer\n"
                "Nyansatte fikk en egen økt om etikk\n"
                "Varslingsrutinen ble oppdatert, og HR, tillitsvalgte og ledere fikk opplæring"
            ),
            requirements_of_law=(
                "Arbeidsmiljøloven § 10-6, overtid: timelister kontrolleres hver måned\n"
                "Arbeidsmiljøloven § 2 A-6, rutine for varsling: revidert i 2024"
            ),
        ),
        OwnWorkforceYear(
            enterprise=enterprise,
            year=2023,
            risk_level=1,
            risk_reason="Ansatte har ordnede vilkår, og arbeidsmiljøloven blir fulgt.",
            working_time_breaches=22,
            breach_seriousness="minor",
            breaches_followed_up=22,
        ),
    ]


def _positions(enterprise: OrgUnit) -> list[PositionGroup]:
    rows = [
        ("Drift av kritisk infrastruktur", 180, 180, 62, 21),
        ("Utvikling", 340, 340, 18, 6),
        ("Administrasjon", 456, 456, 9, 4),
    ]
    return [
        PositionGroup(
            enterprise=enterprise,
            year=2024,
            name=name,
            positions=all_,
            assessed=done,
            critical=critical,
            interviews=used,
        )
        for name, all_, done, critical, used in rows
    ]


def _cases(enterprise: OrgUnit) -> list[DifferentialTreatment]:
    return [
        DifferentialTreatment(
            enterprise=enterprise,
            unit=enterprise,
            position="Driftsingeniør med særskilt sikkerhetsansvar",
            assessed_on=date(2024, 4, 8),
            advertised_on=date(2024, 4, 22),
            objective_purpose="Stillingen gir tilgang til systemer som sikkerhetsloven verner.",
            necessary="Tilknytning til land uten sikkerhetssamarbeid kan gi press som ikke kan hindres på annen måte.",
            proportionate="Andre stillinger i samme avdeling er åpne, og vurderingen gjelder bare denne.",
            decisive_trait="Pålitelighet etter sikkerhetsloven er avgjørende for å utføre arbeidet.",
            documented_on=date(2024, 4, 9),
        )
    ]
