"""What is written to the one who asked, in the language they wrote in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.information_requests import REGIMES, answer_deadline, appeal_deadline, ask_reasons_deadline
from samsvar.platform.ui.language import as_language
from samsvar.subjects.information_requests.models import InformationRequest, RequestPart
from samsvar.subjects.information_requests.presenters.words import GROUNDS, provision_words


@dataclass(frozen=True)
class Rights:
    """What a refusal says of the reader's rights, and the codes of what it states."""

    text: str
    stated: tuple[str, ...]


def _day(request: InformationRequest, on: date) -> str:
    return format_date(on, as_language(request.language), "text")


def extension_letter(request: InformationRequest, reasons: str, expected_on: date) -> str:
    """The notice of more time: reasons, the day to expect an answer, and the Act's last day."""
    regime = REGIMES[request.regime]
    last = answer_deadline(regime, request.received_on, extended=True).due_on
    with translation.override(request.language):
        return "\n\n".join(
            (
                _("We received your request %(number)s on %(day)s.")
                % {"number": request.number, "day": _day(request, request.received_on)},
                _("We need more time to answer. %(reasons)s") % {"reasons": reasons.strip()},
                _("You can expect our answer by %(day)s. The last day the Act allows is %(last)s (%(provision)s).")
                % {
                    "day": _day(request, expected_on),
                    "last": _day(request, last),
                    "provision": provision_words(regime.extension_provision),
                },
            )
        )


def answer_opening(request: InformationRequest) -> str:
    """The first line of an answer."""
    with translation.override(request.language):
        return _("You asked us on %(day)s, and the request has the number %(number)s. This is our answer.") % {
            "day": _day(request, request.received_on),
            "number": request.number,
        }


def rights_of(request: InformationRequest, parts: Iterable[RequestPart], reached_on: date) -> Rights:
    """What must be said with a refusal: each ground with its provision, and the rights by the Act, with their days.

    Empty where nothing is refused.
    """
    refused = [part for part in parts if part.given is False]
    if not refused:
        return Rights("", ())
    with translation.override(request.language):
        lines = [_refused(request, part) for part in refused]
        stated = ["legal_basis"]
        if all(part.reasons.strip() for part in refused):
            stated.append("short_reasons")
        more, codes = _what_you_can_do(request, reached_on)
        return Rights("\n\n".join((*lines, *more)), (*stated, *codes))


def _refused(request: InformationRequest, part: RequestPart) -> str:
    ground = REGIMES[request.regime].ground(part.ground)
    provision = provision_words(part.provision or (ground.provision if ground else ""))
    basis = _("We refuse this part: “%(part)s” Legal basis: %(provision)s. %(ground)s.") % {
        "part": _short(part.text),
        "provision": provision,
        "ground": GROUNDS.get(part.ground, part.ground),
    }
    return f"{basis} {part.reasons.strip()}".strip()


def _what_you_can_do(request: InformationRequest, reached_on: date) -> tuple[list[str], list[str]]:
    regime = REGIMES[request.regime]
    lines, codes = [], []
    asking = ask_reasons_deadline(regime, reached_on)
    if asking is not None:
        lines.append(
            _("You can ask for fuller reasons until %(day)s, three weeks after you received this (%(provision)s).")
            % {"day": _day(request, asking.due_on), "provision": provision_words(asking.provision)}
        )
        codes += ["right_to_reasons", "deadline_for_reasons"]
    appeal = appeal_deadline(regime, reached_on)
    if regime.code == "transparency_act":
        lines.append(
            _(
                "The Consumer Authority guides on the Transparency Act and supervises that it is followed. You can "
                "write to it if you think that we are wrong: forbrukertilsynet.no."
            )
        )
        codes.append("consumer_authority")
    elif appeal is not None and regime.code == "public_access":
        lines.append(
            _("You can appeal against the refusal until %(day)s. Send the appeal to us (%(provision)s).")
            % {"day": _day(request, appeal.due_on), "provision": provision_words("offentleglova § 32")}
        )
        codes += ["appeal", "deadline_for_appeal"]
    elif appeal is not None:
        lines.append(
            _("You can appeal to the Appeals Board for Environmental Information until %(day)s (%(provision)s).")
            % {"day": _day(request, appeal.due_on), "provision": provision_words("miljøinformasjonsloven § 19")}
        )
        codes += ["appeals_board", "deadline_for_appeal"]
    return lines, codes


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 160 else words[:157].rstrip() + " …"
