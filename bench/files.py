"""Files as enterprises send them: units and contracts, made up from a seed."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from bench.made import Maker, organisation_number

ORGNR = organisation_number(2_900_001)
_KINDS = {"goods": "vare", "services": "tjeneste", "both": "begge", "lease": "leie"}
_OWNERSHIPS = {"own": "egen", "shared": "felles", "used": "benyttet", "assisted": "bistått"}
_HEADINGS = (
    *("Avtalenummer", "Tittel", "Leverandør", "Organisasjonsnummer", "Leverandørland", "Type", "Eierskap"),
    *("CPV-koder", "Høyrisikokategori", "Produksjonsland", "Verdi (NOK)", "Startdato", "Sluttdato", "Avtaleansvarlig"),
)


def write_units(path: Path) -> None:
    """One national unit and one enterprise."""
    rows = [
        ("id", "overordnet", "navn", "type", "organisasjonsnummer"),
        ("N", "", "Demodata helse", "national", ""),
        ("E", "N", "Oppdiktet helsenett SF", "sf", ORGNR),
    ]
    path.write_text("\n".join(";".join(row) for row in rows) + "\n", encoding="utf-8")


def write_contracts(path: Path, count: int, seed: int = 1) -> None:
    """A list of contracts; the file's name ends in .csv or .xlsx. Two contracts for each supplier."""
    rows = _rows(count, seed)
    if path.suffix == ".csv":
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\n")
        writer.writerow(_HEADINGS)
        writer.writerows(rows)
        path.write_text("﻿" + text.getvalue(), encoding="utf-8")
        return
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("Avtaler")
    sheet.write_row(0, 0, _HEADINGS)
    for place, row in enumerate(rows, start=1):
        sheet.write_row(place, 0, row)
    book.close()


def _rows(count: int, seed: int) -> Iterator[tuple[Any, ...]]:
    make = Maker(seed)
    suppliers = [make.supplier(serial) for serial in range(1, max(2, count // 2) + 1)]
    people = [make.person(serial) for serial in range(1, 200)]
    for serial in range(1, count + 1):
        made = make.contract(serial)
        supplier = suppliers[make.near_first(len(suppliers))]
        value = made["value_ore"]
        yield (
            f"A-{serial:06}",
            made["title"],
            supplier["name"],
            supplier["orgnr"] if supplier["country"] == "NOR" else "",
            supplier["country"],
            _KINDS[made["kind"]],
            _OWNERSHIPS[made["ownership"]],
            ", ".join(made["cpv_codes"]),
            "",
            ", ".join(country for country in made["countries"] if country != "?"),
            "" if value is None else value // 100,
            made["starts_on"].isoformat(),
            made["ends_on"].isoformat(),
            make.random.choice(people),
        )
