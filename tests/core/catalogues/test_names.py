import subprocess
import sys
from pathlib import Path

import pytest

import samsvar
from samsvar.core.catalogues import (
    Match,
    country_name,
    cpv_name,
    load_edition,
    match_country,
    match_cpv,
    match_high_risk_name,
    match_sector,
    risk_catalogues,
    row_number,
    row_text,
    sector_name,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NOR", "NOR"),
        ("no", "NOR"),
        ("Norge", "NOR"),
        ("noreg", "NOR"),
        (" KINA ", "CHN"),
        ("China", "CHN"),
        ("Tyrkia", "TUR"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Viet Nam", "VNM"),
        ("Storbritania", "GBR"),  # as a public code list spells it
        ("1A0", "XKX"),
        ("Kosovo", "XKX"),
        ("Svalbard", "SJM"),
        ("The Netherlands", "NLD"),
        ("Congo, Democratic Republic of the", "COD"),
        ("Bosnia og Hercegovina", "BIH"),
        ("Sør-Korea", "KOR"),
        ("Niger", "NER"),
        ("De  forente   arabiske emirater", "ARE"),
        ("?", "?"),
        ("ukjent", "?"),
    ],
)
def test_a_country_is_known_by_code_or_by_norwegian_or_english_name(text, code):
    assert match_country(text) == Match(code)


def test_a_misspelt_country_names_the_nearest_and_a_shared_name_names_both():
    assert match_country("Frankrik") == Match(None, ("FRA",))
    assert match_country("Kinna").nearest[0] == "CHN"
    assert match_country("Kongo") == Match(None, ("COD", "COG"))
    assert match_country("") == Match(None)


def test_a_state_that_is_no_more_is_no_country():
    assert [match_country(code).code for code in ("YUG", "DDR", "SUN")] == [None, None, None]


def test_every_country_has_its_name_in_three_languages_and_is_found_by_each():
    for code in load_edition("countries").rows:
        for language in ("nb", "nn", "en"):
            assert match_country(country_name(code, language)).code == code


def test_nynorsk_has_its_own_country_names():
    assert [country_name("NOR", language) for language in ("nb", "nn", "en")] == ["Norge", "Noreg", "Norway"]
    assert country_name("ZZZ", "nb") == "ZZZ"


def test_every_country_the_indices_rate_has_a_name():
    known = load_edition("countries").rows.keys()
    rated = load_edition("ituc").rows.keys() | load_edition("freedom-house").rows.keys()
    assert {code for code in rated if not code.startswith("territory:")} <= known


@pytest.mark.parametrize("text", ["33141420", "33141420-0", "331414200", " 33 141 420 "])
def test_a_cpv_code_is_read_with_or_without_its_check_digit(text):
    assert match_cpv(text) == Match("33141420")


def test_a_cpv_code_outside_the_list_names_the_group_above_it():
    assert match_cpv("30213101") == Match(None, ("30213100",))
    assert match_cpv("3021310") == Match(None)
    assert match_cpv("kontor") == Match(None)


def test_a_cpv_code_has_its_name_and_bokmaal_stands_in_for_nynorsk():
    assert cpv_name("03000000-1", "en").startswith("Agricultural")
    assert cpv_name("30213100", "nn") == cpv_name("30213100", "nb") == "Bærbare datamaskiner"
    assert cpv_name("00000000", "nb") == "00000000"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("renhold", "cleaning"),
        ("bygg", "construction"),
        ("overnatting og servering", "accommodation_serving"),
        ("elektro", "electrical"),
        ("godstransport", "road_goods"),
        ("turbil", "coach"),
        ("fiskeindustri", "fish_processing"),
        ("verft", "shipyard"),
        ("jordbruk og gartneri", "agriculture"),
        ("ingen", "none"),
        ("road_goods", "road_goods"),
    ],
)
def test_a_sector_is_known_by_code_or_norwegian_name(text, code):
    assert match_sector(text) == Match(code)


def test_a_misspelt_sector_names_the_nearest():
    assert match_sector("renhol").nearest[0] == "cleaning"
    assert sector_name("cleaning", "nn") == "Reinhald"


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("kaffe", Match("Kaffe")),
        ("legemidler", Match("Legemidler")),
        ("IT-utstyr", Match(None, ("IKT-utstyr",))),
    ],
)
def test_a_high_risk_name_is_matched_folded_or_names_the_nearest(text, match):
    assert match_high_risk_name(text, risk_catalogues()) == match


def test_a_note_on_a_product_is_there_in_nynorsk():
    assert row_text("dfo", "mat-og-drikke/epler", "note", "nn") == "Gjeld berre importerte varer"


def test_a_number_of_a_row_is_a_number_and_a_text_is_refused():
    assert row_number("oecd-steps", "embed", "number") == 1
    with pytest.raises(ValueError, match="name_nb"):
        row_number("oecd-steps", "embed", "name_nb")


def test_importing_the_catalogues_reads_no_table_and_no_web_framework():
    script = (
        "import sys, samsvar.core.catalogues as c, samsvar.core.rules.statement, samsvar.core.rules.org;"
        "from samsvar.core.catalogues import editions;"
        "print('django' in sys.modules, editions.load_edition.cache_info().currsize)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(samsvar.__file__).parents[1],
    )
    assert done.stdout.split() == ["False", "0"]
