"""Meetings, decisions and reviews at Helse Eksempel RHF and Sykehuset Eksempel HF, as in the spring of 2025."""

from datetime import UTC, date, datetime
from typing import Any

from samsvar.core.documents.frozen import freeze
from samsvar.front.cli.demo_story.laying import lay as lay_rows
from samsvar.front.cli.demo_story.region import Region
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import Body, BodyKind
from samsvar.registers.wheel.models import Meeting
from samsvar.registers.wheel.services.meetings import save_meeting
from samsvar.subjects.meetings.gathering import collect
from samsvar.subjects.meetings.models import Case, Decision, Review
from samsvar.subjects.meetings.presenters.minutes import minutes_of
from samsvar.subjects.meetings.selectors.reviews import whole
from samsvar.subjects.meetings.services import bodies, reviews

_NOTHING = "Ikke noe vesentlig."


def lay(region: Region, *, by: Actor, at: datetime) -> None:
    """Cases with decisions, an outside meeting, a working group, last year's review, and this year's being prepared."""
    _Story(region, by, at).tell()


class _Story:
    def __init__(self, region: Region, by: Actor, at: datetime) -> None:
        self.region, self.by, self.at = region, by, at
        self.hospital = region.hospital

    def tell(self) -> None:
        self._board_of_the_region()
        self._board()
        self._outside()
        self._group()
        self._last_review()
        self._this_year()
        self._campaign_week()
        self._resources()

    def _about(self, day: date) -> dict[str, Any]:
        return {"by": self.by, "at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC)}

    def _meeting(self, body: Body, day: date, number: int | None = None) -> Meeting:
        held = Meeting.objects.filter(body=body, held_on=day).first()
        if held is not None:
            return held
        taken = number is not None and Meeting.objects.filter(body=body, year=day.year).exists()
        fields = {"year": day.year, "number": None if taken else number, "held_on": day}
        return save_meeting(body=body, fields=fields, **self._about(min(day, date(2025, 5, 1))))

    def _case(self, body: Body, number: str, title: str, day: date, place: int | None, summary: str = "") -> Case:
        meeting = self._meeting(body, day, place)
        fields = {"number": number, "title": title, "year": day.year, "meeting": meeting, "summary": summary}
        return bodies.add_case(body=body, fields=fields, **self._about(day))

    def _decided(self, of: Any, text: str, day: date, weighed: tuple[str, str, str] | None = None) -> Decision:
        names = ("weighed_climate", "weighed_social", "weighed_economy")
        words = dict(zip(names, weighed, strict=True)) if weighed else {}
        about = self._about(day)
        return bodies.register_decision(of=of, text=text, decided_on=day, weighed=words, **about)

    def _asks(self, decision: Decision, what: str, person: str, due_on: date, day: date) -> None:
        fields = {"what": what, "unit": self.hospital, "responsible": self.region.people[person], "due_on": due_on}
        bodies.add_step(decision=decision, fields=fields, **self._about(day))

    def _board_of_the_region(self) -> None:
        body, day = self.region.bodies["rhf_board"], date(2023, 5, 25)
        case = self._case(body, "40/23", "Rammeverk for samfunnsansvar i spesialisthelsetjenesten", day, 4)
        self._decided(
            case,
            "Styret vedtar rammeverket for samfunnsansvar, som gjelder for alle foretakene i regionen.",
            day,
            ("Gir felles klima- og miljømål.", "Krav til menneskerettigheter i alle ledd.", "Ingen ny bevilgning."),
        )
        day = date(2024, 12, 12)
        case = self._case(body, "112/24", "Styrende dokumenter, årlig gjennomgang", day, 9)
        self._decided(case, "Styret stadfester de etiske retningslinjene uten endringer.", day)

    def _board(self) -> None:
        body, day = self.region.bodies["board"], date(2025, 3, 20)
        case = self._case(body, "18/25", "Ny avtale om taxi for pasienter", day, 2, "Avtalen går ut i desember 2025.")
        decision = self._decided(
            case,
            "Styret ber om at minst 60 prosent av turene skal kjøres med elektrisk bil fra 2026.",
            day,
            ("Anslått 120 tonn CO2e mindre i året.", _NOTHING, "Inntil 2 prosent dyrere per tur."),
        )
        self._asks(decision, "Sett krav om elektrisk taxi i konkurransen", "solveig", date(2025, 9, 1), day)
        bodies.turn_into_actions(decision=decision, **self._about(day))
        case = self._case(body, "24/25", "Oppfølging av sykefraværet", date(2025, 4, 24), 3)
        decision = self._decided(
            case, "Styret ber om en plan for de fem enhetene med høyest fravær.", date(2025, 4, 24)
        )
        self._asks(decision, "Lag plan med de fem enhetene", "mona", date(2025, 6, 15), date(2025, 4, 24))
        self._meeting(body, date(2025, 6, 12), 4)

    def _outside(self) -> None:
        body = Body(enterprise=self.hospital, name_nb="Arbeidstilsynet", kind=BodyKind.OUTSIDE)
        lay_rows([body], enterprise=self.hospital, at=self.at)
        day = date(2024, 10, 29)
        decision = self._decided(
            self._meeting(body, day),
            "Tilsynet holder et opplegg om vold og trusler for lederne i akuttklinikken.",
            day,
            (_NOTHING, "Tryggere arbeidsdag i mottaket.", "Uten kostnad for sykehuset."),
        )
        self._asks(decision, "Avtal dag for opplegget med tilsynet", "mona", date(2025, 2, 1), day)
        bodies.turn_into_actions(decision=decision, **self._about(day))

    def _group(self) -> None:
        body = Body(enterprise=self.hospital, name_nb="Grønn gruppe", kind=BodyKind.WORKING_GROUP)
        lay_rows([body], enterprise=self.hospital, at=self.at)
        for title, why, day in (
            ("Slå av ventilasjonen i tomme operasjonsstuer", "Står på hele natten.", date(2025, 3, 4)),
            ("Bytt desfluran med sevofluran", "Den største kilden til utslipp fra anestesi.", date(2025, 4, 8)),
        ):
            fields = {"title": title, "why": why, "unit": self.hospital, "proposed_on": day}
            proposal = bodies.propose_action(body=body, fields=fields, **self._about(day))
            if day.month == 3:
                bodies.take_up_proposal(proposal=proposal, **self._about(date(2025, 3, 18)))

    def _begun(self, kind: str, year: int, planned_on: date, day: date) -> Review:
        fields = {"unit": self.hospital, "year": year, "planned_on": planned_on}
        review = reviews.begin_review(enterprise=self.hospital, kind=kind, fields=fields, **self._about(day))
        gathered = collect(review, reviews.points_of(kind), day)
        return reviews.keep_input(review=review, gathered=gathered, **self._about(day))

    def _last_review(self) -> None:
        day = date(2024, 10, 24)
        review = self._begun("management_review", 2024, day, date(2024, 10, 1))
        told = {"led_by": "Dag Oppdiktet", "took_part": "Sykehusledelsen, hovedverneombudet og to tillitsvalgte"}
        told["conclusion"] = "Styringssystemet virker, men tiltak blir for sent meldt ferdige."
        reviews.change_review(review=review, fields=told, **self._about(day))
        words = "Brukerutvalget melder at informasjonen før operasjon er blitt bedre."
        reviews.note_point(review=review, point="user_experience", text=words, **self._about(day))
        decision = self._decided(
            review,
            "Klinikkene melder status på tiltakene sine hver måned.",
            day,
            (_NOTHING, "Tydeligere ansvar.", "To timer i måneden per klinikk."),
        )
        self._asks(decision, "Legg månedlig status inn i lederstøtten", "leif", date(2025, 1, 31), day)
        bodies.turn_into_actions(decision=decision, **self._about(day))
        review.held_on = day
        minutes = freeze(minutes_of(whole(review), "nb", final=True))
        review.held_on = None
        reviews.hold_review(review=review, held_on=day, minutes=minutes, today=day, **self._about(day))

    def _this_year(self) -> None:
        day = date(2025, 5, 5)
        self._begun("management_review", 2025, date(2025, 10, 23), day)
        audit = self._begun("environmental_audit", 2025, date(2025, 5, 28), day)
        scope = {"scope": "Avfall og kjemikalier i Klinikk for diagnostikk, etter ISO 14001 punkt 8.1."}
        reviews.change_review(review=audit, fields=scope, **self._about(day))
        reviews.add_finding(
            review=audit,
            fields={
                "kind": "deviation",
                "text": "Løsemidler står uten oppsamlingskar på laboratoriet.",
                "criterion": "Rutine for farlig avfall, punkt 4",
                "unit": self.region.units["HF-2-6"],
                "responsible": self.region.people["leif"],
                "due_on": date(2025, 6, 30),
            },
            **self._about(day),
        )

    def _campaign_week(self) -> None:
        day = date(2025, 5, 6)
        week = self._begun("campaign_week", 2025, date(2025, 9, 22), day)
        for kind, title in (("dilemma_training", "Dilemmatrening for ledere"), ("dialogue_meeting", "Dialogmøte")):
            fields = {"kind": kind, "title": title, "held_on": date(2025, 9, 23), "place": "Auditoriet"}
            event = reviews.add_event(review=week, fields=fields, **self._about(day))
            unit = self.region.units["HF-2-1"]
            reviews.tell_turnout(event=event, unit=unit, took_part=None, asked=40, **self._about(day))

    def _resources(self) -> None:
        for purpose, work, money in (("Rådgiver for samfunnsansvar", 100, None), ("Opplæring", None, 15_000_000)):
            fields = {"unit": self.hospital, "year": 2025, "purpose": purpose, "note": ""}
            fields |= {"person_years": work, "amount_ore": money}
            reviews.set_aside(enterprise=self.hospital, fields=fields, **self._about(date(2025, 1, 20)))
