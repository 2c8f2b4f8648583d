"""Files of indicators, targets and measurements: all rows or none, each error at its place, twice changes nothing."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from samsvar.core.readers.indicators import read_indicators
from samsvar.core.readers.measurements import read_measurements
from samsvar.core.readers.targets import read_targets
from samsvar.platform.audit.actor import Actor
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.models import Figure, Indicator, IndicatorTarget, Measurement
from samsvar.registers.indicators.selectors.figures import figures_for
from samsvar.registers.indicators.services.closing import accept_period, reopen_period, submit_period
from samsvar.registers.indicators.services.definitions import edit_indicator
from samsvar.registers.indicators.services.importing import import_measurements, import_targets
from samsvar.registers.indicators.services.importing_definitions import import_indicators
from tests.cast import NOW, Cast
from tests.registers.indicators.making import LATER, lay_indicator, period

pytestmark = pytest.mark.django_db

_ALL: dict[str, tuple[Callable[..., Any], Callable[..., ImportOutcome]]] = {
    "indicators": (read_indicators, import_indicators),
    "targets": (read_targets, import_targets),
    "measurements": (read_measurements, import_measurements),
}


def take_in(cast: Cast, kind: str, text: str, *, dry_run: bool = False, later: int = 0) -> ImportOutcome:
    read, save = _ALL[kind]
    result: Any = read(io.BytesIO(text.encode()), "fil.csv")
    assert result.errors == ()
    given = {"enterprise": cast.enterprise, "rows": result.rows, "fields": result.fields}
    return save(**given, by=cast.actor("kari"), at=NOW + timedelta(days=later), on=LATER, dry_run=dry_run)


def told(outcome: ImportOutcome) -> list[tuple[int | None, str, str | None]]:
    return [(each.row, each.code, each.field) for each in outcome.errors]


def test_indicators_targets_and_measurements_come_in_from_files_and_twice_changes_nothing(cast: Cast) -> None:
    indicators = "Kode;Navn;Måleenhet;Retning;Periode;Formel;Teller;Nevner\n"
    indicators += "fravar;Sykefravær;percent;lavere;tertial;forhold;tapte;avtalte\n"
    targets = "Indikator;2024;2025\nfravar;7,5;7 %\n"
    figures = "Indikator;Enhet;Størrelse;2024T1;2024T2\nSykefravær;Seksjon vakt;teller;8;7\n"
    figures += "Sykefravær;Seksjon vakt;nevner;100;100\n"
    for kind, text, created in (("indicators", indicators, 1), ("targets", targets, 2), ("measurements", figures, 2)):
        assert take_in(cast, kind, text, dry_run=True).created == created
        assert take_in(cast, kind, text).created == created
        again = take_in(cast, kind, text)
        assert (again.writes, again.unchanged) == (False, created)
    assert IndicatorTarget.objects.count() == 2
    row = Figure.objects.get(unit=cast.enterprise, period_kind="year", year=2024)
    assert (row.numerator, row.denominator) == (15_000_000, 200_000_000)


def test_bad_rows_are_told_of_by_row_and_column_and_nothing_is_kept(cast: Cast) -> None:
    lay_indicator(cast, minimum_persons=5)
    OrgUnit.objects.filter(pk=cast.units["kjop"].pk).update(valid_from=date(2025, 3, 1))
    text = (
        "Indikator;Enhet;Periode;Teller;Nevner;Antall personer\n"
        "absence;vakt;2025-01;5;100;9\n"
        "absence;Seksjon vakt;2025-01;5;100;9\n"
        "absence;Avdeling kjøp;2025-01;5;100;9\n"
        "absence;Divisjon tryggleik;2025-01;5;0;9\n"
        "absence;Divisjon tryggleik;2025T1;5;10;9\n"
        "absence;Divisjon tryggleik;2026-02;5;10;9\n"
        "absence;Divisjon tryggleik;2025-03;5;10;\n"
    )
    vakt = OrgUnit.objects.get(pk=cast.units["vakt"].pk)
    OrgUnit.objects.filter(pk=vakt.pk).update(number="vakt")
    assert told(take_in(cast, "measurements", text)) == [
        (3, "measured_twice", "numerator"),
        (4, "unit_not_in_period", "numerator"),
        (5, "denominator_zero", "denominator"),
        (6, "wrong_period_kind", "numerator"),
        (7, "period_not_over", "numerator"),
        (8, "persons_missing", "persons"),
    ]
    unknown = "Indikator;Enhet;Periode;Verdi\nabsense;Seksjon vakt;2025-01;5\nabsence;Seksjon vakta;2025-01;5\n"
    assert told(take_in(cast, "measurements", unknown)) == [
        (2, "unknown_indicator", "indicator"),
        (3, "no_such_unit", "unit"),
    ]
    assert not Measurement.objects.exists()


def test_a_correction_asks_for_a_reason_and_a_closed_period_is_opened_first(cast: Cast) -> None:
    indicator = lay_indicator(cast)
    row = "Indikator;Enhet;Periode;Teller;Nevner;Begrunnelse\nabsence;Seksjon vakt;2025-01;%s;100;%s\n"
    assert take_in(cast, "measurements", row % (5, "")).created == 1
    assert told(take_in(cast, "measurements", row % (6, ""))) == [(2, "correction_without_reason", "reason")]
    assert take_in(cast, "measurements", row % (6, "Feil vakt")).changed == 1
    actor = cast.actor("kari")
    sent = submit_period(unit=cast.units["nett"], period=period("2025T1"), by=actor, at=NOW, today=LATER)
    assert take_in(cast, "measurements", row % (7, "Feil")).changed == 1
    accept_period(submission=sent, by=actor, at=NOW)
    assert told(take_in(cast, "measurements", row % (8, "Feil"))) == [(2, "period_closed", "numerator")]
    reopen_period(submission=sent, reason="Lønnskjøringen er rettet", by=actor, at=NOW)
    assert take_in(cast, "measurements", row % (8, "Feil")).changed == 1
    assert Measurement.objects.filter(indicator=indicator).count() == 4


def test_targets_against_the_direction_and_changed_without_source_are_refused(cast: Cast) -> None:
    lay_indicator(cast)
    wrong = "Indikator;År;Type mål;Måltall;Basisår\nabsence;2026;endring fra basisår;25;2019\n"
    assert told(take_in(cast, "targets", wrong)) == [(2, "target_contradicts_direction", "number")]
    assert take_in(cast, "targets", "Indikator;2025\nabsence;7,5\n").created == 1
    assert told(take_in(cast, "targets", "Indikator;2025\nabsence;7,0\n")) == [
        (2, "change_without_reason", "reason"),
        (2, "change_without_source", "source"),
    ]
    changed = "Indikator;2025;Begrunnelse;Kilde\nabsence;7,0;Nytt nivå;Styresak 4/24\n"
    assert take_in(cast, "targets", changed, later=1).changed == 1
    assert [str(each.number) for each in IndicatorTarget.objects.order_by("pk")] == ["7.500000", "7.000000"]
    assert Indicator.objects.count() == 1


def test_what_a_file_has_no_column_for_stays_and_an_empty_cell_empties(cast: Cast) -> None:
    text = "Kode;Navn;Måleenhet;Retning;Periode;Formel;Namn nynorsk;Varselbånd;Kilde\n"
    text += "gass;Gass;kg;lavere;år;verdi;Gassen;2,5 %;Apoteket\n"
    assert take_in(cast, "indicators", text).created == 1
    fewer = "Kode;Navn;Måleenhet;Retning;Periode;Formel;Kilde\ngass;Anestesigass;kg;lavere;år;verdi;\n"
    assert take_in(cast, "indicators", fewer).changed == 1
    row = Indicator.objects.get(code="gass")
    assert (row.name_nb, row.name_nn, row.warning_band, row.source) == ("Anestesigass", "Gassen", Decimal("2.5"), "")


def test_corrected_energy_is_set_up_and_handed_in_from_files(cast: Cast) -> None:
    """1 000 000 × (0.5 + 0.5 × 4000/3500) × 85 000/90 000 × (0.8 + 0.2 × 10 000/12 000) = 978 174.6 kWh."""
    text = "Kode;Navn;Måleenhet;Desimaler;Retning;Periode;Formel;Korrigert for;Temperaturandel;Aktivitetsandel\n"
    lacking = text + "energi;Energi;kwh;0;lavere;år;korrigert energi;temperatur og areal;;\n"
    assert told(take_in(cast, "indicators", lacking)) == [(2, "share_missing", "formula")]
    text += "energi;Energi;kwh;1;lavere;år;korrigert energi;temperatur, areal og aktivitet;0,5;0,2\n"
    assert take_in(cast, "indicators", text).created == 1
    figures = "Indikator;Enhet;År;Verdi;Graddager;Normale graddager;Areal (m²);Areal i basisåret;Aktivitet"
    figures += ";Aktivitet i basisåret\nenergi;nett;2024;1 000 000;3 500;4 000;90 000;85 000;12 000;10 000\n"
    assert take_in(cast, "measurements", figures).created == 1
    assert take_in(cast, "measurements", figures).unchanged == 1
    (shown,) = figures_for(cast.enterprise, period("2024"))
    assert shown.number == Decimal("978174.6")


def test_targets_that_ask_less_are_told_of_and_those_of_others_units_refused(cast: Cast) -> None:
    lay_indicator(cast)
    lay_indicator(cast, "divisjon1", code="own", name_nb="Divisjonens egen")
    outcome = take_in(cast, "targets", "Indikator;2025;2026\nabsence;7,0;8,0\n")
    assert (outcome.created, outcome.errors) == (2, ())
    assert [(each.row, each.column, each.code) for each in outcome.warnings] == [(2, "2026", "weaker_than_year_before")]
    assert take_in(cast, "targets", "Indikator;2025;2026\nabsence;7,0;8,0\n").warnings == ()
    elsewhere = "Indikator;Enhet;2025\nown;Divisjon tryggleik;7,0\n"
    assert told(take_in(cast, "targets", elsewhere)) == [(2, "unit_not_under_owner", "unit")]


def test_each_row_keeps_its_own_source_and_needs_its_own_reason(cast: Cast) -> None:
    lay_indicator(cast)
    heading = "Indikator;Enhet;Periode;Teller;Nevner;Kilde;Begrunnelse\n"
    first = "absence;vakt;2025-01;5;100;Lønn;\nabsence;kjop;2025-01;5;100;GAT;\n"
    assert take_in(cast, "measurements", heading + first).created == 2
    units = {row.unit.key: row.delivery.source for row in Measurement.objects.all()}
    assert units == {"vakt": "Lønn", "kjop": "GAT"}
    second = "absence;vakt;2025-01;6;100;Lønn;Feil vakt\nabsence;kjop;2025-01;6;100;GAT;%s\n"
    assert told(take_in(cast, "measurements", heading + second % "")) == [(3, "correction_without_reason", "reason")]
    assert Measurement.objects.count() == 2
    assert take_in(cast, "measurements", heading + second % "Feil sats", dry_run=True).changed == 2
    assert take_in(cast, "measurements", heading + second % "Feil sats").changed == 2
    current = Measurement.objects.filter(current=True)
    assert {row.unit.key: row.delivery.reason for row in current} == {"vakt": "Feil vakt", "kjop": "Feil sats"}
    twice = "absence;Seksjon vakt;2025-02;1;10;A;\nabsence;vakt;2025-02;2;10;B;\n"
    assert told(take_in(cast, "measurements", heading + twice)) == [(3, "measured_twice", "numerator")]


def test_a_new_limit_of_people_hides_what_stands_already_and_none_shows_it_again(cast: Cast) -> None:
    text = "Kode;Navn;Måleenhet;Retning;Periode;Formel;Teller;Nevner;Skjules under\n"
    text += "fravar;Fravær;percent;lavere;måned;forhold;tapte;avtalte;%s\n"
    assert take_in(cast, "indicators", text % "").created == 1
    figures = "Indikator;Enhet;Periode;Teller;Nevner;Antall personer\n"
    figures += "fravar;vakt;2025-01;1;60;3\nfravar;kjop;2025-01;2;900;30\n"
    outcome = take_in(cast, "measurements", figures)
    assert outcome.created == 2
    assert [(each.row, each.code, each.column) for each in outcome.warnings] == [
        (2, "few_not_hidden", "Antall personer")
    ]
    rows = Figure.objects.filter(unit=cast.units["vakt"])
    assert set(rows.values_list("hidden", flat=True)) == {False}
    assert take_in(cast, "indicators", text % 5).changed == 1
    assert set(rows.values_list("hidden", flat=True)) == {True}
    indicator = Indicator.objects.get(code="fravar")
    edit_indicator(indicator=indicator, fields={"minimum_persons": 3}, by=cast.actor("kari"), at=NOW)
    assert set(rows.values_list("hidden", flat=True)) == {False}
    edit_indicator(indicator=indicator, fields={"minimum_persons": 5}, by=cast.actor("kari"), at=NOW)
    assert set(rows.values_list("hidden", flat=True)) == {True}


def test_a_persons_file_reaches_no_enterprise_beneath_but_the_operators_does(cast: Cast) -> None:
    """At the region one sees how the trusts stand; their figures and targets are theirs to hand in and set."""
    region = lay_indicator(cast, "region")
    lay_indicator(cast, "liksom", code="own", name_nb="Eget mål")
    files = {
        "measurements": "Indikator;Enhet;Periode;Teller;Nevner\nabsence;Liksom klinikk;2025-01;5;100\n",
        "targets": "Indikator;Enhet;2025\nabsence;Liksom klinikk;7,5\n",
    }
    person, command = cast.actor("regional"), Actor("", "samsvar", "cli")
    for kind, text in files.items():
        read, save = _ALL[kind]
        for by, codes in ((person, ["no_such_unit"]), (command, [])):
            result: Any = read(io.BytesIO(text.encode()), "fil.csv")
            given = {"enterprise": cast.units["region"], "rows": result.rows, "fields": result.fields}
            outcome = save(**given, by=by, at=NOW, on=LATER, dry_run=by is person)
            assert [each.code for each in outcome.errors] == codes
    assert Measurement.objects.get().indicator == region
    foreign = "Indikator;Enhet;Periode;Teller;Nevner\nown;Oppdiktet RHF;2025-01;5;100\n"
    result = read_measurements(io.BytesIO(foreign.encode()), "fil.csv")
    given = {"enterprise": cast.units["region"], "rows": result.rows, "fields": result.fields}
    outcome = import_measurements(**given, by=person, at=NOW, on=LATER)
    assert [(each.code, each.facts["nearest"]) for each in outcome.errors] == [("unknown_indicator", [])]


def test_a_sum_among_its_parts_is_told_of_but_not_where_it_stands_instead(cast: Cast) -> None:
    """The section has 3 and 4, the trust 7 of its own: it comes to 14 where the 7 was their sum."""
    lay_indicator(cast, roll_up="sum", formula={"kind": "given"})
    lay_indicator(cast, code="whole", name_nb="I alt", roll_up="sum", formula={"kind": "given"}, covers_below=True)
    one, all_ = "Indikator;Enhet;Periode;Verdi\n%s;Seksjon vakt;2025-01;3\n", "%s;Divisjon drift;2025-01;7\n"
    both = one + all_
    told_of = [(3, "Verdi", "added_to_those_below")]
    for dry_run in (True, False):
        found = take_in(cast, "measurements", both % ("absence", "absence"), dry_run=dry_run).warnings
        assert [(each.row, each.column, each.code) for each in found] == told_of
    assert take_in(cast, "measurements", both % ("whole", "whole")).warnings == ()
    # In files of their own too; alone it is no sum of anything.
    assert take_in(cast, "measurements", (one % "absence").replace("01", "02")).warnings == ()
    later = (one.splitlines()[0] + "\n" + all_ % "absence").replace("01", "02")
    assert [each.code for each in take_in(cast, "measurements", later).warnings] == ["added_to_those_below"]
    assert take_in(cast, "measurements", later.replace("02", "03")).warnings == ()


def test_who_hands_in_and_what_a_figure_is_about_come_from_the_file_and_renew_what_stands(cast: Cast) -> None:
    text = "Kode;Navn;Måleenhet;Retning;Periode;Formel;Leveres av;Gjelder enhetene under\n"
    text += "gass;Gass;kg;lavere;år;verdi;%s;%s\n"
    assert take_in(cast, "indicators", text % ("", "")).created == 1
    row = Indicator.objects.get(code="gass")
    assert (row.expected_kind, row.covers_below) == ("", False)
    assert told(take_in(cast, "measurements", "Indikator;Enhet;2024\ngass;Eksempel helsenett SF;12\n")) == []
    assert _handed_in(cast) == (1, 4)
    assert take_in(cast, "indicators", text % ("statsforetak", "")).changed == 1
    assert _handed_in(cast) == (1, 1)
    row.refresh_from_db()
    edit_indicator(indicator=row, fields={"expected_kind": "every"}, by=cast.actor("kari"), at=NOW)
    assert _handed_in(cast) == (1, 6)
    wrong = told(take_in(cast, "indicators", text % ("alle", "ja")))
    assert wrong == [(2, "fixed_once_measured", "code")]


def _handed_in(cast: Cast) -> tuple[int, int]:
    """How many have handed in 2024 for the enterprise, of how many that are asked."""
    figure = Figure.objects.get(unit=cast.enterprise, period_kind="year", year=2024)
    return figure.delivered, figure.expected


def test_all_that_is_wrong_is_told_at_once_and_once_a_row(cast: Cast) -> None:
    lay_indicator(cast)
    text = (
        "Indikator;Enhet;Periode;Teller;Nevner\nabsence;Seksjon vakta;2025-01;5;100\nabsence;Seksjon vakt;2025-01;5;0\n"
    )
    assert told(take_in(cast, "measurements", text)) == [
        (2, "no_such_unit", "unit"),
        (3, "denominator_zero", "denominator"),
    ]
    assert told(take_in(cast, "targets", "Indikator;2025;2026;2027\nabsense;7;6;5\n")) == [
        (2, "unknown_indicator", "indicator")
    ]
    assert not Measurement.objects.exists()


def test_a_period_before_the_owner_began_is_told_of_with_the_period(cast: Cast) -> None:
    lay_indicator(cast)
    OrgUnit.objects.filter(pk=cast.enterprise.pk).update(valid_from=date(2024, 1, 1))
    text = "Indikator;Enhet;Periode;Teller;Nevner\nabsence;Seksjon vakt;2020-01;5;100\n"
    (error,) = take_in(cast, "measurements", text).errors
    assert (error.code, error.facts["period"]) == ("unit_elsewhere_in_period", "2020-01")


def test_how_many_people_alone_is_no_figure(cast: Cast) -> None:
    """People hand in a column of head counts with months that are not known yet."""
    lay_indicator(cast, minimum_persons=5)
    across = (
        "Indikator;Enhet;Størrelse;2025-01;2025-02\nabsence;Seksjon vakt;teller;5;\nabsence;Seksjon vakt;nevner;100;\n"
    )
    assert take_in(cast, "measurements", across + "absence;Seksjon vakt;personer;9;9\n").created == 1
    down = "Indikator;Enhet;Periode;Teller;Nevner;Personer\nabsence;Seksjon vakt;2025-03;;;9\n"
    assert take_in(cast, "measurements", down + "absence;Seksjon vakt;2025-04;5;100;9\n").created == 1
    assert {each.number for each in Measurement.objects.all()} == {1, 4}
