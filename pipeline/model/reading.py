"""What the statement reader makes of one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model.document import Block, Link, Span
from pipeline.model.labels import Form, MissReason, Modality, Recognised, Stance, Voice


@dataclass(frozen=True, slots=True)
class Text:
    """What the reader is given: a text and what is known of it. Without `blocks`, blank lines part the paragraphs.

    `date` is the day of publication (ISO 8601) or "", `outlet` the publisher's name or "".
    """

    text: str
    outlet: str = ""
    date: str = ""
    headline: str = ""
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()


class Step(NamedTuple):
    """One step of how a statement came about: the stage, what it decided, the rule (or ""), and the words (a span)."""

    stage: str
    note: str
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, whoever speaks. Each part is one or more spans, ascending; `source` may be empty.

    `content` excludes the quotation marks that enclose it. `rule` is the frame as "id@version"; `kind` is the class
    of the cue ("speech", "belief", "intention", "document").
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    rule: str
    kind: str = "speech"
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One record of a company's position. Offsets are code points of the text as given; `exact == text[start:end]`.

    `origin` is `this`, `unstated`, `outlet:NAME` or `channel:KIND`. `rule` is "id@version". The empty string stands
    where the article does not tell.
    """

    company_key: str
    company: str
    stance: Stance
    modality: Modality
    form: Form
    source: str
    cue: str
    exact: str
    start: int
    end: int
    origin: str
    target: str
    rule: str
    voice: Voice = Voice.NONE
    counterparty: str = ""
    condition: str = ""
    qualifier: str = ""
    recognised: Recognised = Recognised.NAME
    recognised_span: Span | None = None
    source_span: Span | None = None
    cue_span: Span | None = None
    content_spans: tuple[Span, ...] = ()
    target_span: Span | None = None
    counterparty_span: Span | None = None
    condition_span: Span | None = None
    qualifier_span: Span | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Miss:
    """A reporting cue near a followed company that yields no statement, with the reason."""

    company_key: str
    cue: str
    start: int
    end: int
    reason: MissReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one text: statements sorted by start, end, company; misses by start, company."""

    statements: tuple[Statement, ...] = ()
    misses: tuple[Miss, ...] = ()
    attributions: tuple[Attribution, ...] = ()
