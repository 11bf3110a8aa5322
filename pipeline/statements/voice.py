"""Through whom a company speaks, by the words of the source."""

from __future__ import annotations

from pipeline.model.labels import Voice
from pipeline.statements.phrases import Range
from pipeline.statements.scan import Scan

_LAWYERS = frozenset(("lawyer", "lawyers", "attorney", "attorneys", "counsel", "solicitor", "solicitors"))
_PAPERS = frozenset(
    ("statement", "report", "letter", "blog", "post", "filing", "release", "memo", "email", "response", "document")
)
_ACCOUNTS = frozenset(("account", "tweet", "tweets", "handle"))


def voice_of(s: Scan, source: Range, person: bool) -> Voice:
    """Return through whom the source speaks; `none` where there is no source."""
    words = s.lower[source.first : source.last]
    if not words:
        return Voice.NONE
    if person:
        return Voice.LAWYER if set(words) & _LAWYERS else Voice.PERSON
    if any(word.startswith("spokes") or word == "representative" for word in words):
        return Voice.SPOKESPERSON
    if set(words) & _LAWYERS:
        return Voice.LAWYER
    if set(words) & _ACCOUNTS:
        return Voice.ACCOUNT
    return Voice.DOCUMENT if set(words) & _PAPERS else Voice.COMPANY
