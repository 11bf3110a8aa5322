"""Whether a name that is also an ordinary word stands for the company in this text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.labels import Recognised
from pipeline.statements import lexicon as lx
from pipeline.statements.mentions import Mention
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan

_LONG = 3
_AROUND = 12
_STOPS = frozenset((".", "!", "?", "”", '"'))
_OF_PERSONS = frozenset(("mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady", "dr"))
_HELPS = frozenset(("has", "had", "will", "would", "did"))
_CLEAR = lx.PREP | lx.CONJ | lx.DET | lx.ADV


def certain(s: Scan, roles: Roles, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Part mentions into those that are the company and those that may be something else.

    An ambiguous name counts when the text gives evidence anywhere: a surer name of the same company, a legal form or
    a role after it, a word for a company before it, a verb of saying in the past after it, a capital letter where
    an ordinary word would have none (in the middle of a sentence, without an article before it), or an act at the
    head of a sentence without the article that an ordinary word would need there.
    """
    sure = {item.company.key for item in mentions if not item.ambiguous}
    sure |= {item.company.key for item in mentions if item.ambiguous and _evident(s, roles, item)}
    kept: list[Mention] = []
    doubtful: list[Mention] = []
    for item in mentions:
        known = not item.ambiguous or (item.company.key in sure and not _part_of_another(s, roles, item))
        known = known and not _titled(s, item)
        (kept if known else doubtful).append(item)
    return tuple(kept), tuple(doubtful)


def _titled(s: Scan, item: Mention) -> bool:
    """Whether a company's name stands behind "Mr", "Ms" or the like: then somebody of that name is meant."""
    before = s.lower[item.first - 1].rstrip(".") if item.first else ""
    return item.how is not Recognised.PERSON and before in _OF_PERSONS


def _evident(s: Scan, roles: Roles, item: Mention) -> bool:
    if _part_of_another(s, roles, item):
        return False
    if item.first and s.lower[item.first - 1] in roles.company:
        return True
    last = item.last
    if last >= len(s.lower):
        return False
    if _capital_in_mid_sentence(s, item) or _acts_without_article(s, item):
        return True
    after = last + 1 if s.lower[last] in {"'s", "’s"} and last + 1 < len(s.lower) else last
    if s.lower[last] in roles.suffix or _is_role(s, roles, after):
        return True
    return bool(s.flags[last] & lx.SPEECH and s.flags[last] & lx.PAST)


def _capital_in_mid_sentence(s: Scan, item: Mention) -> bool:
    """Whether the name keeps its capital after a lower-case word or a comma, as no ordinary word does.

    One or two letters prove nothing, and "the Amazon" is a river.
    """
    first = item.first
    if first == 0 or len(s.tokens[first].text) < _LONG or not s.tokens[first].text[0].isupper():
        return False
    before = s.tokens[first - 1].text
    if s.flags[first - 1] & lx.DET:
        return False
    return before.islower() or (before == "," and _sentence_case(s, first))


def _acts_without_article(s: Scan, item: Mention) -> bool:
    """Whether the name opens a sentence and acts there: "Shell has halted" needs no article, as a shell would."""
    first, last = item.first, item.last
    opens = first == 0 or s.tokens[first - 1].text in _STOPS
    if not opens or last + 1 >= len(s.lower) or s.lower[last - 1].endswith("s"):
        return False
    acts = s.lower[last] in _HELPS and s.flags[last + 1] & lx.VERB and not s.flags[last + 1] & (lx.AUX | lx.NAME)
    return bool(acts) and _sentence_case(s, first)


def _sentence_case(s: Scan, at: int) -> bool:
    """Whether the words around a place are mostly lower case, so that it stands in no headline."""
    words = [token.text for token in s.tokens[max(0, at - _AROUND) : at + _AROUND] if token.text[0].isalpha()]
    return sum(word[0].islower() for word in words) * 2 > len(words)


def _is_role(s: Scan, roles: Roles, at: int) -> bool:
    return s.lower[at] in roles.role or " ".join(s.lower[at : at + 2]) in roles.role


def _part_of_another(s: Scan, roles: Roles, item: Mention) -> bool:
    """Whether the name is a part of a longer one: "Acme Hill", "Jack Acme"."""
    first, last = item.first, item.last
    if last < len(s.lower) and s.flags[last] & lx.NAME and s.tokens[last].start == s.tokens[last - 1].end + 1:
        return s.lower[last] not in roles.suffix and not _is_role(s, roles, last)
    if first == 0 or not s.flags[first - 1] & lx.NAME or s.tokens[first - 1].end + 1 != s.tokens[first].start:
        return False
    return s.lower[first - 1] not in roles.company and not s.flags[first - 1] & _CLEAR
