from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from tests.platform.ui.drawing import draw

HARD = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ v|number }}", 4400000, f"4{HARD}400{HARD}000"),
        ("{{ v|number:1 }}", -1234.56, f"−1{HARD}234,6"),
        ("{{ v|percent }}", 7, f"7,0{HARD}%"),
        ("{{ v|share:0 }}", 0.25, f"25{HARD}%"),
        ("{{ v|money }}", 440000000, f"4{HARD}400{HARD}000{HARD}kr"),
        ("{{ v|money:'short' }}", 6150000000, f"61,5{HARD}mill.{HARD}kr"),
        ("{{ v|millions }}", 6150000000, "61,5"),
        ("{{ v|day }}", date(2025, 5, 14), "14. mai 2025"),
        ("{{ v|day:'table' }}", date(2025, 5, 14), "14.05.2025"),
        ("{{ v|day:'near' }}", date(2025, 5, 20), "ti. 20. mai"),
        ("{{ v|day:'near' }}", date(2026, 4, 30), "to. 30. april 2026"),
        ("{{ v|moment }}", datetime(2025, 5, 14, 7, 12, tzinfo=UTC), f"14. mai 2025 kl.{HARD}09.12"),
        ("{{ v|clock_time }}", datetime(2025, 1, 14, 7, 12, tzinfo=UTC), f"kl.{HARD}08.12"),
        ("{{ v|orgnr }}", "312345676", f"312{HARD}345{HARD}676"),
        ("{{ v|country }}", "CHN", "Kina"),
        ("{{ v|country }}", "CH", "Sveits"),
        ("{{ v|countries }}", ["CRI", "MAR"], "Costa Rica, Marokko"),
    ],
)
def test_values_are_written_as_norwegians_write_them(source: str, value: object, shown: str) -> None:
    assert draw(source, v=value) == shown


def test_an_instant_late_at_night_belongs_to_the_norwegian_day() -> None:
    assert draw("{{ v|day }}", v=datetime(2025, 5, 14, 22, 30, tzinfo=UTC)) == "15. mai 2025"


@pytest.mark.parametrize("filter_", ["number", "percent", "share", "money", "money_short", "millions", "country"])
def test_an_unknown_value_is_called_unknown_and_never_zero(filter_: str) -> None:
    assert draw(f"{{{{ v|{filter_} }}}}", v=None) == "ukjent"


@pytest.mark.parametrize("filter_", ["day", "moment", "clock_time", "orgnr"])
def test_an_absent_date_or_number_is_a_dash(filter_: str) -> None:
    assert draw(f"{{{{ v|{filter_} }}}}", v=None) == "–"


def test_english_pages_have_english_numbers_and_names() -> None:
    with translation.override("en"):
        drawn = draw("{{ n|number:1 }} {{ c|country }} {{ d|day }}", n=1234.5, c="CHN", d=date(2025, 5, 14))
        assert drawn == "1,234.5 China 14 May 2025"


def test_nynorsk_pages_have_nynorsk_words() -> None:
    with translation.override("nn"):
        assert (
            draw("{{ v|level_word }} {{ d|days_left:t }}", v=3, d=date(2025, 5, 15), t=date(2025, 5, 14))
            == "Høg i morgon"
        )


@pytest.mark.parametrize(("words", "inside"), [("Styremedlem", "styremedlem"), ("HMS-rådgiver", "HMS-rådgiver")])
def test_a_role_in_a_sentence_loses_its_capital_but_an_abbreviation_does_not(words: str, inside: str) -> None:
    assert draw("{{ v|in_sentence }}", v=words) == inside
