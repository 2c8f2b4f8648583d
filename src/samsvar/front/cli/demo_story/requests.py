"""The demo's requests for information: one answered and public, one with more time taken, one that came last week."""

from datetime import UTC, date, datetime, time

from samsvar.front.cli.demo_story.chain import Chain
from samsvar.front.cli.demo_story.laying import BY
from samsvar.platform.organisation.models import Person
from samsvar.platform.ui.clock import OSLO
from samsvar.subjects.information_requests.models import InformationRequest
from samsvar.subjects.information_requests.presenters.letters import extension_letter, rights_of
from samsvar.subjects.information_requests.services import cases
from samsvar.subjects.information_requests.services.parts import save_part, tie_records
from samsvar.subjects.information_requests.services.public_answers import publish_answer, save_public_answer
from samsvar.subjects.information_requests.services.receiving import Asked, receive_request


def lay_requests(chain: Chain, people: dict[str, Person]) -> None:
    """Three requests, in the order they came."""
    _answered(chain, people["ingrid"])
    _extended(chain, people["ingrid"])
    receive_request(
        enterprise=chain.enterprise,
        asked=Asked(
            "transparency_act",
            "Korleis sikrar de at reinhaldarane i lokala dykkar får lovfesta minsteløn? Eg spør for ei skuleoppgåve.",
            "nn",
        ),
        channel="form",
        received_at=_at(date(2025, 5, 9), 20),
        code="demo-demo-demo-demo",
        by=BY,
        at=_at(date(2025, 5, 9), 20),
    )


def _answered(chain: Chain, ingrid: Person) -> None:
    """Answered within the three weeks, one part of it refused, and put in the public register."""
    at = _at(date(2025, 2, 10))
    request = _received(
        chain,
        at,
        "Hvilke leverandører av IT-utstyr har dere, og hvor blir utstyret laget? Hva betaler dere for hver maskin?",
        Asked("transparency_act", "", "nb", name="Nora Nysgjerrig", email="nora.nysgjerrig@demo.invalid"),
    )
    cases.take_request(request=request, handler=ingrid, by=BY, at=at)
    contracts = list(chain.contracts.values())[:2]
    tie_records(request=request, wanted=[("contract", each.key) for each in contracts], by=BY, at=at)
    text = "Hvilke leverandører av IT-utstyr har dere, og hvor blir utstyret laget?"
    save_part(request=request, part=request.parts.get(), fields={"text": text, "given": True}, by=BY, at=at)
    refused = {
        "text": "Hva betaler dere for hver maskin?",
        "given": False,
        "ground": "trade_secret",
        "reasons": "Enhetsprisene er avtalt med hver leverandør, og røper tilbudene i neste konkurranse.",
    }
    save_part(request=request, fields=refused, by=BY, at=at)
    answer = (
        "Vi kjøper IT-utstyr gjennom fire rammeavtaler. Utstyret settes sammen i Kina, Malaysia, Vietnam og Taiwan. "
        "Komponentene kommer fra flere land, og vi kjenner ikke alle fabrikkene i de leddene ennå.\n\n"
        "Listen over leverandører og land står i redegjørelsen vår. Vi har spurt leverandørene hvilke fabrikker de "
        "bruker, og svarene kommer med i redegjørelsen for 2025."
    )
    cases.save_draft(request=request, text=answer, by=BY, at=at)
    sent = _at(date(2025, 2, 26))
    rights = rights_of(request, request.parts.order_by("position"), sent.date())
    cases.send_answer(request=request, rights=rights.text, stated=rights.stated, by=BY, at=sent, person=ingrid)
    public = save_public_answer(
        request=request,
        fields={
            "title": "Hvor IT-utstyret vårt blir laget",
            "question": "Hvilke leverandører av IT-utstyr har dere, og hvor blir utstyret laget?",
            "answer": answer,
            "language": "nb",
        },
        by=BY,
        at=sent,
    )
    publish_answer(answer=public, person=ingrid, by=BY, at=sent)


def _extended(chain: Chain, ingrid: Person) -> None:
    """So much is asked for that more time was taken, with notice in time."""
    at = _at(date(2025, 4, 3))
    request = _received(
        chain,
        at,
        "Vi ber om oversikt over alle avtaler der dere har funnet risiko for tvangsarbeid, hva dere har gjort, og hva "
        "leverandørene har svart.",
        Asked("transparency_act", "", "nb", name="Foreningen Påfunn", email="post@pafunn.demo.invalid"),
    )
    cases.take_request(request=request, handler=ingrid, by=BY, at=at)
    notice, expected = _at(date(2025, 4, 22)), date(2025, 5, 28)
    reasons = "Dere spør om 14 avtaler, og vi må hente inn svar fra flere av leverandørene."
    cases.extend_deadline(
        request=request,
        burden="amount",
        reasons=reasons,
        expected_on=expected,
        text=extension_letter(request, reasons, expected),
        by=BY,
        at=notice,
        person=ingrid,
    )


def _received(chain: Chain, at: datetime, question: str, who: Asked) -> InformationRequest:
    asked = Asked(who.regime, question, who.language, who.name, who.address, who.email)
    return receive_request(enterprise=chain.enterprise, asked=asked, channel="email", received_at=at, by=BY, at=at)


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), OSLO).astimezone(UTC)
