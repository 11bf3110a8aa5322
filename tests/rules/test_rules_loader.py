"""A rule pack is read whole or refused in one sentence that names file, rule and key."""

import pytest

from pipeline.model.errors import RuleError
from pipeline.rules import load_pack, pack_source, parse_pack
from pipeline.rules.inflect import noun_forms, verb_forms
from pipeline.rules.loader import _PACKS

LIST = """
[[list]]
id = "speech.say"
version = 1
description = "Verbs of saying."
kind = "speech"
pos = "verb"
lemmas = ["deny", "point out", "say"]
examples = ["Acme said it."]
counterexamples = ["Acme."]

[list.irregular]
say = ["says", "saying", "said"]
"""
FRAME = """
[[frame]]
id = "said.that"
version = 1
description = "A that-clause."
pattern = ["source", "cue", "that", "content"]
cues = ["speech.say"]
weight = 10
examples = ["[S:Acme] [C:said] that [T:it left]."]
counterexamples = ["Acme."]
"""


def pack(*files: str) -> object:
    return parse_pack("en", {f"{n}.toml": text.encode() for n, text in enumerate(files)})


def test_the_packaged_pack_is_the_same_from_its_bytes() -> None:
    """A pack kept as bytes is read again as the same pack, with the same digest."""
    assert parse_pack("en", pack_source("en")) == load_pack(_PACKS / "en")


def test_digest_covers_names_and_bytes() -> None:
    """Renaming a file or changing a byte changes the digest; the order in which files are given does not."""
    one = {"a.toml": LIST.encode(), "b.toml": FRAME.encode()}
    digests = {
        parse_pack("en", one).digest,
        parse_pack("en", {"c.toml": one["a.toml"], "b.toml": one["b.toml"]}).digest,
        parse_pack("en", {**one, "a.toml": one["a.toml"] + b"\n"}).digest,
    }
    assert len(digests) == 3
    assert parse_pack("en", dict(reversed(one.items()))).digest in digests


def test_verbs_are_inflected() -> None:
    """Regular forms are computed, irregular ones taken from the pack, phrases inflected at their verb."""
    forms = dict(parse_pack("en", {"a.toml": LIST.encode()}).lists[0].forms)
    assert {"denied": "deny", "denies": "deny", "pointed out": "point out", "said": "say"}.items() <= forms.items()
    assert "sayed" not in forms


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("stop", ("stop", "stops", "stopping", "stopped")),
        ("agree", ("agree", "agrees", "agreeing", "agreed")),
        ("die", ("die", "dies", "dying", "died")),
        ("publish", ("publish", "publishes", "publishing", "published")),
        ("claim", ("claim", "claims", "claiming", "claimed")),
        ("play down", ("play down", "plays down", "playing down", "played down")),
    ],
)
def test_regular_verbs(lemma: str, expected: tuple[str, ...]) -> None:
    """English spelling rules hold for doubled consonants, silent e, y and sibilants."""
    assert verb_forms(lemma, {}) == expected


def test_nouns_take_their_plural_at_the_end() -> None:
    """The last word of a noun phrase is inflected."""
    assert noun_forms("filing company", {}) == ("filing company", "filing companies")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([LIST.replace("kind", "kinds", 1)], ["0.toml [speech.say]", "'kinds'", "did you mean 'kind'", "known are"]),
        ([LIST.replace("version = 1", "version = 0")], ["0.toml [speech.say]: version must be a whole number"]),
        (
            [LIST.replace('description = "Verbs of saying."', "description = 3")],
            ["description must be a text, found 3"],
        ),
        ([LIST.replace('kind = "speech"\n', "")], ["the key 'kind' is missing"]),
        ([LIST.replace('pos = "verb"', 'pos = "verbs"')], ["pos must be one of fixed, noun, verb, found 'verbs'"]),
        ([LIST.replace('"say"]', '"Say"]')], ["'Say' must be lower case"]),
        ([LIST.replace('"say"]', '"say", "say"]')], ["'say' stands twice"]),
        ([LIST, LIST], ["1.toml [speech.say]: the id is taken by a rule in 0.toml"]),
        (
            [LIST, FRAME.replace("speech.say", "speech.sai")],
            ["unknown word list 'speech.sai'", "did you mean 'speech.say'"],
        ),
        (
            [LIST, FRAME, FRAME.replace("said.that", "said.other")],
            ["claims the same words as said.that with equal weight"],
        ),
        ([LIST, FRAME.replace('"cue", ', "")], ["pattern must hold 'cue' once"]),
        ([LIST.replace("[[list]]", "[[lists]]", 1).replace("[list.", "[lists.")], ["unknown shape 'lists'", "'list'"]),
        (["id = "], ["0.toml: not readable as TOML"]),
        (["[list]\nid = 'x'"], ["list must be written [[list]]"]),
        ([LIST.replace('["says", "saying", "said"]', '"said"')], ["irregular must be a table of lists of texts"]),
    ],
)
def test_a_wrong_pack_is_refused_in_one_sentence(files: list[str], words: list[str]) -> None:
    """The message names file and rule, the key, what was expected, and the nearest valid name."""
    with pytest.raises(RuleError) as refused:
        pack(*files)
    message = str(refused.value)
    assert all(word in message for word in words), message
    assert "\n" not in message


def test_an_unknown_language_is_refused() -> None:
    """Asking for a pack that is not there names those that are."""
    with pytest.raises(RuleError, match=r"no such rule pack; known are en"):
        pack_source("xx")
