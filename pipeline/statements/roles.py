"""The word lists that say who a noun phrase is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.rules import RulePack


@dataclass(frozen=True, slots=True)
class Roles:
    """Words that say who a phrase is, in all their forms: the lists `mention.*` of a pack."""

    role: frozenset[str]
    company: frozenset[str]
    outsider: frozenset[str]
    suffix: frozenset[str]
    office: frozenset[str] = frozenset()
    origin: frozenset[str] = frozenset()
    sole: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    outlet: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    burden: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    part: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    founder: frozenset[str] = frozenset()
    accused: frozenset[str] = frozenset()
    pair: frozenset[str] = frozenset()
    bosses: frozenset[str] = frozenset()
    several: frozenset[str] = frozenset()
    kinds: Mapping[str, str] = field(default_factory=dict)

    def is_company(self, word: str) -> bool:
        """Whether the word is a noun for a company in the singular: "bank", "carmaker"."""
        return (word in self.company and word not in self.several) or word.endswith("maker")

    def unlike(self, noun: str, told: frozenset[str]) -> bool:
        """Whether a company that is described by `told` is of another kind than the noun says: a bank is no club."""
        kinds = {self.kinds[word] for word in told if word in self.kinds}
        return noun in self.kinds and bool(kinds) and self.kinds[noun] not in kinds

    def is_place(self, text: str) -> bool:
        """Whether the word, as written, is a country or a region: "Acme UK", "Acme Europe"."""
        return text[0].isupper() and text.lower() in self.place

    def is_origin(self, word: str) -> bool:
        """Whether the word tells where a company is from: "Swiss", "Danish", "Leeds-based"."""
        return word in self.origin or word.endswith(_DEMONYMS)


_DEMONYMS = ("ish", "ese", "ian", "ean", "-based", "-owned", "-headquartered", "-listed")
_KIND = "mention.kind-"
_NAMES = (
    *("role", "company", "outsider", "suffix", "office", "origin", "sole", "elsewhere", "common", "body", "outlet"),
    *("carried", "burden", "private", "part", "inside", "aside", "place", "founder", "accused", "pair", "bosses"),
)


def roles_of(rules: RulePack) -> Roles:
    """Return the word lists `mention.*` of a pack as sets of forms."""
    lists = {item.id: frozenset(form for form, _ in item.forms) for item in rules.lists}
    several = {
        form for item in rules.lists if item.id == "mention.company" for form, lemma in item.forms if form != lemma
    }
    kinds = {form: item.id for item in rules.lists if item.id.startswith(_KIND) for form, _ in item.forms}
    return Roles(
        **{name: lists.get(f"mention.{name}", frozenset()) for name in _NAMES}, several=frozenset(several), kinds=kinds
    )
