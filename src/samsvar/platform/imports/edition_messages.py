"""Words for editions of published sources: what is wrong with a file of one, and what it would move."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

OF_EDITIONS: dict[str, tuple[str | Promise, str | Promise]] = {
    "edition_differs": (
        gettext_lazy("Edition %(edition)s is held already, with other figures"),
        gettext_lazy("An edition is never changed. Read the correction in under another name, for example 2025b."),
    ),
    "edition_not_in_file": (
        gettext_lazy("The file holds no rows of edition %(edition)s"),
        gettext_lazy("It holds: %(held)s."),
    ),
    "other_publisher": (
        gettext_lazy("The row is somebody’s own reading, not published by %(source)s"),
        gettext_lazy("Read in only what the source itself publishes."),
    ),
    # Warnings
    "fewer_categories": (
        gettext_lazy("The edition holds %(held)s of the %(of)s categories that edition %(before)s has"),
        gettext_lazy("Check that the file is the whole list: what is not in it counts as not listed."),
    ),
    "fewer_codes": (
        gettext_lazy("The edition holds %(held)s of the %(of)s codes that edition %(before)s has"),
        gettext_lazy("Check that the file is the whole list: what is not in it counts as not listed."),
    ),
    # Notes
    "edition_rows_move": (
        gettext_lazy("Against edition %(before)s: %(added)s new rows, %(altered)s with other figures, %(gone)s gone"),
        gettext_lazy("Look through the rows at the source’s page once the edition is saved."),
    ),
    "edition_levels_move": (
        gettext_lazy("Contracts that change level: %(up)s up, %(down)s down (of %(contracts)s): %(first)s"),
        gettext_lazy("The levels are renewed when the edition is saved; those of other enterprises the next night."),
    ),
    "watchlist_others": (
        gettext_lazy("Rows that are not about companies, and are left out: %(others)s"),
        gettext_lazy("People and ships are never screened against."),
    ),
    "watchlist_used_by_night": (
        gettext_lazy("All suppliers are held against the list the night after it is saved"),
        gettext_lazy("Look at the page of screening the next day."),
    ),
    "edition_moves_no_level": (
        gettext_lazy("No contract of the enterprise changes level"),
        gettext_lazy("Nothing needs to be done."),
    ),
}
