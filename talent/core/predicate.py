"""What a predicate is: a Struct of parameters that answers one question about one case."""

from datetime import date

from msgspec import Struct

from talent.core.facts import Facts, Setting


class Case(Struct, frozen=True):
    """One person, one post, one day."""

    person: Facts
    setting: Setting
    on: date

    @property
    def day(self) -> date:
        """The day ages count on: election day where it is known."""
        return self.setting.election_day or self.on


class Finding(Struct, frozen=True, kw_only=True):
    """What was found: the value seen, what was expected, and the sentence why (Chinese).

    `holds` is None when the facts leave it open. The sentence carries no typed text.
    """

    holds: bool | None
    said: str
    expected: str
    sentence: str


class Predicate(Struct, frozen=True, forbid_unknown_fields=True):
    """A question about a case; the fields are its parameters."""

    def find(self, case: Case) -> Finding:
        """Answer the question."""
        raise NotImplementedError


def holds(said: str, expected: str, sentence: str) -> Finding:
    """Answer that it holds."""
    return Finding(holds=True, said=said, expected=expected, sentence=sentence)


def fails(said: str, expected: str, sentence: str) -> Finding:
    """Answer that it does not hold."""
    return Finding(holds=False, said=said, expected=expected, sentence=sentence)


def leaves_open(said: str, expected: str, sentence: str) -> Finding:
    """Answer that the facts leave it open."""
    return Finding(holds=None, said=said, expected=expected, sentence=sentence)
