"""What the page of a round and the page to read and confirm show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.rules.acknowledgements import (
    Duty,
    Group,
    Reason,
    Share,
    State,
    by_group,
    by_unit,
    late,
    shares,
    total,
)
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.models import RoundKind, Signer, SignerGroup
from samsvar.subjects.governance.selectors.signing import Asked


@dataclass(frozen=True)
class ShareLine:
    """How many of a group or a unit have confirmed; all None where it would tell of too few."""

    name: str
    signed: int | None
    owing: int | None
    percent: int | None
    masked: bool


@dataclass(frozen=True)
class LateLine:
    """Somebody whose day has passed. `began`: they came after the version."""

    name: str
    group: str
    unit: str
    due_on: date | None
    began: bool
    signs_here: bool


@dataclass(frozen=True)
class RoundShown:
    """A round at one enterprise. `late_hidden`: a group's share is hidden, and so is who of it is late, if anybody."""

    finding: str
    whole: ShareLine
    groups: tuple[ShareLine, ...]
    partners: ShareLine | None
    units: tuple[ShareLine, ...]
    late: tuple[LateLine, ...]
    late_hidden: bool
    newcomers_late: int
    invited: int
    asked_groups: tuple[str, ...]


def round_page(asked: Asked, enterprise: OrgUnit) -> RoundShown:
    """Shares per group and unit, and who is late. Partners are companies: they stand apart, and hide nobody.

    Whoever is late is not named in a group whose share is hidden: the names would tell what it hides.
    """
    groups = dict(SignerGroup.choices)
    owed = [each for each in asked.duties if each.signer.group is not Group.SUPPLIERS]
    partners = [each for each in asked.duties if each.signer.group is Group.SUPPLIERS]
    units = {str(each.unit_id): each.unit for each in asked.signers.values()}
    by_groups = shares(owed, by_group)
    hidden = {each.key for each in by_groups if each.masked}
    named = (each for each in late(asked.duties) if by_group(each) not in hidden)
    late_ones = tuple(_late_line(each, asked.signers[each.signer.id], groups) for each in named)
    whole = _share(total(owed), "")
    return RoundShown(
        finding=_finding(asked, whole, len(owed), enterprise),
        whole=whole,
        groups=tuple(_share(each, str(groups[each.key])) for each in by_groups),
        partners=next((_share(each, "") for each in shares(partners, by_group, smallest=1)), None),
        units=tuple(
            sorted(
                (_share(each, units[each.key].name(current_language())) for each in shares(owed, by_unit)),
                key=lambda line: (line.masked, line.percent or 0, line.name),
            )
        ),
        late=late_ones,
        late_hidden=bool(hidden),
        newcomers_late=sum(each.began for each in late_ones),
        invited=sum(each.state is State.INVITED for each in asked.duties),
        asked_groups=group_names(asked.round.groups),
    )


def group_names(codes: str) -> tuple[str, ...]:
    """Groups of a column `;a;b;` in words."""
    names = dict(SignerGroup.choices)
    return tuple(str(names[code]) for code in parted(codes) if code in names)


def _finding(asked: Asked, whole: ShareLine, owed: int, enterprise: OrgUnit) -> str:
    """The page's heading."""
    name = enterprise.name(current_language())
    informs = asked.round.kind == RoundKind.INFORM
    if not owed:
        return _("Nobody at %(unit)s is asked yet") % {"unit": name}
    if whole.masked or whole.percent is None:
        return ngettext("%(n)d at %(unit)s is asked", "%(n)d at %(unit)s are asked", owed) % {"n": owed, "unit": name}
    words = _("%(share)d %% are reached at %(unit)s") if informs else _("%(share)d %% have confirmed at %(unit)s")
    return words % {"share": whole.percent, "unit": name}


def _share(share: Share, name: str) -> ShareLine:
    percent = None
    if share.share is not None:  # rounded as figures are, but all only when it is all
        percent = 100 if share.share == 1 else min(99, int(share.share * 100 + Fraction(1, 2)))
    return ShareLine(name, share.signed, share.owing, percent, share.masked)


def _late_line(duty: Duty, signer: Signer, groups: Mapping[str, object]) -> LateLine:
    return LateLine(
        name=signer.name,
        group=str(groups[signer.group]),
        unit=signer.unit.name(current_language()),
        due_on=duty.due_on,
        began=duty.reason is Reason.STARTED,
        signs_here=signer.person_id is not None,
    )


def themes(texts: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """A version's text theme by theme."""
    return [(theme, text) for theme, text in texts]
