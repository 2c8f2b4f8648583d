"""The words of the rules' codes: Acts, grounds, and all that can stand in the way."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise

ACTS: dict[str, Words] = {
    "transparency_act": _("The Transparency Act"),
    "public_access": _("The Freedom of Information Act"),
    "environmental_information": _("The Environmental Information Act"),
}
ABOUT_ACTS: dict[str, Words] = {
    "transparency_act": _(
        "How the enterprise handles harm to human rights and working conditions, also in what it buys"
    ),
    "public_access": _("Documents, journals and similar registers of a public body"),
    "environmental_information": _("What the enterprise does to the environment"),
}
GROUNDS: dict[str, Words] = {
    "unidentified": _("It cannot be known what is asked for"),
    "unreasonable": _("The request is clearly unreasonable"),
    "personal": _("It concerns somebody’s personal matters"),
    "trade_secret": _("It concerns devices, methods or business that must be secret for the sake of competition"),
    "security": _("It is graded under the Security Act"),
    "copyright": _("It is protected under the Copyright Act"),
    "not_specified": _("The request names no case"),
    "deferred": _("Access must wait"),
    "secrecy": _("It is under a duty of secrecy"),
    "internal": _("It is an internal document"),
    "internal_from_outside": _("It was obtained for internal preparation"),
    "negotiation": _("The enterprise’s position in negotiations"),
    "tender": _("Tenders, until the supplier is chosen"),
    "control": _("Control measures, or reports of offences"),
    "recruitment": _("Applications and pay slips"),
    "exams_and_pictures": _("Examinations, prizes, personal pictures or national identity numbers"),
    "other_interest": _("Another interest that the Act names"),
}
#: What stands in the way, by code: the field it is said at (empty: the whole form) and the sentence.
HINDRANCES: dict[str, tuple[str, Words]] = {
    "no_extension": ("", _("This Act knows no more time. The answer is due as it stands.")),
    "already_extended": ("", _("More time is taken already, and can be taken once.")),
    "already_answered": ("", _("The request is answered already.")),
    "notice_too_late": (
        "",
        _("The notice had to be sent within the time for an ordinary answer, and that day has passed. Answer now."),
    ),
    "burden_missing": ("burden", _("Say whether it is how much is asked for, or what kind.")),
    "reasons_missing": ("reasons", _("Write the reasons. The Act asks for them.")),
    "expected_missing": ("expected_on", _("Write the day an answer can be expected. The Act asks for it.")),
    "expected_too_early": ("expected_on", _("That day is within the ordinary time, so no more time is needed.")),
    "expected_too_late": ("expected_on", _("That day is after the last one the Act allows, counted from the receipt.")),
    "ground_missing": ("ground", _("Choose the ground for refusal.")),
    "known_impact": (
        "ground",
        _(
            "It concerns actual harm to human rights that we know of. Then § 6 third paragraph says that it must be "
            "given, whatever § 6 second paragraph a–d says. Give it, or choose another ground."
        ),
    ),
    "provision_missing": ("provision", _("Write the provision down to paragraph, letter and number (§ 31).")),
    "more_not_considered": (
        "considered_more",
        _("Weigh whether to give access all the same (§ 11), and tick that it is done."),
    ),
    "no_parts": ("", _("There is nothing to answer. Write what is asked for.")),
    "part_undecided": ("", _("Something asked for is not decided yet.")),
    "text_missing": ("", _("The answer has no text yet.")),
    "no_refusal": ("", _("Nothing was refused, so there are no reasons to ask for.")),
    "asked_before": ("", _("Fuller reasons were asked for before.")),
    "no_such_right": ("", _("This Act has an appeal instead of fuller reasons.")),
    "too_late": (
        "",
        _("It is more than three weeks since the refusal was received. Reasons may still be given, if you choose to."),
    ),
    "applicant_name": ("", _("The text names the one who asked. Take the name out first.")),
    "email_address": ("", _("There is an e-mail address in the text. Take it out first.")),
    "birth_number": ("", _("There is something like a national identity number in the text. Take it out first.")),
}
REFUSALS: dict[str, tuple[str, Words]] = {
    "no_question": ("question", _("Write what you ask for.")),
    "received_in_the_future": ("received_on", _("The day has not come yet.")),
    "ended": ("", _("The request is answered or withdrawn, and stands as it is.")),
    "extended_already": ("regime", _("More time was taken under the other Act, so the Act cannot be changed.")),
    "may_not_move": ("", _("The request has come too far for that.")),
    "no_text": ("text", _("Write the text.")),
    "last_part": ("", _("It is the only thing asked for, and stays.")),
    "too_many_parts": ("", _("There are so many parts already that no more can be added.")),
    "not_answered": ("", _("The request is not answered yet.")),
    "not_read": ("read", _("Read it first, and tick that you have.")),
}
#: The Acts as they are named in front of a section.
LAWS: dict[str, Words] = {
    "åpenhetsloven": pgettext_lazy("law before a section", "Transparency Act"),
    "offentleglova": pgettext_lazy("law before a section", "Freedom of Information Act"),
    "miljøinformasjonsloven": pgettext_lazy("law before a section", "Environmental Information Act"),
}
WRITTEN = (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"))
STATED: dict[str, Words] = {
    "legal_basis": pgettext_lazy("a refusal states", "the legal basis"),
    "right_to_reasons": pgettext_lazy("a refusal states", "the right to fuller reasons"),
    "deadline_for_reasons": pgettext_lazy("a refusal states", "the deadline for asking for them"),
    "consumer_authority": pgettext_lazy("a refusal states", "that the Consumer Authority guides and supervises"),
    "appeal": pgettext_lazy("a refusal states", "the right to appeal"),
    "deadline_for_appeal": pgettext_lazy("a refusal states", "the deadline for the appeal"),
    "short_reasons": pgettext_lazy("a refusal states", "short reasons"),
    "appeals_board": pgettext_lazy("a refusal states", "the appeals board"),
}


def provision_words(provision: str) -> str:
    """A provision with its Act named in the reader's language: `openheitslova § 7 (2)`."""
    law, blank, section = provision.partition(" ")
    return f"{LAWS.get(law, law)}{blank}{section}"


def hindrances(codes: Iterable[str]) -> list[tuple[str, str]]:
    """The field and the sentence of each thing that stands in the way."""
    found = []
    for code in codes:
        if code.startswith("not_stated_"):
            words = STATED.get(code.removeprefix("not_stated_"), code)
            found.append(("", str(_("The refusal does not state %(what)s.") % {"what": words})))
        else:
            field, sentence = HINDRANCES.get(code, ("", code))
            found.append((field, str(sentence)))
    return found


def refusal(code: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    """The field and words for a rule's refusal; the code itself where it has no words."""
    field, words = REFUSALS.get(code, ("", code))
    return field, str(words) % facts if facts else str(words)
