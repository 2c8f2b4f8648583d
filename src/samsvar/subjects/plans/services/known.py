"""What the words of a file of actions mean: units, goals and indicators by code or name, persons by name or address."""

from difflib import get_close_matches

from samsvar.core.readers.values.words import key
from samsvar.platform.access.holders import nameable
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.indicators.services.lookups import ByWords, Missed


class Known:
    """The units of an enterprise, its people, and the goals and indicators that hold in it."""

    def __init__(self, enterprise: OrgUnit) -> None:
        self._enterprise, self._words = enterprise, ByWords(enterprise)
        self._goals: dict[str, list[Goal]] = {}
        own = Goal.objects.filter(unit__path__gte=enterprise.path, unit__path__lt=enterprise.path_end)
        for goal in (own | Goal.objects.filter(unit__key__in=enterprise.line_keys)).distinct().order_by("pk"):
            for words in {key(each) for each in (goal.code, goal.name_nb, goal.name_nn, goal.name_en) if each}:
                self._goals.setdefault(words, []).append(goal)
        self._people: dict[str, list[Person]] = {}
        for person in nameable(enterprise):
            for words in {person.name.casefold(), person.email.casefold()}:
                self._people.setdefault(words, []).append(person)

    def unit(self, words: str) -> OrgUnit | Missed:
        """A unit of the enterprise itself. Codes `no_such_unit`, `ambiguous_unit`."""
        found = self._words.unit(words)
        if isinstance(found, OrgUnit) and found.enterprise_id != self._enterprise.pk:
            return Missed("no_such_unit", {"value": words, "nearest": []})
        return found

    def indicator(self, words: str) -> Indicator | Missed:
        """Codes `unknown_indicator`, `ambiguous_indicator`."""
        return self._words.indicator(words)

    def goal(self, words: str) -> Goal | Missed:
        """Of several by one name the one set highest. Code `unknown_goal`."""
        found = self._goals.get(key(words))
        return found[0] if found else Missed("unknown_goal", {"value": words})

    def served(self, words: str) -> Goal | Indicator | Missed:
        """A goal, else an indicator. Code `unknown_served` (facts `value`, `nearest`)."""
        found = self.goal(words)
        if isinstance(found, Goal):
            return found
        indicator = self.indicator(words)
        if isinstance(indicator, Indicator) or indicator.code != "unknown_indicator":
            return indicator
        near = get_close_matches(key(words), self._goals, n=1, cutoff=0.7)
        named = [self._goals[each][0].name_nb for each in near] or indicator.facts.get("nearest", [])
        return Missed("unknown_served", {"value": words, "nearest": named})

    def person(self, words: str) -> Person | None:
        """The one person by the name or the address; None where it is nobody's, or several', and so stays words."""
        found = self._people.get(words.strip().casefold(), [])
        return found[0] if words.strip() and len(found) == 1 else None
