"""What the statement tells of, from records alone, in its own language."""

from datetime import date

import pytest
from django.utils import translation

from samsvar.core.documents.model import Picture, Table
from samsvar.core.documents.walk import figures_of_document
from samsvar.front.reporting.transparency_statement.sections.areas import _who_has_terms
from samsvar.platform.organisation.models import Post
from samsvar.registers.suppliers.models import SupplierInquiry
from samsvar.subjects.due_diligence.models import Check, CheckFinding
from samsvar.subjects.statements import services
from tests.cast import NOW
from tests.front.reporting.year import Year, begun, drawn, published, section, words
from tests.subjects.due_diligence.chain import STAMPS


@pytest.mark.requirement("R001-01", "R001-06", "R001-07", "R001-09", "R001-10")
def test_it_tells_what_the_enterprise_is_why_the_act_applies_and_what_it_covers(year: Year):
    text = words(drawn(begun(year)))
    assert "Loven har gjeldt for oss siden 2024, fordi vi er over to av de tre grensene i § 3." in text
    assert "Den gjelder 1. januar–31. desember 2024." in text
    assert "er omtalt per 20. mai 2025" in text
    assert "Stiftet i 2009." in text
    assert "Vi holder til i Trondheim." in text
    assert "976 (31. desember 2024, Årsrapport 2024)" in text


@pytest.mark.requirement("R001-06")
def test_a_period_is_two_days_and_not_a_year(year: Year):
    statement = begun(year, period=(date(2023, 7, 1), date(2024, 6, 30)))
    assert "1. juli 2023–30. juni 2024" in words(drawn(statement))


@pytest.mark.requirement("R001-06", "R001-37")
def test_earlier_statements_and_the_annual_report_are_linked(year: Year):
    statement = begun(year)
    services.edit_statement(
        statement=statement,
        fields={
            "earlier_links": "https://demo.invalid/2022\nno address",
            "annual_report_link": "https://demo.invalid/ar",
        },
        opened_version=statement.version,
        by=year.cast.actor("kari"),
        at=NOW,
    )
    text = words(drawn(statement))
    assert "https://demo.invalid/2022" in text
    assert "no address" not in text
    assert "Årsberetningen og regnskapet står i årsrapporten: https://demo.invalid/ar" in text


@pytest.mark.requirement("R001-40", "R001-41")
def test_guidelines_adopted_and_roles_set_up_in_the_period_are_listed(year: Year):
    text = section(drawn(begun(year)), "embedding")
    assert "I perioden vedtok vi «Etiske retningslinjer for leverandører», versjon 1.0, 16. oktober 2024." in text
    assert "besatt fra 1. mars 2024" in text


@pytest.mark.requirement("R001-41")
def test_a_new_holder_of_an_old_role_is_no_new_role(year: Year):
    Post.objects.filter(duty="due_diligence").update(valid_from=date(2020, 1, 1), valid_to=date(2024, 5, 31))
    Post.objects.create(
        enterprise=year.enterprise, duty="due_diligence", person=year.cast.ola, valid_from=date(2024, 6, 1), **STAMPS
    )
    text = section(drawn(begun(year)), "embedding")
    assert "Ola Testesen har ansvaret" in text
    assert "Nytt i perioden" not in text


@pytest.mark.requirement("R000-61")
@pytest.mark.parametrize("template", ["chapters", "act-minimum"])
def test_a_vacancy_is_told_of_and_cannot_be_hidden(year: Year, template: str):
    Post.objects.filter(duty="due_diligence").delete()
    statement = begun(year, template=template)
    services.write_section(
        statement=statement, section="embedding", text="Alt er i orden.", opened_serial=0,
        person=year.cast.kari, by=year.cast.actor("kari"), at=NOW,
    )  # fmt: skip
    found = drawn(statement)
    assert "Ingen hadde ansvaret for aktsomhetsvurderingene" in section(found, "embedding")
    assert "role_holder" in {item.code for item in found.letters[0].missing}


@pytest.mark.requirement("R000-61")
def test_somebody_shut_out_leaves_a_vacancy(year: Year):
    year.cast.kari.is_active = False
    year.cast.kari.save()
    assert "Ingen hadde ansvaret" in words(drawn(begun(year)))


@pytest.mark.requirement("R001-22", "R001-24", "R001-27")
def test_own_operations_are_rated_and_their_breaches_told_of(year: Year):
    text = section(drawn(begun(year)), "employer")
    assert "Vi vurderer risikoen for brudd i egen virksomhet som 1 lav." in text
    assert "Vi fant bare mindre brudd på reglene om overtid. I alt: 14. Alle er fulgt opp." in text
    assert "https://demo.invalid/likestilling" in text


@pytest.mark.requirement("R001-05")
def test_the_six_steps_are_drawn_with_what_was_done_in_each(year: Year):
    part = next(part for part in drawn(begun(year)).document.sections if part.id == "steps")
    picture = next(block for block in part.blocks if isinstance(block, Picture))
    rows = ["".join(inline.text for cell in row.cells for inline in cell) for row in picture.table.rows]
    assert len(rows) == 6
    assert "Vedtatt: Etiske retningslinjer for leverandører" in rows[0]
    assert "Størst risiko: IT-utstyr" in rows[1]
    assert "Tiltak: 2, av dem 1 gjennomført" in rows[2]
    assert "2 av 2" in rows[3]
    assert "For arbeiderne: tilbakebetaling" in rows[5]
    assert "Størst risiko" in picture.svg.text


@pytest.mark.requirement("R001-57")
def test_a_table_counts_agreements_by_ownership_and_by_what_they_are_assessed_by(year: Year):
    part = next(part for part in drawn(begun(year)).document.sections if part.id == "mapping")
    table = next(block for block in part.blocks if isinstance(block, Table))
    rows = [[inline.text for cell in row.cells for inline in cell] for row in table.rows]
    assert rows[0] == ["Egne", "3", "1", "3", "2", "3", "vurderes av oss"]
    assert rows[2] == ["Benyttes, eies av andre", "1", "0", "0", "0", "0", "vi spør eieren"]


@pytest.mark.requirement("R001-38", "R001-58", "R001-62", "R001-73")
def test_the_greatest_areas_have_sections_of_their_own_in_order_and_split_by_ownership(year: Year):
    found = drawn(begun(year))
    parts = {part.title: part.id for part in found.document.sections}
    text = section(found, parts["IT-utstyr"])
    assert "Transport" not in parts
    assert "Vi har 2 avtaler her (1 egne og 1 eid av andre)" in text
    assert "Få kan organisere seg (kilde: Oppdiktet kilde)" in text
    assert "Kilde: DFØ" in text


@pytest.mark.requirement("R001-84", "R001-65", "R001-88", "R001-89", "R001-90")
def test_an_area_tells_who_was_asked_and_what_they_said_on_which_day(year: Year):
    text = section(drawn(begun(year)), f"area-{year.it.key}")
    assert "Vi spurte 2 leverandører og avtaleeiere. Per 20. mai 2025 hadde alle 2 svart." in text
    assert "1 melder om mindre brudd." in text
    assert "Mindre avvik det er meldt om: 2. Slik ble de løst: Rettet." in text
    assert "Vi mener at 1 av 1 svar er tilfredsstillende." in text
    assert "Oppdiktet innkjøpssenter, som eier avtalen, opplyser: «Produsentene retter opp.»" in text
    assert "1 leverandør tilbyr varer merket Rettferdig" in text
    assert "Kjenner dere til brudd i 2024?" in text


@pytest.mark.requirement("R001-84")
def test_an_answer_after_the_day_of_drawing_does_not_count(year: Year):
    statement = begun(year)
    SupplierInquiry.objects.update(answered_on=date(2025, 5, 21))
    assert "hadde 1 svart, og 1 hadde ikke svart" in section(drawn(statement), f"area-{year.it.key}")
    later = drawn(statement, date(2025, 5, 21))
    assert "hadde alle 2 svart" in section(later, f"area-{year.it.key}")


@pytest.mark.requirement("R001-85")
def test_an_area_without_status_is_told_of_as_such(year: Year):
    text = section(drawn(begun(year)), "other_areas")
    assert "Transport\n" in text
    assert "Vi hadde ikke fått noen status for dette området da redegjørelsen ble laget." in text


@pytest.mark.requirement("R001-87", "R001-88")
def test_services_inside_others_agreements_are_listed_with_who_follows_them_up(year: Year):
    text = section(drawn(begun(year)), "other_areas")
    assert "Kantine" in text
    assert "Gårdeieren" in text


@pytest.mark.requirement("R001-08")
def test_texts_are_kept_with_history_and_reused_next_year(year: Year):
    statement = begun(year)
    for serial, text in enumerate(("Første", "Andre")):
        services.write_section(
            statement=statement, section="enterprise", text=text, opened_serial=serial,
            person=year.cast.kari, by=year.cast.actor("kari"), at=NOW,
        )  # fmt: skip
    published(year, statement)
    following = begun(year, year=2025)
    assert [row.text for row in statement.narratives.order_by("serial")] == ["Første", "Andre"]
    assert "Andre" in section(drawn(following, date(2026, 1, 5)), "enterprise")
    assert "Første" not in words(drawn(following, date(2026, 1, 5)))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_text_stands_in_its_own_language_whatever_the_reader_uses(year: Year, language: str):
    expected = {"nb": "Kort fortalt", "nn": "Slik arbeider vi med aktsemdsvurderingar", "en": "In short"}
    text = words(drawn(begun(year, language=language)))
    assert expected[language] in text
    titles = {"nb": "Redegjørelse etter", "nn": "Utgreiing etter", "en": "Statement under"}
    assert titles[language] in text


@pytest.mark.requirement("R000-57")
def test_the_acts_minimum_tells_of_the_same_impacts_areas_and_measures(year: Year):
    chapters = drawn(begun(year))
    statement = chapters.records.statement
    statement.template = "act-minimum"
    minimum = drawn(statement)
    assert minimum.told == chapters.told
    assert "Tiltak og resultater (§ 5 c)" in words(minimum)


@pytest.mark.requirement("R001-78")
def test_an_area_tells_how_many_checks_were_finished_and_what_they_found(year: Year):
    statement = begun(year)
    assert "Vi gjennomførte" not in section(drawn(statement), f"area-{year.it.key}")
    done = {"kind": "spot_check", "status": "judged", "plan_year": 2024, "due_on": date(2024, 11, 1)}
    for number, judged_on in enumerate((date(2024, 11, 20), date(2024, 12, 31), date(2025, 1, 1)), start=1):
        check = Check.objects.create(
            enterprise=year.enterprise, unit=year.enterprise, contract=year.laptops, number=f"2024-{number}",
            judged_on=judged_on, **done, **STAMPS,
        )  # fmt: skip
    for closed_on in (date(2024, 12, 13), None):
        CheckFinding.objects.create(
            check_of=Check.objects.get(number="2024-1"), title="Lønn under sats", gravity="minor",
            found_on=date(2024, 11, 20), due_on=date(2024, 12, 20), closed_on=closed_on,
            what_was_done="Etterbetalt" if closed_on else "", **STAMPS,
        )  # fmt: skip
    found = drawn(statement)
    text = section(found, f"area-{year.it.key}")
    assert "Vi gjennomførte 2 kontroller" in text
    assert "Det ble gjort 2 funn. Ikke rettet ennå: 1." in text
    figures = {figure.id: figure for figure in figures_of_document(found.document)}
    assert figures["area_1_checks"].records == ("check:2024-1", "check:2024-2")
    assert figures["area_1_check_findings_open"].records == ("check:2024-1",)
    assert check.number == "2024-3"


@pytest.mark.parametrize(
    ("contracts", "with_terms", "said"),
    [
        (1, 0, "Det er ikke registrert vilkår om menneskerettigheter, lønn eller etikk for avtalen"),
        (3, 0, "Det er ikke registrert vilkår om menneskerettigheter, lønn eller etikk for noen av avtalene"),
        (1, 1, "Avtalen har vilkår om menneskerettigheter, lønn eller etikk"),
        (3, 3, "Alle {terms} avtalene har vilkår om menneskerettigheter, lønn eller etikk"),
        (3, 1, "{terms} av {all} avtaler har vilkår om menneskerettigheter, lønn eller etikk"),
    ],
)
def test_none_one_and_all_have_words_of_their_own(contracts: int, with_terms: int, said: str) -> None:
    with translation.override("nb"):
        assert _who_has_terms(contracts, with_terms) == said
