"""Made values: the same for the same seed. No Django. Every name is plainly made up."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from samsvar.core.catalogues import load_edition

DAY = date(2025, 5, 20)

_INVENTED = ("Påfunn", "Oppdiktet", "Liksom", "Fiktiv", "Demodata", "Tenkt", "Utenkt", "Eventyr", "Tulle", "Kunstig")
_TRADES = (
    *(
        "Renhold",
        "Maskinvare",
        "Frukt",
        "Transport",
        "Bygg",
        "Hansker",
        "Tekstil",
        "Kantine",
        "Programvare",
        "Vakthold",
    ),
    *("Møbler", "Medisinteknikk", "Papir", "Elektro", "Prøverør", "Strøm", "Rådgivning", "Avfall", "Bandasje", "Bil"),
)
_GOODS = (
    *(
        "Bærbare PC-er og skjermer",
        "Operasjonshansker",
        "Arbeidstøy og skotøy",
        "Sprøyter og kanyler",
        "Kaffe og frukt",
    ),
    *("Infusjonspumper", "Kontormøbler", "Servere og lagring", "Engangstekstiler", "Mobiltelefoner", "Sårbandasjer"),
)
_SERVICES = (
    *("Renhold av sykehusbygg", "Kantinedrift", "Pasienttransport", "Bygging av ny fløy", "Vakthold", "Drift av nett"),
    *("Systemutvikling", "Vaskeritjenester", "Vedlikehold av heiser", "Rådgivning", "Avfallshåndtering"),
)
_FIRST = (
    "Kari",
    "Ola",
    "Ingrid",
    "Per",
    "Anne",
    "Rolf",
    "Dina",
    "Siri",
    "Lars",
    "Eva",
    "Nils",
    "Berit",
    "Hanne",
    "Ture",
)
_LAST = ("Liksom", "Testesen", "Prøve", "Eksempel", "Oppsett", "Hypotese", "Påfunn", "Bisitter", "Tvilling", "Søsken")
_COUNTRIES = (
    *("NOR", "SWE", "DEU", "CHN", "MYS", "IND", "VNM", "THA", "USA", "POL", "BGD", "TUR", "PAK", "TWN", "IRL", "CRI"),
    *("MEX", "LTU", "DNK", "JPN"),
)
#: Divisions of CPV that health enterprises buy much of; the rest comes seldom.
_COMMON = ("33", "30", "39", "18", "45", "50", "55", "60", "71", "72", "79", "85", "90", "15", "32", "48")
_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_LATEST_START = 1500


@dataclass(frozen=True)
class Size:
    """How much is made."""

    regions: int = 4
    trusts: int = 30
    units: int = 12_000
    suppliers: int = 30_000
    contracts: int = 60_000
    people: int = 3_000
    impacts: int = 3_000
    actions: int = 6_000
    inquiries: int = 2_000
    chain_links: int = 5_000
    terms: int = 30_000

    def scaled(self, scale: float) -> "Size":
        """A part of it; at least two trusts and one of all else."""
        parts = {name: max(1, round(value * scale)) for name, value in vars(self).items()}
        return Size(**{**parts, "trusts": max(2, parts["trusts"]), "units": max(12, parts["units"])})


def organisation_number(serial: int) -> str:
    """The number with this serial and its check digit (modulus 11); serials whose digit would be 10 are passed over."""
    body = 80_000_000 + serial
    while True:
        digits = str(body)
        rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11
        if rest != 10:
            return digits + str(rest % 11)
        body += 7_000_000 if body < 92_000_000 else -11_999_999


class Maker:
    """Draws values from one seeded source."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        codes = list(load_edition("cpv").rows)
        self._common = [code for code in codes if code[:2] in _COMMON]
        self._codes = codes
        self._categories = sorted(
            {str(row["category"]) for row in load_edition("cpv-to-high-risk-category").rows.values()}
        )

    def company(self, serial: int) -> str:
        draw = self.random
        return f"{draw.choice(_INVENTED)} {draw.choice(_TRADES)} {serial} AS"

    def person(self, serial: int) -> str:
        return f"{self.random.choice(_FIRST)} {self.random.choice(_LAST)} {serial}"

    def shares(self, parts: int, total: int) -> list[int]:
        """A total in uneven parts, the first the greatest, as enterprises differ in size."""
        weights = [1 / (place + 3) for place in range(parts)]
        found = [int(total * weight / sum(weights)) for weight in weights]
        found[0] += total - sum(found)
        return found

    def near_first(self, length: int) -> int:
        """A place in a list, often near its beginning: a few suppliers have many contracts."""
        return min(length - 1, int(length * self.random.random() ** 2.2))

    def supplier(self, serial: int) -> dict[str, Any]:
        """Columns of a supplier."""
        draw, name = self.random, self.company(serial)
        accepted = DAY - timedelta(days=draw.randrange(1200)) if draw.random() < 0.4 else None
        asked = DAY - timedelta(days=draw.randrange(500)) if draw.random() < 0.2 else None
        answered = asked + timedelta(days=20) if asked and draw.random() < 0.6 else None
        return {
            "name": name,
            "name_folded": name.casefold(),
            "orgnr": organisation_number(serial) if draw.random() < 0.9 else "",
            "country": "NOR" if draw.random() < 0.7 else draw.choice(_COUNTRIES),
            "code_accepted_on": accepted,
            "code_accepted_version": "1.0" if accepted else "",
            "questionnaire_asked_on": asked,
            "questionnaire_due_on": asked + timedelta(days=30) if asked else None,
            "questionnaire_answered_on": answered if answered and answered <= DAY else None,
            "open_gaps": draw.choice((0, 0, 0, 1, 3)) if answered else None,
        }

    def contract(self, serial: int) -> dict[str, Any]:
        """Columns of a contract but for its number, supplier and unit; lists are tuples."""
        draw = self.random
        kind = draw.choices(("goods", "services", "both", "lease"), (50, 36, 9, 5))[0]
        starts = DAY - timedelta(days=draw.randrange(_LATEST_START))
        title = draw.choice(_SERVICES if kind in ("services", "lease") else _GOODS)
        known = draw.random()
        countries = () if known < 0.3 else tuple(sorted({draw.choice(_COUNTRIES) for _ in range(draw.randint(1, 3))}))
        return {
            "title": f"{title}, avtale {serial}",
            "kind": kind,
            "ownership": draw.choices(("own", "shared", "used", "assisted"), (55, 5, 30, 10))[0],
            "cpv_codes": self._cpv(),
            "countries": (*countries, "?") if known > 0.92 else countries,
            "high_risk_category": draw.choice(self._categories) if draw.random() < 0.03 else "",
            "value_ore": None if draw.random() < 0.08 else int(draw.lognormvariate(14, 1.6)) * 100,
            "starts_on": starts,
            "ends_on": starts + timedelta(days=draw.choice((365, 730, 1460, 2920))),
        }

    def _cpv(self) -> tuple[str, ...]:
        draw = self.random
        if draw.random() < 0.06:
            return ()
        many = draw.choices((1, 2, 3), (75, 18, 7))[0]
        return tuple({draw.choice(self._common if draw.random() < 0.9 else self._codes) for _ in range(many)})

    def impact(self) -> dict[str, Any]:
        """Columns of an adverse impact but for its number, unit and enterprise."""
        draw = self.random
        grades = [draw.choice((None, 2, 3, 4, 5)) for _ in range(3)]
        graded = [grade for grade in grades if grade is not None]
        closed = DAY - timedelta(days=draw.randrange(400)) if draw.random() < 0.3 else None
        return {
            "title": draw.choice(
                ("Tvungen overtid", "Farlig støv", "Holdt tilbake lønn", "Brudd på organisasjonsfrihet")
            ),
            "actuality": draw.choice(("actual", "potential")),
            "verification": draw.choices(("alleged", "confirmed", "disproved"), (50, 40, 10))[0],
            "status": "closed" if closed else draw.choice(("open", "in_remediation")),
            "risk_kinds": ";forced_labour;",
            "countries": f";{draw.choice(_COUNTRIES)};",
            "scale": grades[0],
            "scope": grades[1],
            "irremediability": grades[2],
            "severity": max(graded) if graded else None,
            "likelihood": draw.choice((None, 2, 3, 4)),
            "involvement": draw.choice(("", "linked", "contributed")),
            "known_on": DAY - timedelta(days=400 + draw.randrange(400)),
            "source": "Oppdiktet rapport",
            "closed_on": closed,
        }

    def action(self) -> dict[str, Any]:
        """Columns of an action but for its unit, enterprise and who is responsible."""
        draw = self.random
        status = draw.choices(("not_started", "in_progress", "done", "cancelled"), (35, 30, 30, 5))[0]
        due = DAY + timedelta(days=draw.randrange(-200, 300))
        return {
            "title": draw.choice(
                ("Be om opplysninger", "Følge opp svar", "Kreve plan for utbedring", "Revisjon på stedet")
            ),
            "due_on": due,
            "status": status,
            "result": "Gjennomført" if status == "done" else "",
            "done_on": min(due, DAY) if status == "done" else None,
            "continuity": draw.choice(("new", "continued")),
        }

    def country(self) -> str:
        return self.random.choice(_COUNTRIES)
