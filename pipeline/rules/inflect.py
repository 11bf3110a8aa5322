"""English inflection: every form of a verb or noun from its lemma, by the regular spelling rules."""

from __future__ import annotations

from collections.abc import Mapping

_VOWELS = frozenset("aeiou")
_SHORTEST = 3
_SIBILANT = ("s", "x", "z", "ch", "sh")


def verb_forms(lemma: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the base form, then the present, participle and past forms of `lemma`.

    Only the first word of a phrase is inflected ("point out", "pointed out"). `irregular` gives all other forms of a
    verb that the rules would get wrong, final consonants that double without stress on them included.

    >>> verb_forms("deny", {})
    ('deny', 'denies', 'denying', 'denied')
    >>> verb_forms("set out", {"set": ("sets", "setting")})
    ('set out', 'sets out', 'setting out')
    """
    verb, _, rest = lemma.partition(" ")
    others = irregular.get(verb) or (third_person(verb), present_participle(verb), past(verb))
    tail = f" {rest}" if rest else ""
    return tuple(f"{form}{tail}" for form in (verb, *others))


def noun_forms(lemma: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the singular and the plural of `lemma`; the last word of a phrase is inflected.

    >>> noun_forms("press release", {})
    ('press release', 'press releases')
    """
    head, _, noun = lemma.rpartition(" ")
    lead = f"{head} " if head else ""
    return (lemma, *(f"{lead}{form}" for form in irregular.get(noun) or (third_person(noun),)))


def third_person(verb: str) -> str:
    """Return the form in -s; nouns form their plural alike."""
    if _consonant_y(verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(_SIBILANT) or verb.endswith("o") else f"{verb}s"


def present_participle(verb: str) -> str:
    """Return the form in -ing."""
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    return f"{_doubled(verb)}ing"


def past(verb: str) -> str:
    """Return the regular form in -ed."""
    if verb.endswith("e"):
        return f"{verb}d"
    if _consonant_y(verb):
        return f"{verb[:-1]}ied"
    return f"{_doubled(verb)}ed"


def _consonant_y(word: str) -> bool:
    return len(word) > 1 and word.endswith("y") and word[-2] not in _VOWELS


def _doubled(verb: str) -> str:
    """Double the final consonant of a verb of one syllable (stop, stopped)."""
    vowels = sum(1 for at, letter in enumerate(verb) if letter in _VOWELS and (at == 0 or verb[at - 1] not in _VOWELS))
    single = len(verb) >= _SHORTEST and verb[-1] not in _VOWELS and verb[-1] not in "wxy" and verb[-2] in _VOWELS
    return verb + verb[-1] if single and vowels == 1 and verb[-3] not in _VOWELS else verb
