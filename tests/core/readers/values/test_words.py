"""Code words in both Norwegian standards and English, and lists of them."""

import pytest

from samsvar.core.readers.results import CellProblem
from samsvar.core.readers.values import words
from samsvar.core.readers.values.identifiers import parse_organisation_number
from samsvar.core.readers.values.words import key, list_parser, parse_yes_no, slug, word_parser

NAMED = {
    "CONTRACT_KINDS": "vare goods|tjeneste services|teneste services|begge both|leie lease|leige lease|Varer goods",
    "OWNERSHIPS": "egen own|felles shared|benyttet used|bistått assisted|EIGEN own|nytta used",
    "NATURES": "faktisk actual|mulig potential|mogleg potential|potensiell potential",
    "FINDINGS": "påstått alleged|bekreftet confirmed|stadfesta confirmed|avkreftet disproved",
    "SECTORS": "renhold cleaning|bygg construction|elektro electrical|godstransport road_goods|turbil coach"
    "|verft shipyard|fiskeindustri fish_processing|ingen none|cleaning cleaning",
    "UNIT_KINDS": "HF hf|RHF rhf|klinikk clinic|Avdeling department|seksjon section|nasjonalt national",
    "INVOLVEMENTS": "caused caused|forårsaket caused|bidratt contributed|knyttet linked",
    "CERTAINTIES": "sikker certain|sannsynlig likely|truleg likely|ukjent unknown",
}


@pytest.mark.parametrize("table", NAMED)
def test_words_in_either_language_lead_to_one_code(table: str) -> None:
    parse = word_parser(getattr(words, table))
    for pair in NAMED[table].split("|"):
        word, code = pair.split()
        assert parse(word) == code


def test_sectors_of_several_words_are_known() -> None:
    parse = word_parser(words.SECTORS)
    assert parse("overnatting og servering") == "accommodation_serving"
    assert parse("Jordbruk og gartneri") == "agriculture"


@pytest.mark.parametrize("table", [name for name in dir(words) if name.isupper() and name[0] != "_"])
def test_no_word_of_a_table_means_two_things(table: str) -> None:
    every = [(key(word), code) for code, named in getattr(words, table).items() for word in (code, *named.split("|"))]
    assert len({word for word, _ in every}) == len(set(every))


def test_an_unknown_word_names_what_is_allowed_and_what_is_near() -> None:
    with pytest.raises(CellProblem) as problem:
        word_parser(words.CONTRACT_KINDS)("tjenste")
    ((code, facts),) = problem.value.found
    assert code == "unknown_word"
    assert facts == {"value": "tjenste", "allowed": ["vare", "tjeneste", "begge", "leie"], "nearest": ["tjeneste"]}


def test_a_list_takes_commas_semicolons_and_lines_and_tells_every_problem() -> None:
    parse = list_parser(word_parser(words.RISK_KINDS))
    assert parse("barnearbeid, tvangsarbeid;lønn\nbarnearbeid") == ("child_labour", "forced_labour", "wages")
    with pytest.raises(CellProblem) as problem:
        parse("barnearbeid, dette, hint")
    assert [facts["value"] for _, facts in problem.value.found] == ["dette", "hint"]


def test_a_name_with_a_comma_is_known_among_others() -> None:
    names = {"Korea, Republic of": "KOR", "China": "CHN", "India": "IND", "?": "?"}

    def country(cell: object) -> str:
        found = names.get(str(cell).strip())
        if found is None:
            raise CellProblem("unknown_country", value=str(cell))
        return found

    parse = list_parser(country, whole_first=True)
    assert parse("Korea, Republic of") == ("KOR",)
    assert parse("China; Korea, Republic of;India, ?") == ("CHN", "KOR", "IND", "?")
    assert parse("China, India") == ("CHN", "IND")


def test_yes_and_no() -> None:
    assert [parse_yes_no(cell) for cell in ("Ja", "x", "nei", "No", True, False, 1)] == [1, 1, 0, 0, 1, 0, 1]


def test_a_heading_is_compared_without_case_blanks_accents_and_marks() -> None:
    assert key("Org.-Nr") == key("orgnr") == key(" ORG NR ")
    assert key("Høyrisikokategori") == key("hoyrisikokategori")
    assert slug("Arbeidstøy, fottøy og tekstil") == "arbeidstoy-fottoy-og-tekstil"


@pytest.mark.parametrize(
    "text", ["923 609 016", "923609016", "NO 923 609 016 MVA", "923.609.016", "923\u00a0609\u00a0016"]
)
def test_an_organisation_number_is_taken_as_people_write_it(text: str) -> None:
    assert parse_organisation_number(text) == "923609016"


@pytest.mark.parametrize(
    "text, code",
    [
        ("923609017", "wrong_check_digit"),
        ("92360901", "not_organisation_number"),
        ("9236090166", "not_organisation_number"),
        ("HRB 12345", "not_organisation_number"),
        ("٩٢٣٦٠٩٠١٦", "not_organisation_number"),
    ],
)
def test_a_wrong_organisation_number_is_told_of(text: str, code: str) -> None:
    with pytest.raises(CellProblem) as problem:
        parse_organisation_number(text)
    assert problem.value.found[0][0] == code


def test_a_number_with_two_digits_swapped_names_the_one_that_was_meant() -> None:
    with pytest.raises(CellProblem) as problem:
        parse_organisation_number("923 069 016")
    ((code, facts),) = problem.value.found
    assert (code, facts["value"]) == ("wrong_check_digit", "923069016")
    assert "923609016" in facts["nearest"]
