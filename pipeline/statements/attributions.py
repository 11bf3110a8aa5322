"""Who said what: every attribution of one text, whoever speaks.

Cues are looked up sentence by sentence, from left to right; each is tried against its frames, heaviest first. What
nobody has claimed after that (a quotation that goes on without a cue, a paragraph that continues a speech) is added to
the attribution before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from pipeline.model.document import Span
from pipeline.model.labels import Form
from pipeline.model.reading import Attribution, Step
from pipeline.model.rules import RulePack
from pipeline.statements import lexicon as lx
from pipeline.statements.analysis import Analysis
from pipeline.statements.cues import Found, Layer, layer_of, passes_speech_on, read_cue
from pipeline.statements.lexicon import compile_pack
from pipeline.statements.phrases import Range
from pipeline.statements.quotes import MARKS
from pipeline.statements.scan import Scan, is_adverb, scan
from pipeline.statements.sentences import Sentence

_SHORT = 12
_WORDS = frozenset(("speech", "document"))
_MARK_LISTS = frozenset(("speech.colon", "speech.dash"))


def attribute(analysis: Analysis, rules: RulePack) -> tuple[Attribution, ...]:
    """Return every attribution in `analysis`, ascending by the place of its cue. Linear in the text's length."""
    return attributions_in(analysis, scan(analysis, compile_pack(rules)))


def attributions_in(analysis: Analysis, outer: Scan) -> tuple[Attribution, ...]:
    """Return every attribution in `analysis`, whose words are classed already."""
    if not analysis.tokens:
        return ()
    found: list[Found] = []
    inside = quoted_until(analysis)
    cues = cue_places(analysis, outer)
    at = 0
    for n, sentence in enumerate(analysis.sentences):
        while at < len(cues) and cues[at] < sentence.first:
            at += 1
        if at == len(cues) or cues[at] >= sentence.last:
            continue
        layer = layer_of(analysis, outer, n, inside[n])
        found += _without_inner(outer, read_layer(outer, layer, cues))
    found = _without_labelled(outer, _without_repeats(found))
    found = _with_continuations(analysis, outer, inside, found)
    spans = sorted({_located(outer, item) for item in found}, key=_order)
    return tuple(spans)


def quoted_until(analysis: Analysis) -> list[int]:
    """Return for each sentence the token up to which it stands inside a quotation that an earlier one opened."""
    outer = [quote for quote in analysis.quotes if quote.level == 0]
    at = 0
    until = []
    for sentence in analysis.sentences:
        while at < len(outer) and outer[at].last <= sentence.first:
            at += 1
        inside = at < len(outer) and outer[at].first < sentence.first
        until.append(min(outer[at].last, sentence.last) if inside else sentence.first)
    return until


def _without_inner(s: Scan, found: list[Found]) -> list[Found]:
    """Drop what speakers say of their own words, minds and acts: "Acme said [it hopes to win]" attributes one thing.

    Others within the words are kept ("Reuters reported that Acme hopes to win"): both are sources. So is dropped what
    a noun attributes to nobody and a verb to somebody ("said in a statement that …").
    """
    outer = sorted(
        ((part, k) for k, item in enumerate(found) if item.kind in _WORDS for part in item.content), reverse=True
    )
    if not outer:
        return found
    told = {part.first: k for part, k in outer}
    around: list[tuple[Range, int]] = []
    kept = []
    for k, item in enumerate(found):
        at = item.cue.first if item.cue is not None else item.content[0].first
        while outer and outer[-1][0].first <= at:
            around.append(outer.pop())
        around = [(part, words) for part, words in around if part.last > at]
        nobody = item.source is None and told.get(item.content[0].first, k) != k
        nobody = nobody or (bool(around) and _names_a_group(s, item))
        if not nobody and not any(_own_mind(s, item, part, found[words]) for part, words in around):
            kept.append(item)
    return kept


def _names_a_group(s: Scan, item: Found) -> bool:
    """Whether what somebody says leaves open that another thinks or will say so, or only tells of whom it speaks.

    So do a modal or a negation ("would support it"), a participle ("firms seeking to win") and a relative clause that
    no comma parts from its noun ("voters who want it"). Inside of others' words they attribute nothing.
    """
    if item.cue is None or item.kind == "document":
        return False
    if item.list == "intention.noun":  # "defended its plan to leave"
        return item.source is not None and bool(s.flags[item.source.first] & lx.POSSESSIVE)
    at = item.cue.first - 1
    helpers = []
    while at > 0 and s.flags[at] & (lx.AUX | lx.MODAL | lx.ADV) and not s.flags[at] & (lx.NAME | lx.DET):
        helpers.append(at)
        at -= 1
    ahead = any(s.flags[k] & lx.MODAL for k in helpers)
    if item.kind == "speech":
        return ahead
    participle = s.lower[item.cue.first].endswith("ing") and not any(s.flags[k] & lx.AUX for k in helpers)
    related = s.lower[at] in {"who", "which", "that"} and s.lower[at - 1] != "," and item.source is not None
    return ahead or item.negated or participle or (related and item.source is not None and item.source.last <= at)


def _without_labelled(s: Scan, found: list[Found]) -> list[Found]:
    """Drop what speakers say of themselves in a paragraph that their name and a colon open."""
    labels = [item for item in found if item.list == "speech.colon" and item.source is not None]
    if not labels:
        return found
    labels.sort(key=lambda item: item.content[0])
    firsts = [item.content[0].first for item in labels]
    kept = []
    for item in found:
        at = item.cue.first if item.cue is not None else -1
        n = bisect_right(firsts, at) - 1
        if n < 0 or at >= labels[n].content[0].last or not _own_mind(s, item, labels[n].content[0], labels[n]):
            kept.append(item)
    return kept


def _own_mind(s: Scan, item: Found, part: Range, words: Found) -> bool:
    """Whether `item` stands in the part of the words that `words` attributes, and its speaker is a pronoun there."""
    if item.cue is None:
        return False
    if not (part.first <= item.cue.first and item.cue.last <= part.last):
        return False
    if item.list.endswith(".noun") and words.list == "speech.object":
        return False
    if item.source is None or item.source == words.source:
        return True
    if words.kind != "speech" or (words.cue is not None and s.lower[words.cue.first].startswith("report")):
        return False
    return item.source.last - item.source.first == 1 and bool(s.flags[item.source.first] & (lx.PERSON | lx.POSSESSIVE))


def _without_repeats(found: list[Found]) -> list[Found]:
    """Drop what a colon or a dash attributes when a word already attributes the same paragraph or quotation."""
    said = sorted(part for item in found if item.list not in _MARK_LISTS for part in item.content)
    firsts = [part.first for part in said]
    reach = list(accumulate((part.last for part in said), max))
    kept = []
    for item in found:
        n = bisect_right(firsts, item.content[0].first) - 1
        if item.list not in _MARK_LISTS or n < 0 or reach[n] <= item.content[0].first:
            kept.append(item)
    return kept


def _order(item: Attribution) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...], str]:
    return (item.cue or item.content, item.content, item.source, item.rule)


def read_layer(s: Scan, layer: Layer, cues: Sequence[int]) -> list[Found]:
    """Return the attributions whose cue, one of `cues`, stands in one sentence, outside its quotations."""
    found: list[Found] = []
    open_left = free = layer.first
    said: Range | None = None
    for k in range(bisect_left(cues, layer.first), len(cues)):
        at = cues[k]
        if at >= layer.last:
            break
        if at < free:
            continue
        item = read_cue(s, layer, at, open_left, said)
        if item is None:
            continue
        found.append(item)
        if passes_speech_on(item) and (said is None or item.leftward):
            said = item.source
        if item.cue is not None:
            free = item.cue.last
        if item.leftward:
            open_left = max(item.cue.last if item.cue else 0, item.source.last if item.source else 0)
    return found


def cue_places(analysis: Analysis, s: Scan) -> list[int]:
    """Return the tokens outside of quotations that may begin a cue, ascending."""
    ends = {paragraph.last for paragraph in analysis.paragraphs}
    seconds = s.lexicon.seconds
    places = []
    edge = 0
    until = 0
    for at in [k for k, bits in enumerate(s.flags) if bits & lx.CUE]:
        while edge < len(s.starts) and s.starts[edge] <= at:
            until = max(until, s.starts[edge] + 1, s.opens[s.starts[edge]])
            edge += 1
        needed = seconds.get(s.lower[at])
        if at < until or (needed and (at + 1 == len(s.lower) or s.lower[at + 1] not in needed)):
            continue
        if s.flags[at] & lx.WORD or _mark_may_speak(s, at, ends):
            places.append(at)
    return places


def _mark_may_speak(s: Scan, at: int, ends: set[int]) -> bool:
    """Whether a dash stands behind a quotation, or a colon behind a name, before a quotation or at the very end."""
    if s.lower[at] != ":":
        return at - 1 in s.closes
    return at + 1 in s.opens or at + 1 in ends or (at > 0 and bool(s.flags[at - 1] & (lx.NAME | lx.TITLE)))


def _with_continuations(analysis: Analysis, s: Scan, inside: Sequence[int], found: list[Found]) -> list[Found]:
    """Add unclaimed quotations to the attribution before them in the paragraph."""
    by_sentence: dict[int, list[int]] = {}
    for k, item in enumerate(found):
        by_sentence.setdefault(item.sentence, []).append(k)
    claimed = sorted(part for item in found for part in item.content)
    result = list(found)
    speaker = -1
    at_claim = 0
    for n, sentence in enumerate(analysis.sentences):
        while at_claim < len(claimed) and claimed[at_claim].last <= sentence.first:
            at_claim += 1
        if n and sentence.paragraph != analysis.sentences[n - 1].paragraph:
            opener = s.opens.get(sentence.first)
            kept = opener is not None and (_left_open(analysis, s, n) or _whole(analysis, s, n, result, speaker))
            if not kept:
                speaker = -1
        here = by_sentence.get(n)
        if here:
            speaker = _speaker(result, here)
            continue
        taken = at_claim < len(claimed) and claimed[at_claim].first < sentence.last
        if speaker < 0 or taken:
            continue
        part = _continuing(s, sentence, inside[n])
        if part is None:
            speaker = -1 if not taken else speaker
            continue
        result[speaker] = replace(result[speaker], content=(*result[speaker].content, part))
    return result


def _speaker(found: Sequence[Found], here: Sequence[int]) -> int:
    """Return the attribution of a sentence that a quotation behind it would continue."""
    direct = [k for k in here if found[k].kind == "speech" and found[k].source is not None and found[k].cue is not None]
    return direct[0] if direct else -1


def _whole(analysis: Analysis, s: Scan, n: int, found: Sequence[Found], speaker: int) -> bool:
    """Whether sentence `n` is a paragraph of nothing but one quotation, right behind quoted speech of the speaker."""
    sentence = analysis.sentences[n]
    alone = sentence.last == analysis.paragraphs[sentence.paragraph].last and sentence.last - sentence.first > _SHORT
    if speaker < 0 or not alone or s.opens[sentence.first] < sentence.last - 1:
        return False
    return any(part.first in s.opens for part in found[speaker].content)


def _left_open(analysis: Analysis, s: Scan, n: int) -> bool:
    """Whether the paragraph before sentence `n` ended in an open quotation."""
    end = analysis.sentences[n - 1].last - 1
    return end in s.closes and not _is_mark(s, end)


def _is_mark(s: Scan, at: int) -> bool:
    return s.lower[at] in MARKS


def _continuing(s: Scan, sentence: Sentence, inside: int) -> Range | None:
    """Return the sentence as content when a quotation, begun here or before, makes up all of it."""
    first, last = sentence.first, sentence.last
    end = min(s.opens[first], last) if first in s.opens else inside
    if end > first and last - end <= 1:
        return Range(first, last)
    return Range(first, end) if end - first > _SHORT and last - end <= _SHORT else None


def _located(s: Scan, item: Found) -> Attribution:
    """Give an attribution its offsets and its form."""
    content = tuple(span for part in item.content for span in _content_spans(s, part))
    source = _source_spans(s, item)
    cue = (_span(s, item.cue),) if item.cue is not None else ()
    step = Step("frame", f"cue of the list {item.list}", item.rule, *(cue or content)[0])
    steps = (step, Step("negation", "the cue is negated", item.rule, *cue[0])) if item.negated and cue else (step,)
    return Attribution(source, cue, content, _form(s, item.content), item.rule, item.kind, steps)


def _source_spans(s: Scan, item: Found) -> tuple[Span, ...]:
    """Return the source, and the relative pronoun that stands for it before the cue: "Roe", "who"."""
    if item.source is None:
        return ()
    spans = (_span(s, item.source),)
    if item.cue is None or item.source.last >= item.cue.first:
        return spans
    at = item.source.last + (s.lower[item.source.last] == ",")
    stands_for = s.lower[at] in {"who", "which", "that"} and at < item.cue.first
    helpers = range(at + 1, item.cue.first)
    if stands_for and all(s.flags[k] & (lx.AUX | lx.MODAL) or is_adverb(s, k) for k in helpers):
        return (*spans, _span(s, Range(at, at + 1)))
    return spans


def _span(s: Scan, part: Range) -> Span:
    return Span(s.tokens[part.first].start, s.tokens[part.last - 1].end)


def _content_spans(s: Scan, part: Range) -> list[Span]:
    """Return a range as spans, without the marks that enclose all of it."""
    first, last = part
    if first in s.opens and s.opens[first] >= last:
        first += 1
        if last - 1 in s.closes and _is_mark(s, last - 1):
            last -= 1
    while last > first and s.lower[last - 1] == ",":
        last -= 1
    return [_span(s, Range(first, last))] if first < last else [_span(s, part)]


def _form(s: Scan, content: Sequence[Range]) -> Form:
    """Direct when every word stands in marks, mixed when some do, indirect when none does."""
    quoted = plain = 0
    for part in content:
        at = part.first
        while at < part.last:
            if at in s.opens:
                quoted += 1
                at = max(at + 1, s.opens[at])
                continue
            plain += bool(s.flags[at] & lx.WORD)
            at += 1
    if not quoted:
        return Form.INDIRECT
    return Form.MIXED if plain else Form.DIRECT
