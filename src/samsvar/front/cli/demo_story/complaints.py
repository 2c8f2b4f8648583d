"""The demo's complaints and public texts: one concluded, one in dialogue in Polish, one new and without a name."""

from datetime import UTC, date, datetime, time

from samsvar.core.rules.complaints import Criterion
from samsvar.front.cli.demo_story.chain import Chain
from samsvar.front.cli.demo_story.laying import BY
from samsvar.platform.organisation.models import Person
from samsvar.platform.ui.clock import OSLO
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.complaints.services import cases
from samsvar.subjects.complaints.services.mechanism import judge_criterion, set_promise
from samsvar.subjects.complaints.services.receiving import Told, receive_complaint
from samsvar.subjects.openness.models import TextKind
from samsvar.subjects.openness.services import publish_text, write_text


def lay_complaints(chain: Chain, people: dict[str, Person]) -> None:
    """What is promised and told first; then last year's complaints, and this year's three in the order they came."""
    begun = _at(date(2024, 1, 2))
    set_promise(enterprise=chain.enterprise, first_answer_days=10, conclusion_days=60, by=BY, at=begun)
    _texts(chain, people["ingrid"])
    _earlier(chain, people["ingrid"])
    _concluded(chain, people["ingrid"])
    _in_dialogue(chain, people["ingrid"])
    _received(
        chain,
        date(2025, 5, 12),
        Told(
            "health_and_safety",
            "Dirbame ant stogo be apsaugų. Sakiau meistrui, bet niekas nepasikeitė.",
            language="lt",
            place="Påfunn Bygg AS, statybvietė Osle",
            relation="worker",
        ),
    )
    _criteria(chain)


def _texts(chain: Chain, ingrid: Person) -> None:
    at = _at(date(2025, 1, 20))
    for kind, fields in (
        (
            TextKind.HOW_WE_WORK,
            {
                "text_nb": "Vi vurderer alle avtaler hvert år, og oftere når noe endrer seg. Der risikoen er høy, spør "
                "vi leverandøren, kontrollerer lønn og arbeidsforhold, og avtaler hva som skal rettes og når.\n\n"
                "Styret behandler redegjørelsen, og direktøren svarer for arbeidet. Rådgiveren for samfunnsansvar "
                "leder det.",
                "text_nn": "Vi vurderer alle avtaler kvart år, og oftare når noko endrar seg. Der risikoen er høg, "
                "spør vi leverandøren, kontrollerer løn og arbeidstilhøve, og avtaler kva som skal rettast og når.\n\n"
                "Styret behandlar utgreiinga, og direktøren svarer for arbeidet. Rådgivaren for samfunnsansvar leier "
                "det.",
            },
        ),
        (
            TextKind.COMPLAINTS,
            {
                "text_nb": "Alle som er berørt av det vi gjør eller kjøper, kan klage til oss. Klagene leses av "
                "rådgiveren for samfunnsansvar. Er det flere som må være med, sier vi det til deg først.",
                "text_nn": "Alle som er råka av det vi gjer eller kjøper, kan klage til oss. Klagene blir lesne av "
                "rådgivaren for samfunnsansvar. Er det fleire som må vere med, seier vi det til deg først.",
            },
        ),
    ):
        text = write_text(enterprise=chain.enterprise, kind=kind, fields=fields, by=BY, at=at)
        publish_text(text=text, person=ingrid, by=BY, at=at)


def _earlier(chain: Chain, ingrid: Person) -> None:
    """Last year's, so many that numbers of them may be published."""
    told = (
        ("wages", "upheld", "Tillegg for helg er ikke betalt."),
        ("wages", "upheld", "Lønnsslippene mangler."),
        ("wages", "upheld", "Reisetid mellom bygg er ikke betalt."),
        ("working_hours", "partly_upheld", "Vi får vaktlisten kvelden før."),
        ("wages", "upheld", "Feriepenger kom ikke i juni."),
        ("working_hours", "partly_upheld", "Pausen blir trukket selv om vi ikke får tatt den."),
        ("wages", "upheld", "Trekk i lønn for arbeidsklær."),
        ("working_hours", "partly_upheld", "To vakter samme døgn uten hvile."),
        ("working_hours", "partly_upheld", "Overtid blir ikke skrevet opp."),
        ("wages", "upheld", "Lønna kommer en uke for sent."),
        ("working_hours", "partly_upheld", "Ingen fri søndag siden august."),
    )
    for month, (topic, outcome, account) in enumerate(told, start=1):
        complaint = _received(chain, date(2024, month, 5), Told(topic, account))
        first, last = _at(date(2024, month, 11)), _at(date(2024, month, 27))
        text = "Takk for at du sier fra. Vi ser på det nå."
        cases.write_message(complaint=complaint, text=text, person=ingrid, by=BY, at=first)
        text = "Vi har snakket med leverandøren og sett papirene. Her er det vi fant, og det som blir gjort."
        cases.conclude_complaint(complaint=complaint, outcome=outcome, text=text, person=ingrid, by=BY, at=last)


def _concluded(chain: Chain, ingrid: Person) -> None:
    """From a trade union about overtime; partly upheld, and answered within what was promised."""
    complaint = _received(
        chain,
        date(2025, 1, 27),
        Told(
            "working_hours",
            "Renholderne hos Påfunn Renhold AS har jobbet seks kvelder i uken siden november, uten at overtiden er "
            "ført. Vi har timelister for fire av dem.",
            place="Påfunn Renhold AS, Demodata helsenett, Trondheim",
            wish="At overtiden blir betalt, og at turnusen blir lagt om.",
            relation="representative",
            name="Rita Representant",
            email="rita.representant@demo.invalid",
        ),
    )
    first = _at(date(2025, 2, 4))
    cases.take_complaint(complaint=complaint, handler=ingrid, by=BY, at=first)
    text = (
        "Takk for at dere sier fra. Kan dere sende oss timelistene? Vi viser dem ikke til leverandøren uten å spørre."
    )
    cases.write_message(complaint=complaint, text=text, person=ingrid, by=BY, at=first)
    text = "Vi legger dem ved i brev. Navnene må ikke gis videre."
    cases.hear_complainant(complaint=complaint, text=text, by=BY, at=_at(date(2025, 2, 6)))
    text = "Vi har bedt om turnus og lønnsslipper for alle på avtalen, så det ikke synes hvem som har sagt fra."
    cases.add_note(complaint=complaint, text=text, person=ingrid, by=BY, at=_at(date(2025, 2, 7)))
    text = (
        "Vi har sett timelister og lønnsslipper for november til januar. Overtid var ikke ført for fire av sju. "
        "Leverandøren etterbetaler innen 30. april og legger om turnusen. Vi kontrollerer det i mai. Vi fant ikke at "
        "noen hadde arbeidet uten ukentlig fri."
    )
    at = _at(date(2025, 3, 20))
    cases.conclude_complaint(complaint=complaint, outcome="partly_upheld", text=text, person=ingrid, by=BY, at=at)


def _in_dialogue(chain: Chain, ingrid: Person) -> None:
    """In Polish, with a code and no e-mail."""
    complaint = _received(
        chain,
        date(2025, 4, 22),
        Told(
            "wages",
            "Pracuję na budowie. Od dwóch miesięcy dostaję mniej niż stawka minimalna, a za nadgodziny nic.",
            language="pl",
            place="Påfunn Bygg AS, budowa w Oslo",
            wish="Chcę dostać zaległe wynagrodzenie.",
            relation="worker",
        ),
    )
    at = _at(date(2025, 4, 25))
    cases.take_complaint(complaint=complaint, handler=ingrid, by=BY, at=at)
    text = "Dziękujemy za wiadomość. Ile godzin tygodniowo Pan lub Pani pracuje i kto wypłaca wynagrodzenie?"
    cases.write_message(complaint=complaint, text=text, person=ingrid, by=BY, at=at)
    text = "Około 55 godzin. Płaci firma, która nas tu przywiozła, nie ta, która prowadzi budowę."
    cases.hear_complainant(complaint=complaint, text=text, by=BY, at=_at(date(2025, 4, 29), 21))


def _criteria(chain: Chain) -> None:
    """Some of the year's self-check, as it often stands in May."""
    at = _at(date(2025, 5, 6))
    for criterion, met, shown_by, plan in (
        (
            Criterion.ACCESSIBLE,
            "partly",
            "Skjemaet finnes på fem språk og uten navn. To av ni renholdsleverandører har hengt opp adressen.",
            "Be de andre om å henge den opp, og spørre om det ved kontrollene i høst. Ingrid, oktober.",
        ),
        (
            Criterion.PREDICTABLE,
            "yes",
            "Fristene står på den offentlige siden, og er holdt i begge sakene.",
            "",
        ),
        (Criterion.DIALOGUE, "no", "", "Møte med hovedverneombud og to fagforeninger om ordningen før sommeren."),
    ):
        judge_criterion(
            enterprise=chain.enterprise,
            year=2025,
            criterion=criterion,
            fields={"met": met, "shown_by": shown_by, "plan": plan},
            by=BY,
            at=at,
        )


def _received(chain: Chain, day: date, told: Told) -> Complaint:
    at = _at(day, 20)
    return receive_complaint(
        enterprise=chain.enterprise,
        told=told,
        channel="form",
        received_at=at,
        code="demo-demo-demo-demo",
        by=BY,
        at=at,
    )


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), OSLO).astimezone(UTC)
