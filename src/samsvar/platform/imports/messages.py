"""Words for what is wrong in a file: what stands there, and what to do about it.

Codes and facts come from the readers and from the services that save the rows.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.documents.model import Language
from samsvar.core.documents.numbers import format_date, format_number, format_orgnr
from samsvar.core.readers.results import RowError
from samsvar.platform.imports.action_messages import OF_ACTIONS
from samsvar.platform.imports.answer_messages import OF_ANSWERS
from samsvar.platform.imports.check_messages import OF_CHECKS
from samsvar.platform.imports.climate_messages import OF_CLIMATE
from samsvar.platform.imports.edition_messages import OF_EDITIONS
from samsvar.platform.imports.indicator_messages import OF_INDICATORS
from samsvar.platform.ui.language import current_language

_CORRECT_AND_AGAIN = gettext_lazy("Correct the file and read it in again.")
_SAVE_AS = gettext_lazy("Save the list as XLSX, ODS or CSV and read that in.")
_SMALLER = gettext_lazy("Divide the file into smaller ones.")

#: Code to (what is wrong, what to do). `%(…)s` are the error's facts, as `_words` writes them.
WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    # Cells
    **OF_ACTIONS,
    **OF_CHECKS,
    **OF_ANSWERS,
    **OF_CLIMATE,
    **OF_EDITIONS,
    **OF_INDICATORS,
    "missing_value": (gettext_lazy("The cell is empty"), gettext_lazy("Fill in the cell.")),
    "duplicate": (gettext_lazy("“%(value)s” also stands in row %(first_row)s"), gettext_lazy("Keep one of the rows.")),
    "no_such_day": (
        gettext_lazy("%(value)s does not exist"),
        gettext_lazy("Write a day that exists, for example 31.12.2025."),
    ),
    "not_a_date": (gettext_lazy("“%(value)s” is not a date"), gettext_lazy("Write the date like this: 31.12.2025.")),
    "two_digit_year": (
        gettext_lazy("%(value)s has only two figures in the year"),
        gettext_lazy("Write the year with four figures, for example 31.12.2025."),
    ),
    "ambiguous_date": (
        gettext_lazy("%(value)s may be %(readings)s"),
        gettext_lazy("Write the date like this: 31.12.2025."),
    ),
    "year_out_of_range": (
        gettext_lazy("The year in %(value)s is not between %(lowest)s and %(highest)s"),
        gettext_lazy("Correct the year."),
    ),
    "not_a_number": (
        gettext_lazy("“%(value)s” is not a number"),
        gettext_lazy("Write only figures, for example 4 400 000."),
    ),
    "ambiguous_number": (
        gettext_lazy("%(value)s can be read in two ways"),
        gettext_lazy("Write it without a thousands separator, for example 4400000."),
    ),
    "negative_value": (gettext_lazy("%(value)s is below zero"), gettext_lazy("Write the value without a minus.")),
    "too_large_value": (
        gettext_lazy("%(value)s is more than %(limit)s kroner"),
        gettext_lazy("Write the value in whole kroner, not in øre."),
    ),
    "too_many_decimals": (
        gettext_lazy("%(value)s has more than two decimals"),
        gettext_lazy("Write kroner and øre, or whole kroner."),
    ),
    "other_currency": (
        gettext_lazy("%(value)s is in %(currency)s, not in kroner"),
        gettext_lazy("Convert the value to Norwegian kroner."),
    ),
    "not_whole": (gettext_lazy("%(value)s is not a whole number"), gettext_lazy("Write a whole number.")),
    "out_of_range": (
        gettext_lazy("%(value)s is not between %(lowest)s and %(highest)s"),
        gettext_lazy("Write a number from %(lowest)s to %(highest)s."),
    ),
    "not_organisation_number": (
        gettext_lazy("“%(value)s” is not an organisation number"),
        gettext_lazy("Write nine figures, or nothing for a foreign company."),
    ),
    "wrong_check_digit": (
        gettext_lazy("The check digit of %(orgnr)s is not right"),
        gettext_lazy("Look the number up in the Register of Legal Entities."),
    ),
    "unknown_country": (
        gettext_lazy("“%(value)s” is not a country we know"),
        gettext_lazy("Write the country’s name or its code, for example Kina or CHN."),
    ),
    "unknown_cpv": (
        gettext_lazy("“%(value)s” is not a CPV code"),
        gettext_lazy("Write the eight figures of a code in CPV 2008."),
    ),
    "unknown_category": (
        gettext_lazy("“%(value)s” is not on the high-risk list"),
        gettext_lazy("Write the category or product as the list does, or leave the cell empty."),
    ),
    "not_a_link": (
        gettext_lazy("“%(value)s” is not an address on the web"),
        gettext_lazy("Write the whole address, beginning with https://."),
    ),
    "unknown_word": (
        gettext_lazy("“%(value)s” is not one of the words for this column"),
        gettext_lazy("Write one of: %(allowed)s."),
    ),
    "too_long": (
        gettext_lazy("The text has %(length)s characters; there is room for %(limit)s"),
        gettext_lazy("Shorten the text."),
    ),
    "birth_number": (
        gettext_lazy("The cell holds a birth number"),
        gettext_lazy("Remove it. Birth numbers must never be read in."),
    ),
    "control_character": (
        gettext_lazy("The cell holds an invisible character (%(character)s)"),
        gettext_lazy("Write the text again by hand."),
    ),
    "invisible_character": (
        gettext_lazy("The cell holds an invisible character (%(character)s)"),
        gettext_lazy("Write the text again by hand."),
    ),
    "formula": (
        gettext_lazy("The cell holds a formula"),
        gettext_lazy("Paste the result as a value in place of the formula."),
    ),
    "error_value": (
        gettext_lazy("The cell shows an error from the spreadsheet"),
        gettext_lazy("Correct the formula or fill in the value."),
    ),
    "end_before_start": (
        gettext_lazy("The end, %(end)s, is before the start, %(start)s"),
        gettext_lazy("Correct one of the days."),
    ),
    "before_asked": (
        gettext_lazy("%(day)s is before the questionnaire was sent, %(asked)s"),
        gettext_lazy("Correct one of the days."),
    ),
    "closed_before_known": (
        gettext_lazy("It is closed %(closed)s, before it was known, %(known)s"),
        gettext_lazy("Correct one of the days."),
    ),
    # Across rows and against what is registered
    "unknown_parent": (
        gettext_lazy("No unit has the id “%(value)s”"),
        gettext_lazy("Add the unit to the file, or correct the id of the parent."),
    ),
    "circle": (
        gettext_lazy("The units stand under each other in a ring: %(path)s"),
        gettext_lazy("Correct one of the parents."),
    ),
    "number_twice_on_one_day": (
        gettext_lazy("Organisation number %(orgnr)s also belongs to the unit in row %(first_row)s at the same time"),
        gettext_lazy("Correct the number, or the days the units begin and end."),
    ),
    "number_in_use": (
        gettext_lazy("Organisation number %(orgnr)s also belongs to a unit that is registered, at the same time"),
        gettext_lazy("Correct the number, or the days the units begin and end."),
    ),
    "unknown_contract": (
        gettext_lazy("No contract has the number “%(value)s”"),
        gettext_lazy("Read in the contract first, or correct the number."),
    ),
    "unknown_supplier": (
        gettext_lazy("No supplier is called “%(value)s”"),
        gettext_lazy("Read in the supplier first, or correct the name or number."),
    ),
    "contract_or_supplier": (
        gettext_lazy("The row names neither a contract nor a supplier"),
        gettext_lazy("Fill in the contract’s number or the supplier."),
    ),
    "ambiguous_supplier": (
        gettext_lazy("Several suppliers have this name"),
        gettext_lazy("Fill in the supplier’s organisation number or country."),
    ),
    "unknown_unit": (
        gettext_lazy("No unit has the id “%(value)s”"),
        gettext_lazy("Correct the id, or read in the unit first."),
    ),
    # Columns
    "missing_column": (
        gettext_lazy("The column “%(expected)s” is missing"),
        gettext_lazy("Add the column. The order of the columns does not matter."),
    ),
    "duplicate_column": (
        gettext_lazy("Two columns mean the same: %(first)s and %(second)s"),
        gettext_lazy("Remove or rename one of them."),
    ),
    "no_header": (
        gettext_lazy("We find no headings that we know"),
        gettext_lazy("Write the headings in the first row, for example: %(expected)s."),
    ),
    "no_rows": (
        gettext_lazy("The file has no rows under the headings"),
        gettext_lazy("Check that this is the right file."),
    ),
    "more_errors": (
        gettext_lazy("There are %(count)s more errors"),
        gettext_lazy("Correct those shown first and read the file in again."),
    ),
    # Files
    "not_a_file": (
        gettext_lazy("We cannot open the file"),
        gettext_lazy("Check that the file is there and can be read."),
    ),
    "empty_file": (gettext_lazy("The file is empty"), gettext_lazy("Check that this is the right file.")),
    "too_large": (gettext_lazy("The file is larger than %(limit_mb)s MB"), _SMALLER),
    "too_many_cells": (
        gettext_lazy("The sheet is larger than %(limit)s cells"),
        gettext_lazy("Remove empty rows and columns that are formatted, or divide the file."),
    ),
    "too_many_columns": (
        gettext_lazy("The sheet has more than %(limit)s columns"),
        gettext_lazy("Remove columns that are not needed."),
    ),
    "line_too_long": (gettext_lazy("A line is longer than %(limit)s characters"), _SAVE_AS),
    "wrong_type": (
        gettext_lazy("The name says %(expected)s, but the content is something else (%(found)s)"),
        _SAVE_AS,
    ),
    "unsupported_type": (gettext_lazy("We cannot read files of this kind (%(found)s)"), _SAVE_AS),
    "macros": (gettext_lazy("The workbook holds macros"), gettext_lazy("Save it without macros, as XLSX.")),
    "encrypted": (
        gettext_lazy("The file has a password"),
        gettext_lazy("Save it without a password and read that in."),
    ),
    "undecodable": (
        gettext_lazy("The file is not written in %(encoding)s from this line"),
        gettext_lazy("Save it as CSV UTF-8."),
    ),
    "mixed_encoding": (
        gettext_lazy("The file mixes two ways of writing letters"),
        gettext_lazy("Save it as CSV UTF-8."),
    ),
    "nul_character": (gettext_lazy("The file holds characters that are not text"), _SAVE_AS),
    "damaged": (gettext_lazy("The file is damaged"), gettext_lazy("Open it in the spreadsheet and save it again.")),
    "unreadable": (
        gettext_lazy("The file could not be read"),
        gettext_lazy("Open it in the spreadsheet and save it again."),
    ),
    "zip_bomb": (gettext_lazy("The file unpacks to more than we can take"), _SMALLER),
    "too_many_parts": (gettext_lazy("The file holds too many parts"), _SAVE_AS),
    "nested_archive": (gettext_lazy("The file holds another archive"), _SAVE_AS),
    "unsafe_name": (gettext_lazy("The file holds a part with an unsafe name"), _SAVE_AS),
    "too_many_pixels": (gettext_lazy("The picture has too many pixels"), _SMALLER),
    "hides_another": (gettext_lazy("The file holds another file"), _SAVE_AS),
    "remote_content": (gettext_lazy("The file fetches something from elsewhere"), _SAVE_AS),
    "attachment_refused": (gettext_lazy("The mail has an attachment that we do not take in"), _SAVE_AS),
    "several_editions": (gettext_lazy("The file holds several editions"), gettext_lazy("Say which one: %(held)s.")),
    "no_award": (
        gettext_lazy("The competition ended without a contract"),
        gettext_lazy("There is nothing to read in from it."),
    ),
    "not_award_notice": (
        gettext_lazy("The file is not an award notice (%(root)s)"),
        gettext_lazy("Read in the notice that tells who won."),
    ),
    "not_company_answer": (
        gettext_lazy("The file is not an answer from the company register"),
        gettext_lazy("Save the answer of the register’s open interface as JSON."),
    ),
    "not_entity": (gettext_lazy("The line holds no entity"), gettext_lazy("Read in OpenSanctions’ file as fetched.")),
    "too_many_entries": (gettext_lazy("The list has more than %(limit)s entries"), _SMALLER),
    "no_companies": (
        gettext_lazy("There are no companies on the list, only %(others)s others"),
        gettext_lazy("People, ships and addresses are not read in. Read in a list with companies."),
    ),
    "malformed_xml": (
        gettext_lazy("The file is not right XML from this line"),
        gettext_lazy("Get the file again from where it came."),
    ),
    "malformed_json": (
        gettext_lazy("The file is not right JSON from this line"),
        gettext_lazy("Get the file again from where it came."),
    ),
    "duplicate_key": (
        gettext_lazy("“%(key)s” stands twice in one part of the file"),
        gettext_lazy("Get the file again from where it came."),
    ),
    "not_finite": (gettext_lazy("%(value)s is not a number"), gettext_lazy("Get the file again from where it came.")),
    "wrong_shape": (
        gettext_lazy("The value is not as the company register writes it"),
        gettext_lazy("Get the file again from where it came."),
    ),
    "cell_too_long": (
        gettext_lazy("A cell that begins in line %(line)s is far too long"),
        gettext_lazy("Look for a quotation mark that is never closed."),
    ),
    "bad_quotes": (
        gettext_lazy("A quotation mark in line %(line)s is not closed"),
        gettext_lazy("Close the quotation mark, or save the list anew as CSV."),
    ),
    "total_differs": (
        gettext_lazy("The total is %(value)s, but the parts make %(sum)s"),
        gettext_lazy("Correct the total or the parts."),
    ),
    "missing_edition": (
        gettext_lazy("The row does not say which edition it belongs to"),
        gettext_lazy("Fill in the edition, or say it with --edition."),
    ),
    "no_stage_rated": (
        gettext_lazy("The product has no level at any stage"),
        gettext_lazy("Fill in the level of at least one stage."),
    ),
    "several_parents": (
        gettext_lazy("Several enterprises have a unit with the parent’s id"),
        gettext_lazy("Use an id that only one unit has."),
    ),
    "kind_crosses_wall": (
        gettext_lazy("The unit is registered as another kind, which would change who owns its records"),
        gettext_lazy("Give the unit a new id, or correct the kind."),
    ),
    "crosses_enterprises": (
        gettext_lazy("The unit would move to another enterprise"),
        gettext_lazy("Give the unit a new id in the other enterprise."),
    ),
    "changed_meanwhile": (
        gettext_lazy("Somebody saved the same rows at the same time"),
        gettext_lazy("Nothing is saved. Read the file in again."),
    ),
    "stopped": (
        gettext_lazy("The reading stopped three times"),
        gettext_lazy("Nothing is saved. Tell those who run Samsvar."),
    ),
    "file_gone": (gettext_lazy("The file is no longer kept here"), gettext_lazy("Send it in again.")),
    "right_lost": (
        gettext_lazy("You may no longer read in files for this enterprise"),
        gettext_lazy("Ask those who give out roles."),
    ),
    "doctype": (
        gettext_lazy("The file holds a document type declaration"),
        gettext_lazy("Get the file again from where it came."),
    ),
}
_OTHER: tuple[str | Promise, str | Promise] = (gettext_lazy("This cannot be read in (%(code)s)"), _CORRECT_AND_AGAIN)

_DAYS = frozenset({"start", "end", "asked", "day", "known", "closed"})
_COUNTS = frozenset(
    {"limit", "others", "length", "count", "cells", "columns"} | {"added", "altered", "gone", "up", "down", "contracts"}
)


def message_of(error: RowError) -> tuple[str, str]:
    """What is wrong, and what to do, in the active language. The likely right value is named where there is one."""
    message, remedy = WORDS.get(error.code, _OTHER)
    words = _Words(error.code, error.facts)
    said, to_do = str(message) % words, str(remedy) % words
    meant = _likely(error.facts)
    return said, _("Did you mean %(meant)s? %(remedy)s") % {"meant": meant, "remedy": to_do} if meant else to_do


def line_of(row: int | None, column: str | None, message: str) -> str:
    """An error as one line: `Rad 48, kolonne «Slutt»: 31.02.2025 finnes ikke`."""
    if row is not None and column:
        return _("Row %(row)d, column “%(column)s”: %(message)s") % {"row": row, "column": column, "message": message}
    if row is not None:
        return _("Row %(row)d: %(message)s") % {"row": row, "message": message}
    return message


class _Words(dict[str, str]):
    """The facts as words; one that is missing is a dash, so that no message ever fails."""

    def __init__(self, code: str, facts: Mapping[str, Any]) -> None:
        language = current_language()
        super().__init__({name: _word(name, value, language) for name, value in facts.items()})
        self["code"] = code
        if "value" in facts:
            self["orgnr"] = format_orgnr(str(facts["value"]), language)
        if isinstance(facts.get("limit"), int):
            self["limit_mb"] = format_number(facts["limit"] // 1_000_000, language)

    def __missing__(self, name: str) -> str:
        return "–"


def _word(name: str, value: Any, language: Language) -> str:
    if isinstance(value, (list, tuple)):
        joiner = " → " if name == "path" else _(" or ") if name == "readings" else ", "
        return joiner.join(_word("day" if name == "readings" else "", each, language) for each in value)
    if name in _DAYS:
        try:
            return format_date(date.fromisoformat(str(value)), language, "table")
        except ValueError:
            return str(value)
    if name in _COUNTS and isinstance(value, int):
        return format_number(value, language)
    return str(value)


def _likely(facts: Mapping[str, Any]) -> str:
    nearest = [f"«{each}»" if current_language() != "en" else f"“{each}”" for each in facts.get("nearest") or ()]
    if len(nearest) > 1:
        return ", ".join(nearest[:-1]) + _(" or ") + nearest[-1]
    return "".join(nearest)
