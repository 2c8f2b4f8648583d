"""Code words in Norwegian (both standards) and English, e.g. `tjeneste`, `teneste` and `services`."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache

from samsvar.core.readers.results import CellProblem, shown
from samsvar.core.readers.values.text import Cell, as_text

_NOT_LETTERS = re.compile(r"[\W_]+")
_SPLIT_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "đ": "d", "ð": "d", "ł": "l", "ß": "ss"})


@lru_cache(maxsize=50_000)  # the same few names stand in row after row
def key(text: str) -> str:
    """What is compared: lower case, without accents, blanks and punctuation: `Org.-nr` and `ORG NR` are one."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SPLIT_LETTERS)
    if not folded.isascii():
        folded = "".join(part for part in unicodedata.normalize("NFD", folded) if not unicodedata.combining(part))
    return _NOT_LETTERS.sub("", folded)


def slug(text: str) -> str:
    """A text as part of a code: without accents, words joined by hyphens, `Møbler og tre` → `mobler-og-tre`."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SPLIT_LETTERS)
    plain = "".join(part for part in unicodedata.normalize("NFD", folded) if not unicodedata.combining(part))
    return "-".join(_NOT_LETTERS.sub(" ", plain).split())


Words = Mapping[str, str]
"""Code to all words for it, separated by `|`; the first is the Norwegian one to suggest."""

UNIT_KINDS: Words = {
    "national": "nasjonal|nasjonalt|nasjonalt nivå|national",
    "rhf": "regionalt helseforetak|regionalt helseføretak|region|regional health authority",
    "hf": "helseforetak|helseføretak|health trust|trust",
    "sf": "statsforetak|statsføretak|state enterprise",
    "clinic": "klinikk|clinic|divisjon|division",
    "department": "avdeling|department|dept",
    "section": "seksjon|section",
}
ACTIVITY_PHASES: Words = {
    "plan": "planlegge|planleggje|planlegging|plan|p",
    "do": "gjennomføre|gjennomføring|utføre|do|carry out|d",
    "check": "evaluere|evaluering|kontrollere|check|evaluate|c",
    "act": "korrigere|korrigering|forbedre|forbetre|act|correct|a",
}
RESPONSIBLE_ROLES: Words = {
    "managing_director": "administrerende direktør|administrerande direktør|direktør|managing director",
    "board_secretary": "styresekretær|board secretary",
    "csr_adviser": "rådgiver samfunnsansvar|rådgiver for samfunnsansvar|rådgivar samfunnsansvar|samfunnsansvar"
    "|adviser on social responsibility",
    "hse_adviser": "HMS-rådgiver|HMS-rådgivar|HMS|HSE adviser",
    "hr_adviser": "HR-rådgiver|HR-rådgivar|HR|HR adviser",
    "safety_representative": "verneombud|verneombod|safety representative",
    "chief_safety_representative": "hovedverneombud|hovudverneombod|HVO|chief safety representative",
    "union_representative": "tillitsvalgt|tillitsvald|union representative",
    "occupational_health": "bedriftshelsetjeneste|bedriftshelseteneste|BHT|occupational health service",
    "leader": "leder|leiar|enhetsleder|einingsleiar|unit leader|leader",
    "procurement_adviser": "innkjøpsrådgiver|innkjøpsrådgivar|innkjøp|procurement adviser",
    "contract_owner": "avtaleansvarlig|avtaleansvarleg|contract owner",
    "regional_adviser": "regional rådgiver|regional rådgivar|regional adviser",
    "auditor": "revisor|auditor",
    "administrator": "administrator",
    "board_member": "styremedlem|board member",
}
DOCUMENT_KINDS: Words = {
    "law": "lov|law|act",
    "regulation": "forskrift|regulation",
    "convention": "konvensjon|convention",
    "owner_expectation": "eierforventning|eigarforventning|eierforventninger|eigarforventningar|owner's expectations",
    "assignment": "oppdrag|oppdragsdokument|styringskrav|assignment",
    "agreement": "avtale|agreement",
    "framework": "rammeverk|framework",
    "guideline": "retningslinje|retningslinjer|guideline|guidelines",
    "policy": "policy|politikk",
    "goals": "mål|goals",
    "strategy": "strategi|strategy",
    "programme": "program|programme",
    "procedure": "prosedyre|procedure",
    "routine": "rutine|routine",
    "supplier_code": "leverandørkode|etiske retningslinjer for leverandører|etiske retningslinjer for leverandørar"
    "|code of conduct for suppliers|supplier code",
    "values": "verdigrunnlag|verdiar|verdier|values",
}
SIGNER_GROUPS: Words = {
    "employees": "ansatte|tilsette|medarbeidere|medarbeidarar|employees|staff",
    "leaders": "ledere|leiarar|leaders",
    "board_members": "styret|styremedlemmer|styremedlemer|styre|board|board members",
    "hired_in": "innleide|innleigde|innleid|hired-in staff|hired in",
    "representatives": "representanter|representantar|tillitsvalgte|tillitsvalde|verneombud|representatives",
    "suppliers": "leverandører|leverandørar|suppliers",
}
CONTRACT_KINDS: Words = {
    "goods": "vare|varer|varekjøp|varekontrakt|goods|supplies|products",
    "services": "tjeneste|tjenester|tjenestekjøp|tjenestekontrakt|teneste|tenester|service|services",
    "both": "begge|begge deler|både og|vare og tjeneste|varer og tjenester|vare og teneste|varer og tenester|both"
    "|goods and services",
    "lease": "leie|leige|leieavtale|leigeavtale|husleie|husleige|leasing|lease|rent|rental",
}
OWNERSHIPS: Words = {
    "own": "egen|eigen|egne|eigne|eget|eige|egen avtale|eigen avtale|own",
    "shared": "felles|delt|felles avtale|fellesavtale|shared|joint|common",
    "used": "benyttet|benytta|nyttet|nytta|brukt|brukes|used",
    "assisted": "bistått|bistand|bistått ved|assistert|assisted",
}
NATURES: Words = {
    "actual": "faktisk|faktiske|reell|actual",
    "potential": "mulig|mogleg|potensiell|potensielt|potential|possible",
}
FINDINGS: Words = {
    "alleged": "påstått|påstand|påstått funn|alleged",
    "confirmed": "bekreftet|bekrefta|stadfestet|stadfesta|confirmed",
    "disproved": "avkreftet|avkrefta|motbevist|tilbakevist|disproved|disproven|refuted",
}
INVOLVEMENTS: Words = {
    "caused": "forårsaket|forårsaka|årsak|vært årsak til|voldt|caused|cause",
    "contributed": "bidratt|bidratt til|bidrege|bidrege til|medvirket|medvirket til|medverka|medverka til|contributed"
    "|contribute|contributed to",
    "linked": "knyttet|knyttet til|knytt|knytt til|direkte knyttet|direkte knyttet til|direkte knytt|direkte knytt til"
    "|tilknyttet|linked|directly linked|linked to",
}
CERTAINTIES: Words = {
    "certain": "sikker|sikkert|certain|sure",
    "likely": "sannsynlig|trolig|truleg|likely|probable",
    "unknown": "ukjent|ukjend|uvisst|vet ikke|veit ikkje|unknown|not known",
}
SECTORS: Words = {
    "cleaning": "renhold|reinhald|cleaning",
    "construction": "bygg|byggeplasser|byggeplassar|bygg og anlegg|construction",
    "accommodation_serving": "overnatting og servering|overnatting, servering og catering|overnatting|servering"
    "|accommodation and serving|accommodation serving",
    "electrical": "elektro|elektrofag|elektrofagene|elektrofaga|electrical",
    "road_goods": "godstransport|godstransport på vei|godstransport på veg|road goods|road freight|freight",
    "coach": "turbil|persontransport med turbil|turbuss|coach",
    "fish_processing": "fiskeindustri|fiskeindustribedrifter|fiskeindustribedrifter|fish processing|fishing industry",
    "shipyard": "verft|skips- og verftsindustri|skipsverft|verftsindustri|shipyard|shipyards",
    "agriculture": "jordbruk og gartneri|jordbruk|gartneri|jordbruks- og gartnerinæringen|agriculture"
    "|agriculture and horticulture",
    "none": "ingen|inga|ikke relevant|ikkje relevant|none|not applicable",
}
"""Service sectors with a generally applicable minimum wage; codes as in the minimum-wage catalogue."""
RISK_KINDS: Words = {
    "forced_labour": "tvangsarbeid|slaveri|slavelignende forhold|slaveliknande forhold|moderne slaveri|forced labour"
    "|forced labor|modern slavery",
    "child_labour": "barnearbeid|child labour|child labor",
    "wages": "lønn|løn|lav lønn|låg lønn|mangelfull lønn|levelønn|pay|wages|low pay|living wage",
    "working_hours": "arbeidstid|arbeidstid og overtid|overtid|tvungen overtid|ekstrem overtid|working hours"
    "|working hours and overtime|working time|overtime",
    "ohs": "helse miljø og sikkerhet|helse miljø og tryggleik|hms|plantevernmidler|plantevernmiddel|sprøytemidler"
    "|sprøytemiddel|health and safety|hse|health environment and safety|pesticides",
    "freedom_of_association": "organisasjonsfrihet|organisasjonsfridom|fagforening|fagforeninger|fagorganisering"
    "|freedom of association|trade unions|unions",
    "discrimination_harassment": "diskriminering og trakassering|diskriminering|trakassering|mishandling|misbruk"
    "|overgrep|discrimination and harassment|discrimination|abuse|harassment",
    "migrant_workers": "migrantarbeidere|migrantarbeidarar|migrantarbeid|migrant workers",
    "precarious_employment": "usikre ansettelsesforhold|utrygge tilsetjingsforhold|løsarbeid|lausarbeid"
    "|precarious employment",
    "conflict_minerals": "konfliktmineraler|konfliktmineral|conflict minerals",
    "land_indigenous_rights": "land- og urfolksrettigheter|land- og urfolksrettar|urfolk|urfolks rettigheter"
    "|urfolk sine rettar|landrettigheter|landrettar|land and indigenous rights|indigenous peoples|indigenous rights"
    "|land rights",
    "environment": "miljø|natur|environment",
    "corruption": "korrupsjon|corruption",
    "other": "annet|anna|other",
}
"""Codes as in the catalogue of risk kinds; a caller with another catalogue passes its own words."""
CHECK_KINDS: Words = {
    "wage_duty": "lønns- og arbeidsvilkår|løns- og arbeidsvilkår|lønn|løn|påseplikt|lønnskontroll|lønskontroll"
    "|wages and working conditions|wages|wage duty",
    "hms_card": "HMS-kort|kortkontroll|HSE card|HSE cards",
    "spot_check": "stikkprøve|stikkprøver|stikkprøvar|spot check",
    "audit": "revisjon|audit",
    "site_visit": "befaring|synfaring|besøk|stedlig kontroll|site visit|visit",
}
GRAVITIES: Words = {
    "minor": "mindre|liten|lav|låg|minor|low",
    "serious": "alvorlig|alvorleg|serious",
    "critical": "kritisk|svært alvorlig|svært alvorleg|critical",
}
YES_NO: Words = {
    "yes": "ja|j|yes|y|x|1|sann|true",
    "no": "nei|n|no|0|usann|false",
}


def word_parser(words: Words) -> Callable[[Cell], str]:
    """A parser of one code word. Code `unknown_word`, facts `allowed` (Norwegian words) and `nearest`."""
    codes = {key(word): code for code, named in words.items() for word in (code, *named.split("|"))}
    allowed = [named.split("|")[0] for named in words.values()]

    def parse(cell: Cell) -> str:
        text = as_text(cell)
        code = codes.get(key(text))
        if code is None:
            near = difflib.get_close_matches(key(text), codes, n=1, cutoff=0.75)
            nearest = [words[codes[near[0]]].split("|")[0]] if near else []
            raise CellProblem("unknown_word", value=shown(text), allowed=allowed, nearest=nearest)
        return code

    return parse


_yes_no = word_parser(YES_NO)


def parse_yes_no(cell: Cell) -> bool:
    """Yes or no, in words, a cross, or a logical cell. Code `unknown_word`."""
    return _yes_no(cell) == "yes"


def list_parser(parse_one: Callable[[Cell], str], *, whole_first: bool = False) -> Callable[[Cell], tuple[str, ...]]:
    """A parser of several values by comma, semicolon or line; each once, in the order given; all problems told.

    `whole_first` is for names with a comma: what stands between semicolons is tried as one value before it is split,
    so that `Korea, Republic of; China` is two.
    """

    def parts_of(cell: str) -> Iterator[str]:
        for piece in _STRONG.split(cell) if whole_first else (cell,):
            if whole_first and "," in piece:
                with suppress(CellProblem):
                    parse_one(piece)
                    yield piece
                    continue
            yield from _SEPARATORS.split(piece)

    def parse(cell: Cell) -> tuple[str, ...]:
        if not isinstance(cell, str):
            return (parse_one(cell),)
        found: dict[str, None] = {}
        problems: list[CellProblem] = []
        for part in parts_of(as_text(cell)):
            if part.strip():
                try:
                    found[parse_one(part)] = None
                except CellProblem as problem:
                    problems.append(problem)
        if problems:
            raise CellProblem.several(problems)
        return tuple(found)

    return parse


_SEPARATORS = re.compile(r"[,;\n]")
_STRONG = re.compile(r"[;\n]")
