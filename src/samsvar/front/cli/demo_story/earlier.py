"""The statement for 2023, approved and published in 2024, and the draft for 2024 with what people have written."""

from datetime import UTC, date, datetime

from samsvar.front.cli.demo_story.laying import BY
from samsvar.front.reporting.transparency_statement.files import all_files
from samsvar.front.reporting.transparency_statement.publishing import (
    drawn_on,
    frozen_for_approval,
    levels_of,
    publication_of,
)
from samsvar.front.reporting.transparency_statement.signatories import signatories_of
from samsvar.platform.organisation.models import Body, OrgUnit, Person
from samsvar.subjects.statements import services
from samsvar.subjects.statements.models import Statement

PUBLISHED = datetime(2024, 6, 12, 8, 0, tzinfo=UTC)

TEXTS_2023 = {
    "outlook": (
        "I 2024 skal vi vedta etiske retningslinjer for leverandører og kartlegge risikoen i alle avtaler vi eier."
    ),
}
TEXTS_2024 = {
    "about": "Åpenhetsloven gjelder for oss fordi vi er over to av tre grenser i loven: omsetning, balanse og årsverk.",
    "embedding": (
        "De etiske retningslinjene gjelder ansatte, innleide og styremedlemmer, og bygger på det eieren venter av "
        "oss i "
        "Meld. St. 6 (2022–2023). Ansatte undertegner dem når de begynner.\n\n"
        "I 2024 fikk vi en egen fagleder for bærekraftige anskaffelser."
    ),
    "buyer": (
        "Vi har et felles tjenestesenter som kjøper inn for helseforvaltningen. Der vi bare er rådgivere, gir vi råd "
        "om "
        "bærekraft i anskaffelsen."
    ),
    "outlook": (
        "Leverandørkjedene for IT-utstyr er lange, og leverandørene sitter ofte langt fra råvaren. Vi vil være "
        "tydelige på "
        "hva vi venter, velge leverandører som arbeider godt i sine egne kjeder, og ha jevnlig dialog.\n\n"
        "{{figure:contracts_high}} av {{figure:contracts_assessed}} avtaler har nivå 3 eller 4. De kommer først."
    ),
}


def lay_statements(enterprise: OrgUnit, board: Body, people: dict[str, Person]) -> Statement:
    """Publish the statement for 2023 and begin the one for 2024."""
    _publish_2023(enterprise, board, people)
    at = datetime(2025, 4, 2, 9, 0, tzinfo=UTC)
    draft = services.start_statement(enterprise=enterprise, year=2024, language="nb", template="chapters", by=BY, at=at)
    for section, text in TEXTS_2024.items():
        newest = draft.narratives.filter(section=section).order_by("-serial").first()
        services.write_section(
            statement=draft,
            section=section,
            text=text,
            opened_serial=newest.serial if newest else 0,
            person=people["ingrid"],
            by=BY,
            at=datetime(2025, 5, 12, 10, 30, tzinfo=UTC),
        )
    return draft


def _publish_2023(enterprise: OrgUnit, board: Body, people: dict[str, Person]) -> None:
    begun = datetime(2024, 4, 8, 9, 0, tzinfo=UTC)
    statement = services.start_statement(
        enterprise=enterprise, year=2023, language="nb", template="chapters", by=BY, at=begun
    )
    services.edit_statement(
        statement=statement,
        fields={"earlier_links": "https://demo.invalid/redegjorelse-2022"},
        opened_version=statement.version,
        by=BY,
        at=begun,
    )
    for section, text in TEXTS_2023.items():
        services.write_section(
            statement=statement, section=section, text=text, opened_serial=0, person=people["ingrid"], by=BY, at=begun
        )
    _approve_2023(statement, board, people)
    files = all_files(publication_of(statement, PUBLISHED))
    services.publish_statement(
        statement=statement, files=files, untold=(), opened_version=statement.version, by=BY, at=PUBLISHED
    )


def _approve_2023(statement: Statement, board: Body, people: dict[str, Person]) -> None:
    """Frozen, and approved by the board; afterwards the row is as it stands in the database."""
    drawn = drawn_on(statement, date(2024, 5, 20))
    services.submit_statement(
        statement=statement,
        frozen=frozen_for_approval(drawn),
        levels=levels_of(drawn.records),
        signatories=signatories_of(board, statement.enterprise, date(2024, 5, 20)),
        untold=(),
        board=board,
        board_case="27/24",
        board_meeting_on=date(2024, 6, 5),
        opened_version=statement.version,
        person=people["ingrid"],
        by=BY,
        at=datetime(2024, 5, 20, 12, 0, tzinfo=UTC),
    )
    for hour, word in enumerate(("bodil", "tor", "per")):
        statement.refresh_from_db()
        services.approve_statement(
            statement=statement,
            person=people[word],
            sha256=statement.frozen_sha256,
            reservation="",
            by=BY,
            at=datetime(2024, 6, 5, 10 + hour, 0, tzinfo=UTC),
        )
    statement.refresh_from_db()
