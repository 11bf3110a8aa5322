"""The three fixed shapes of a rule. The data stands in `pipeline/rules/<pack>/*.toml`; plain code evaluates it.

Every rule has an id, a version (raised whenever its behaviour changes), a description, examples that must match and
counterexamples that must not. `docs/rules.md` explains the shapes to a reader who knows no Python.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordList:
    """Lemmas and forms with a class, e.g. the verbs of saying.

    `forms` maps every inflected form or phrase (lower case, words parted by one space) to its lemma, ascending by
    form; the loader builds it from the TOML's `lemmas`, `pos` ("verb", "noun" or "fixed") and the pack's `irregular`.
    `kind` is a free word that says what the list is for: "speech", "belief", "intention", "document", "grammar"…
    """

    id: str
    version: int
    description: str
    kind: str
    forms: tuple[tuple[str, str], ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    pos: str = "fixed"


@dataclass(frozen=True, slots=True)
class Frame:
    """An attribution frame: how source, cue and content stand to each other.

    `pattern` is a sequence of element names ("source", "cue", "addressee?", "that?", "content"), `cues` the ids of
    the word lists whose words may be its cue. Where several frames fit, the one of greater weight holds. Examples
    mark the parts: `[S:Google] [C:said] [T:it would leave].`
    """

    id: str
    version: int
    description: str
    pattern: tuple[str, ...]
    cues: tuple[str, ...]
    weight: int
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StanceCue:
    """A head word with what must or must not stand around it, and the label it gives.

    `heads` are lemmas of class `pos` ("verb", "noun", "adjective", "predicate", "fixed" or "subordinate"); `forms` maps
    each inflected form to its lemma, ascending, and is built by the loader. `negated` is the label when an odd number
    of negations has the head in its scope, "" when negation leaves no stance. `modality` is "" where the verb group
    decides. `agent` is "self" where the company must be the head's subject, "any" where what it says of others counts
    too, "from" where whoever is named behind the head acts ("backing from Acme"), "beside" where it is the only company
    named behind a preposition before the head ("calls to Acme went unanswered"), "owner" where the subject is a thing
    of the company's own ("Acme's flights have resumed"). `spoken` says what the head does as
    the cue of an attribution: "over" decides before the content, "under" only where the content has no stance of its
    own, "" nothing. `narrated` lets it fire in the article's own voice.
    Conditions in `require` (all must hold) and `forbid` (none may) are `form:` (the head itself in one of its forms),
    `next:` (the words right after the head), `object:` (within its object, or the subject of a passive),
    `clause:` (behind it, before the next comma),
    `then:` (within the rest of the clause), `last:` (right before its verb group), `helper:` (in that group, before the
    head), `group:` (within it, or up to three words ahead of it), `prior:` (before it in the clause),
    `near:` (before or behind it), `subject:` (within its subject) or `around:` (in the text around it), each with
    phrases parted by `|`. A head or phrase "@id" stands for the words of a list; the loader writes them out. `target`
    is "object" or "none". Examples are written `text -> label`.
    """

    id: str
    version: int
    description: str
    heads: tuple[str, ...]
    label: str
    negated: str
    modality: str
    require: tuple[str, ...]
    forbid: tuple[str, ...]
    target: str
    narrated: bool
    weight: int
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    pos: str = "verb"
    agent: str = "self"
    spoken: str = ""
    forms: tuple[tuple[str, str], ...] = ()


Rule = WordList | Frame | StanceCue


@dataclass(frozen=True, slots=True)
class RulePack:
    """All rules of one language. `sources` are the files' names and bytes, kept as evidence under `digest`."""

    language: str
    digest: str
    lists: tuple[WordList, ...]
    frames: tuple[Frame, ...]
    cues: tuple[StanceCue, ...]
    sources: tuple[tuple[str, bytes], ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Return the rules of all three shapes, by id."""
        rules: tuple[Rule, ...] = (*self.lists, *self.frames, *self.cues)
        return tuple(sorted(rules, key=lambda rule: rule.id))
