from django.utils import translation

from samsvar.registers.catalogues.presenters import licence_words


def test_terms_in_words_follow_the_language_and_names_of_licences_stand() -> None:
    with translation.override("nb"):
        assert licence_words("NLOD 2.0; own words") == "NLOD 2.0; gjengitt med egne ord"
        assert licence_words("CC BY 4.0") == "CC BY 4.0"
    with translation.override("nn"):
        assert licence_words("Figures with attribution") == "Tal med kjeldetilvising"
