"""What is at hand while a county is being made: chance, the day, who exists so far."""

from datetime import date
from random import Random

from talent.core.county import chances
from talent.core.county.census import Census, Human
from talent.core.county.contents import Entry, Kin, Person, Record, Review, Route
from talent.core.county.land import Land
from talent.core.person import Draft

INVERSE = {
    "spouse": "spouse",
    "sibling": "sibling",
    "parent": "child",
    "child": "parent",
    "grandparent": "grandchild",
    "grandchild": "grandparent",
}
LOCAL_WITHOUT_ID_NUMBER = (12, 40)
"""How many 乡土 entries in a hundred lack the ID number, from the best township to the worst."""


class Making:
    """Collects the people of a county and what is known of them."""

    def __init__(self, rng: Random, today: date, land: Land) -> None:
        """Begin with empty hands."""
        self.rng = rng
        self.today = today
        self.land = land
        self.census = Census(rng, today, land)
        self.people: list[Person] = []
        self.humans: dict[int, Human] = {}
        self.entries: list[Entry] = []
        self.kin: list[Kin] = []
        self.reviews: list[Review] = []
        self.routes: list[Route] = []
        self.records: list[Record] = []
        codes = sorted({place.code[:9] for place in (*land.villages, *land.communities)})
        self.no_id_number = {code: rng.randint(*LOCAL_WITHOUT_ID_NUMBER) for code in codes}
        self._short = {place.code: place.short_name for place in land.places}

    def person(self, human: Human, draft: Draft, *tags: str) -> int:
        """Put a row into the register; answers its key."""
        key = len(self.people)
        self.people.append(Person(key, human.key, draft, tags))
        self.humans[human.key] = human
        return key

    def enter(self, pool: str, person: int, source: str) -> None:
        """Put a person into a pool on some day of the last years."""
        entered = chances.day(self.rng, chances.years_before(self.today, 6), self.today)
        draft = self.people[person].draft
        draft.entered_on = min(draft.entered_on or entered, entered)
        draft.source = draft.source or source
        self.entries.append(Entry(pool, person, entered, source))

    def related(self, one: int, other: int, relation: str, *, confirmed: bool = True) -> None:
        """Record what `other` is to `one`, and the other way round."""
        source = "本人填报，村核实" if confirmed else "群众反映，待核实"
        self.kin.append(Kin(one, other, relation, confirmed, source))
        self.kin.append(Kin(other, one, INVERSE[relation], confirmed, source))

    def human_of(self, person: int) -> Human:
        """Answer who a person is."""
        return self.humans[self.people[person].human]

    def age(self, human: Human) -> int:
        """Answer full years."""
        born, today = human.birth, self.today
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))

    def name(self, place: str) -> str:
        """Answer a place's name."""
        return self.land.names[place]

    def short_name(self, place: str) -> str:
        """Answer a place's name without what kind of place it is."""
        return self._short[place]
