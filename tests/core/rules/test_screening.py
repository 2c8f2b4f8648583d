"""Likening names: what is the same, what is alike, and what is never said."""

from dataclasses import replace

import pytest

from samsvar.core.catalogues import load_screening_method
from samsvar.core.rules.screening import (
    Candidate,
    ListEntry,
    Normaliser,
    Screening,
    Subject,
    likeness,
    plain_number,
    screening_method_from_plain,
)

METHOD = load_screening_method()
NAMES = Normaliser(METHOD)


def alike(one: str, other: str) -> int:
    return likeness(NAMES.plain(one), NAMES.plain(other), METHOD)


def found(subject: Subject, *entries: ListEntry) -> tuple[Candidate, ...]:
    return Screening(entries, METHOD).candidates(subject)


def codes(candidate: Candidate) -> list[str]:
    return [reason.code for reason in candidate.reasons]


@pytest.mark.parametrize(
    "one, other",
    [
        ("Tøysete Tekstil AS", "TOYSETE TEKSTIL A/S"),
        ("Fabrikk Oppdiktet B. V.", "Oppdiktet Fabrikk N.V."),
        ("ООО Выдуманная Фабрика", "Vydumannaya Fabrika LLC"),
        ("Εταιρεία Δοκιμή Α.Ε.", "Etaireia Dokimi"),
        ("Çınar Ürün San. ve Tic. Ltd. Şti.", "Cinar Urun"),
        ("湖南虚构纺织有限公司", "湖南虚构纺织股份有限公司"),
        ("Påfunn & Sønner GmbH & Co. KG", "Pafunn and Sonner"),
        ("ST Eksempel", "STEKSEMPEL S.A."),
        ("Imaginary Garments Pvt. Ltd.", "Imaginary Garments Private Limited"),
        ("PT Karangan Tbk", "Karangan"),
        ("Oppdiktet B.V., Almelo, NL", "Oppdiktet B.V."),
    ],
)
def test_the_same_name_is_the_same_in_other_letters_forms_and_order(one: str, other: str) -> None:
    assert alike(one, other) == 100


@pytest.mark.parametrize(
    "one, other",
    [
        ("Imaginert Tekstilfabrikk AS", "Imaginertt Tekstilfabrikk Ltd"),
        ("Oppdiktet Technology Ltd", "Oppdiktet Tech"),
    ],
)
def test_a_misspelt_or_shortened_name_is_alike_and_not_the_same(one: str, other: str) -> None:
    assert METHOD.threshold <= alike(one, other) < 100


@pytest.mark.parametrize(
    "one, other",
    [
        ("Nordisk Handel AS", "Nordic Industrial Trading Co., Ltd."),
        ("Xinjiang Textile Co., Ltd.", "Xinjiang Chemical Co., Ltd."),
        ("Fabrikk 4 AS", "Fabrikk 5 AS"),
        ("", "Oppdiktet AS"),
    ],
)
def test_names_that_share_common_words_or_nothing_are_not_alike(one: str, other: str) -> None:
    assert alike(one, other) < METHOD.threshold


def test_a_name_of_legal_forms_alone_keeps_its_words() -> None:
    assert NAMES.plain("AS Limited").words == ("as", "limited")


def test_likeness_is_the_same_both_ways_and_whatever_else_is_on_the_list() -> None:
    entry = ListEntry("a", "Oppdiktet Silisium Co., Ltd.")
    beside = [ListEntry(str(n), f"Oppdiktet Silisium {n} Holdings") for n in range(50)]
    alone = found(Subject("s", "Oppdikted Silisium AS"), entry)
    [among] = [each for each in found(Subject("s", "Oppdikted Silisium AS"), entry, *beside) if each.entry == "a"]
    assert among == alone[0]
    assert alike("Oppdiktet Silisium", "Oppdikted Silisium") == alike("Oppdikted Silisium", "Oppdiktet Silisium")


def test_the_same_number_is_a_candidate_whatever_the_names_and_says_so_first() -> None:
    [pair] = found(
        Subject("s", "Fiktiv Frukt AS", numbers=("910 000 004",)), ListEntry("a", "Helt Annet", numbers=("910000004",))
    )
    assert (pair.likeness, codes(pair)) == (0, ["same_number", "country_unknown"])
    assert plain_number("NO 12") == ""


def test_a_name_in_another_script_is_found_by_the_latin_alias_and_says_which_name_it_was() -> None:
    entry = ListEntry("a", "湖南虚构纺织有限公司", aliases=("Hunan Xugou Textile",), countries=("CHN",))
    [pair] = found(Subject("s", "Hunan Xugou Textile Co., Ltd."), entry)
    assert codes(pair) == ["same_name", "other_name", "country_unknown"]
    assert pair.reasons[0].facts["listed"] == "Hunan Xugou Textile"
    assert pair.reasons[1].facts == {"whose": "listed"}


@pytest.mark.parametrize(
    "ours, listed, code, facts",
    [
        ("CHN", ("CHN", "HKG"), "same_country", {"country": "CHN"}),
        ("NOR", ("CHN",), "other_country", {"ours": "NOR", "listed": "CHN"}),
        ("", ("CHN",), "country_unknown", {"whose": "ours"}),
        ("NOR", (), "country_unknown", {"whose": "listed"}),
        ("", (), "country_unknown", {"whose": "both"}),
    ],
)
def test_an_unknown_country_is_neither_the_same_nor_another(
    ours: str, listed: tuple[str, ...], code: str, facts: dict[str, str]
) -> None:
    [pair] = found(
        Subject("s", "Oppdiktet Silisium", country=ours), ListEntry("a", "Oppdiktet Silisium", countries=listed)
    )
    assert [(each.code, each.facts) for each in pair.reasons[1:]] == [(code, facts)]


def test_a_weak_alias_counts_only_where_it_is_the_same() -> None:
    entry = ListEntry("a", "Oppdiktet Produksjonskorps", weak=("Oppkorps",))
    assert [each.likeness for each in found(Subject("s", "Oppkorps AS"), entry)] == [100]
    assert found(Subject("s", "Oppkorpsen AS"), entry) == ()


def test_the_place_of_a_factory_in_the_listed_address_and_named_subsidiaries_are_told() -> None:
    entry = ListEntry("a", "Oppdiktet Silisium", addresses=("No. 1 Road, Shanshan, Turpan",), with_subsidiaries=True)
    [pair] = found(Subject("s", "Oppdiktet Silisium", place="Shanshan"), entry)
    assert codes(pair)[-2:] == ["place_in_address", "with_subsidiaries"]


def test_the_threshold_is_the_methods() -> None:
    entry, subject = ListEntry("a", "Oppdiktet Silisium"), Subject("s", "Oppdikted Silisium")
    assert found(subject, entry)
    assert Screening([entry], replace(METHOD, threshold=99)).candidates(subject) == ()


def test_a_method_without_a_part_or_with_a_wrong_one_is_refused() -> None:
    with pytest.raises(ValueError, match="version is missing"):
        screening_method_from_plain({"id": "screening"})
    with pytest.raises(ValueError, match="version is no whole number"):
        screening_method_from_plain({"id": "screening", "version": "1"})
