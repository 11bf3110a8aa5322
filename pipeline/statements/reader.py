"""From a text to the statements in it: who is mentioned, who speaks, and which position each company takes."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.company import Registry
from pipeline.model.reading import Attribution, Reading, Text
from pipeline.model.rules import RulePack
from pipeline.statements.analysis import analyse
from pipeline.statements.attributions import attributions_in
from pipeline.statements.certain import certain
from pipeline.statements.heads import Heads, heads_of, place_heads
from pipeline.statements.lexicon import NAME, compile_pack
from pipeline.statements.mentions import Table, find_mentions, name_table
from pipeline.statements.posts import signed_posts
from pipeline.statements.records import read_all
from pipeline.statements.reference import resolver
from pipeline.statements.roles import Roles, roles_of
from pipeline.statements.scan import scan
from pipeline.statements.sourcing import Outlets
from pipeline.statements.tokens import tokenise
from pipeline.statements.work import Work


@dataclass(frozen=True, slots=True)
class Reader:
    """A registry and a rule pack made ready, to read many texts."""

    registry: Registry
    rules: RulePack
    names: Table
    heads: Heads
    roles: Roles
    outlets: Outlets

    def read(self, text: Text) -> Reading:
        """Return the statements, misses and attributions of one text. Pure; linear in its length."""
        tokens = tokenise(text.text)
        words = [token.text for token in tokens]
        mentions = find_mentions(self.names, words, [token.lower for token in tokens], text.date)
        if not mentions:
            return Reading()
        analysis = analyse(text, tokens)
        s = scan(analysis, compile_pack(self.rules))
        said = attributions_in(analysis, s)  # before the names are classed: whoever speaks, followed or not
        kept, doubtful = certain(s, self.roles, mentions)
        for item in kept:
            for k in range(item.first, item.last):
                s.flags[k] |= NAME
        posts = signed_posts(analysis, kept)
        found = (*(item for item in said if not _within(item, posts)), *posts)
        work = Work(
            analysis, s, place_heads(s, self.heads), resolver(analysis, s, kept, self.roles), self.outlets, doubtful
        )
        statements, misses = read_all(work, found)
        return Reading(statements, misses, found)


def _within(item: Attribution, posts: tuple[Attribution, ...]) -> bool:
    """Whether an attribution stands inside an embedded post, which speaks for itself."""
    at = item.content[0].start if item.content else -1
    return any(post.content[0].start <= at < post.source[0].end for post in posts)


def prepare(registry: Registry, rules: RulePack) -> Reader:
    """Return a reader that has its tables built once."""
    return Reader(registry, rules, name_table(registry), heads_of(rules), roles_of(rules), _outlets_of(rules))


def _outlets_of(rules: RulePack) -> Outlets:
    """Return the news organisations that a pack names, and the words by which others are told."""
    names = {item.id: frozenset(form for form, _ in item.forms) for item in rules.lists if item.kind == "mention"}
    return Outlets(names.get("mention.outlet", frozenset()), names.get("mention.outlet_word", frozenset()))


def read(text: Text, registry: Registry, rules: RulePack) -> Reading:
    """Return what `prepare(registry, rules).read(text)` returns."""
    return prepare(registry, rules).read(text)
