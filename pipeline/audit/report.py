"""A statement as a report: who reported it, when, of whom, through whom, in whose words. It is never printed bare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.model.labels import Form, Stance, Voice

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
VOICES = {
    Voice.SPOKESPERSON: "through a spokesperson",
    Voice.ACCOUNT: "through its account",
    Voice.DOCUMENT: "in a document",
    Voice.LAWYER: "through its lawyers",
    Voice.ANONYMOUS: "through somebody not named",
    Voice.FORMER: "through a former member",
}
PRONOUNS = frozenset(("he", "she", "they", "we", "i"))
ONE_OF_ITS_PEOPLE = "through one of its people"
CHANNELS = {
    "statement": "in a statement to the press",
    "press_release": "in a press release",
    "tweet": "in a tweet",
    "blog": "in a blog post",
    "report": "in a report of its own",
    "filing": "in a filing",
    "court": "in court",
    "interview": "in an interview",
    "letter": "in a letter",
    "conference": "at a conference",
}


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report is made of. `date_published` is ISO 8601 or None, `outlet` a name or ""."""

    outlet: str
    date_published: str | None
    company: str
    voice: str
    source: str
    origin: str
    form: str
    exact: str
    stance: str
    modality: str


def report(one: Reported) -> str:
    """Return the attributed sentence: what was reported, never what is true."""
    asked = one.stance == Stance.ASKED  # its words are the outlet's, whoever was asked
    who = ", ".join(part for part in (one.company, through(one), "" if asked else channel(one.origin)) if part)
    words = " ".join(one.exact.split())
    return f"{dateline(one)}: {who}{wording(one.form)}: '{words}'; {one.stance}, {one.modality}"


def dateline(one: Reported) -> str:
    """Return who reported it and when: "MediaNama, 7 July 2020"."""
    return f"{one.outlet or 'an outlet not named'}, {day(one.date_published)}"


def day(value: str | None) -> str:
    """Return a day in words; the part after it, if any, is left out. Unknown is an answer.

    >>> day("2020-07-07T17:48:00+05:30")
    '7 July 2020'
    """
    if not value:
        return "undated"
    try:
        found = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def through(one: Reported) -> str:
    """Return through whom the company spoke, "" when it spoke itself or the article narrates."""
    if one.voice == Voice.PERSON and one.source:
        return ONE_OF_ITS_PEOPLE if one.source.lower() in PRONOUNS else f"through {one.source}"
    return VOICES.get(Voice(one.voice), "")


def channel(origin: str) -> str:
    """Return where the words were first put out, in words."""
    kind, _, name = origin.partition(":")
    if kind == "outlet":
        return f"as {name} reported"
    if kind == "channel":
        return CHANNELS.get(name, name)
    return "to this outlet" if kind == "this" else ""


def wording(form: str) -> str:
    """Return whose words follow: the company's own as quoted, or the outlet's."""
    if form == Form.DIRECT:
        return ", in the words quoted"
    return ", partly in words quoted" if form == Form.MIXED else ", in the outlet's words"
