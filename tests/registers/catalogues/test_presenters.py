from django.utils import translation

from samsvar.core.catalogues import load_source, source_ids
from samsvar.registers.catalogues.column_names import COLUMNS
from samsvar.registers.catalogues.presenters import column_name, licence_words


def test_terms_in_words_follow_the_language_and_names_of_licences_stand() -> None:
    with translation.override("nb"):
        assert licence_words("NLOD 2.0; own words") == "NLOD 2.0; gjengitt med egne ord"
        assert licence_words("CC BY 4.0") == "CC BY 4.0"
    with translation.override("nn"):
        assert licence_words("Figures with attribution") == "Tal med kjeldetilvising"


def test_every_column_that_ships_has_a_name_in_the_readers_language() -> None:
    columns = {name for source in source_ids() for name in load_source(source).columns}
    codes = {name.rsplit("_", 1)[0] if name.endswith(("_nb", "_nn", "_en")) else name for name in columns}
    assert codes - set(COLUMNS) == set()
    with translation.override("nn"):
        assert column_name("numerator_nn") == "Teljar"
