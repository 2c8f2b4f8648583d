"""The base of everything that comes in and goes out, and the kinds of values fields are made of.

In: unknown fields refused, no conversions, every length and number bounded, texts through the one cleaner.
Out: null is unknown, money is whole øre, days are ISO dates, instants are UTC.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from samsvar.core.catalogues import match_country, match_cpv
from samsvar.core.readers.results import CellProblem
from samsvar.core.readers.values.identifiers import parse_organisation_number
from samsvar.core.readers.values.text import name_parser, text_parser
from samsvar.core.rules.indicators.periods import parse_period

LARGEST_PAGE = 200
PROSE = 10_000
#: The default of a field that a change may leave out. Nothing reads it: changes are dumped with `exclude_unset`, and
#: null itself is refused where the field's type has no None.
LEFT_OUT: Any = None
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Given(BaseModel):
    """A body. Strict: a text is a text, a number a number."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, str_max_length=PROSE)


class Asked(BaseModel):
    """What stands after the question mark of a list, all of it text. Every list goes page by page."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, str_max_length=1_200)

    limit: int = Field(50, ge=1, le=LARGEST_PAGE, description="how many to a page")
    after: str | None = Field(None, max_length=1_200, description="the `next` of the page before")


class Shown(BaseModel):
    """An answer."""

    model_config = ConfigDict(extra="forbid")


def cleaned(parse: Callable[[str], str]) -> Callable[[str], str]:
    """The reader's parser of a cell as a validator of a field."""

    def check(text: str) -> str:
        try:
            return parse(text)
        except CellProblem as problem:
            code, facts = problem.found[0]
            raise PydanticCustomError("cell", "refused", {"code": code, "facts": dict(facts)}) from None

    return check


class OneOf:
    """Marks a text as one of the codes: what `Literal` says of codes that are written out where it stands."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)

    def __get_pydantic_core_schema__(self, source: type[str], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(self.codes))


@dataclass(frozen=True)
class TextLine:
    """Marks a text as one line that may be empty."""

    longest: int

    def __get_pydantic_core_schema__(self, source: type[str], handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(max_length=self.longest)
        return core_schema.no_info_after_validator_function(cleaned(name_parser(self.longest)), text)


class Line(TextLine):
    """Marks a text as one line that is not empty: a name, a title."""

    def __get_pydantic_core_schema__(self, source: type[str], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            _some, super().__get_pydantic_core_schema__(source, handler)
        )


def _some(text: str) -> str:
    if not text:
        raise PydanticCustomError("string_too_short", "empty")
    return text


def _day(value: Any) -> Any:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            found = None
        if found is not None and 1900 <= found.year < 2200:
            return found
    raise PydanticCustomError("not_a_day", "no day")


def _country(code: str) -> str:
    if match_country(code).code != code:
        raise PydanticCustomError("cell", "refused", {"code": "unknown_country", "facts": {"value": code}})
    return code


def _cpv(code: str) -> str:
    if match_cpv(code).code != code:
        raise PydanticCustomError("cell", "refused", {"code": "unknown_cpv", "facts": {"value": code}})
    return code


def _period(code: str) -> str:
    found = parse_period(code)
    if found is None or not 1950 <= found.year < 2200:
        raise PydanticCustomError("not_a_period", "no period")
    return found.code


Prose = Annotated[str, Field(max_length=PROSE), AfterValidator(cleaned(text_parser(PROSE)))]
"""Running text; may hold line feeds, may be empty."""

SomeProse = Annotated[Prose, AfterValidator(_some)]
"""Running text that cannot be empty."""

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Key = Annotated[str, Field(pattern=r"^[0-9a-z]{1,16}$", max_length=16, description="a random key")]
Version = Annotated[int, Field(ge=1, lt=2**31, description="the version you read")]
Ore = Annotated[int, Field(ge=0, lt=10**17, description="whole øre, without VAT")]
Count = Annotated[int, Field(ge=0, lt=2**31)]
Grade = Annotated[int, Field(ge=1, le=5)]
Year = Annotated[int, Field(ge=2000, le=2199)]
Orgnr = Annotated[str, Field(max_length=20), AfterValidator(cleaned(parse_organisation_number))]
Search = Annotated[str, Field(max_length=100), AfterValidator(cleaned(name_parser(100)))]
Country = Annotated[
    str, Field(pattern=r"^[A-Z]{3}$", max_length=3, description="ISO 3166 alpha-3"), AfterValidator(_country)
]
CountryOrUnknown = Annotated[
    str, Field(pattern=r"^([A-Z]{3}|\?)$", max_length=3, description="ISO 3166 alpha-3, or ? for one not known")
]
Cpv = Annotated[str, Field(pattern=r"^[0-9]{8}$", max_length=8), AfterValidator(_cpv)]
Period = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}(T[1-3]|-(0[1-9]|1[0-2]))?$", max_length=7, description="2025, 2025T2 or 2025-05"),
    AfterValidator(_period),
]
Figure = Annotated[
    str,
    Field(pattern=r"^-?[0-9]{1,13}(\.[0-9]{1,6})?$", max_length=21, description="a decimal number as text"),
]
"""A figure as it was written: no float can hold every decimal."""

Address = Annotated[str, Field(max_length=200, pattern=r"^(https?://[^\s\x00-\x1f]+)?$")]
Instant = datetime


class Named(Shown):
    """Something pointed at: its key and what it is called."""

    key: str
    name: str


class Refused(Shown):
    """What stands in `error`."""

    model_config = ConfigDict(extra="allow")

    code: str
    message: str
    fields: dict[str, str] | None = None


class Error(Shown):
    """Every refusal."""

    error: Refused


#: Every operation may answer with these. Added to all at once in `api.py`: each of them made anew for each operation
#: is seven hundred classes, half a second at every start.
REFUSALS = frozenset({400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503})


def answers(shown: Any, status: int = 200) -> dict[Any, Any]:
    """The `response=` of an operation: what it shows. Every refusal, in the one shape, is added to it."""
    return {status: shown}


class RefusedResponse(Schema):
    """What ninja checks a refusal by."""

    response: Error


def page(shown: Any) -> Any:
    """The schema of a page of such things."""
    return type(
        f"{shown.__name__}Page",
        (Shown,),
        {
            "__annotations__": {"items": list[shown], "next": str | None},
            "__module__": shown.__module__,
            "__doc__": "A page, and the cursor of the next one (null: this is the last).",
        },
    )
