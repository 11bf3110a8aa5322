"""Attributions as English news words them. Marks in a case show source, cue and content of one attribution of it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.labels import Form
from pipeline.model.reading import Attribution, Text
from pipeline.rules import load_pack
from pipeline.statements.analysis import analyse
from pipeline.statements.attributions import attribute

PACK = load_pack(Path(__file__).parents[2] / "pipeline" / "rules" / "en")
PART = re.compile(r"\[([SCT]):((?:[^\[\]]|\[[^\[\]]*\])*)\]")


def read(text: str) -> tuple[Attribution, ...]:
    return attribute(analyse(Text(text)), PACK)


def words(text: str, item: Attribution) -> dict[str, list[str]]:
    parts = {"S": item.source, "C": item.cue, "T": item.content}
    return {role: [text[start:end] for start, end in spans] for role, spans in parts.items()}


CASES = [
    # order
    "[S:Acme] [C:said] [T:it would leave the market].",
    "[S:Acme] [C:said] on Monday that [T:it would leave the market].",
    "“[T:We will leave],” [S:Acme] [C:said] on Monday.",
    "“[T:We will leave],” [C:said] [S:Jane Roe], who took over in May.",
    "[T:The plant is safe and will stay open], [S:the company] [C:said] in a statement.",
    "“[T:We will leave],” [S:Roe] [C:said], “[T:because we must.]”",
    "[T:The plan], [S:she] [C:said], [T:was a disgrace].",
    "“[T:We disagree],” [C:said] [S:a spokesperson for Acme] in a statement to the Planet.",
    # where and how
    "In a statement, [S:Acme] [C:said]: “[T:We will leave.]”",
    "In a tweet, [S:Acme] [C:said] that [T:it would leave].",
    "In a blog post on Monday [S:the company] [C:said] [T:it would leave].",
    "[S:Roe] [C:told] the Daily Planet that [T:it was over].",
    "[S:Roe] [C:told] reporters on Monday [T:the talks had failed].",
    "“[T:It is over],” [S:Roe] [C:told] the Daily Planet.",
    "[C:According to] [S:Reuters], [T:Acme will leave the market].",
    "[T:Acme will leave the market], [C:according to] [S:a person close to the talks].",
    "[C:As per] [S:the company's own report], [T:it received 40 demands].",
    "Acme said it would leave the market within days, Reuters reported.",
    # distance
    "[S:Kevin Roe], who took over in May, [C:said] [T:it would leave].",
    "[S:Kevin Roe, chief executive of Acme], [C:said] [T:it would leave].",
    "[S:Officials] who spoke with the Planet [C:said] [T:it would leave].",
    "[S:A spokesperson for Acme in Berlin] [C:said] [T:it would leave].",
    "Acme, which owns Beta, has repeatedly [C:denied] [T:the claim].",
    "[S:Acme], after a row over its waste broke out in March, initially [C:said] that [T:there was no leak].",
    "[S:Jane Roe], citing “the price of steel,” [C:said] [T:the plant would shut].",
    "[S:Jane Roe (Ohio)], [C:said] [T:the plant would shut].",
    "[S:She] appeared with Poe and backed the plan, [C:saying], “[T:It is a good plan.]”",
    "“[T:We are sorry],” [S:Roe] [C:said] to loud applause.",
    "“[T:We are sorry],” [S:Roe] [C:said] of the leak, “[T:and we will pay.]”",
    "“It is over,” [S:Roe] said, [C:adding]: “[T:We lost.]”",
    "[T:Closing the plant is a mistake], [C:said] [S:Jane Roe].",
    "As [S:Roe] [C:told] the Planet, “[T:We will leave this town.]”",
    "During the strike, [S:the Unions] [C:say] [T:they were not paid].",
    "[S:Mr. Roe and Ms. Poe] [C:insist] that [T:nothing was lost].",
    "[S:About 40 drivers] [C:said] [T:they were ill].",
    "[S:At least 40 drivers] [C:said] [T:they were ill].",
    "[S:Six in ten drivers] [C:say] [T:they are ill].",
    "[C:Calling] [T:the plan a disgrace], [S:Roe] left the hall.",
    "Acme's new plant opens. [S:He]'s [C:said] [T:it was late].",
    "[S:Roe] [C:asked] the minister during a long call [T:whether the plant was safe].",
    "[S:Acme] [C:promised] on Monday [T:to pay in full].",
    "[S:Those who stayed] [C:said] [T:they were not paid].",
    "[S:Acme Chief] [C:Says] [T:The Old Plant Will Close In May]",
    "The mayor praised the plan: “[T:It is the best in years],” [S:she] [C:said].",
    "[T:“We won,” Roe said], [C:according to] [S:Reuters].",
    "[S:Roe] sent a letter [C:asking] [T:the court to act].",
    "[S:Acme] apologised in a statement [C:saying] [T:it would pay].",
    "[T:Prices declined by a third], [C:according to] [S:a yearly survey].",
    "[C:According to] [S:a study] by two economists, [T:prices fell].",
    "[C:Asked] by [S:Poe] [T:whether the plant was safe], Roe left.",
    # ends of indirect content, coordination
    "[S:Jane Roe], [S:who] [C:said] [T:she was ill], left early.",
    "[S:Acme] [C:said] [T:the new plant — and the old one as well — will shut].",
    "[S:Acme] [C:said] [T:it hired Beta], which the union called “a disgrace”.",
    "[S:Critics] [S:who] [C:oppose] [T:the law] said nothing.",
    "[S:Acme] [C:said] [T:the plant, while old, was safe].",
    "[S:Acme] [C:said] that [T:its site, acme.example, was not hit].",
    "[S:Roe] [C:argued] that [T:being first “is a burden”].",
    "[S:Acme] [C:denied] [T:the claim], and its shares rose.",
    "[S:Roe] [C:called] [T:him a “nice guy”] and he smiled at her.",
    "[S:Acme] [C:said] [T:the plant was old], but insisted it was safe.",
    "[S:Acme] said the plant was old but [C:insisted] [T:it was safe].",
    "[S:Acme] said it would leave, [C:adding] that [T:it had no choice].",
    "[S:Acme] [C:said] [T:it would leave], while Beta stayed.",
    "[S:Acme] [C:said] [T:it would leave], though unions doubt that.",
    "[S:Acme] [C:said] [T:it was sorry]; unions were not.",
    # partial quotations
    "[S:Acme] [C:said] that [T:it had “grave concerns” about the law].",
    "[S:Acme] [C:called] [T:the fine “a disgrace”].",
    # phrases and other words
    "[S:Acme] [C:pointed out] that [T:the law was new].",
    "[S:Roe] [C:went on to say] that [T:the law was new].",
    "[S:Acme] [C:accused] [T:Beta of stealing its designs].",
    "[S:Acme] [C:promised] [T:to repay every customer].",
    "[S:Acme] [C:urged] [T:the court to lift the ban].",
    "[S:Acme] [C:believes] that [T:the law is unfair].",
    "[S:Acme] [C:plans] [T:to leave the market].",
    "[S:Acme] is [C:confident] that [T:it will win].",
    "Beta rejected [S:Acme]'s [C:claim] that [T:it had stolen designs].",
    "[S:Regulators] issued a [C:warning] that [T:supplies would run out].",
    "[T:The merger] was [C:criticised] by [S:unions].",
    "As [S:Reuters] [C:reported], [T:Acme will leave the market].",
    "After [S:Acme] [C:denied] [T:the claim], its shares rose.",
    # announced, signed, labelled
    "[S:A spokesperson for Acme] sent us the following [C:statement]:\n\n“[T:We will leave. We are sorry.]”",
    "Here is the complete [C:statement] from [S:the company]:\n\n“[T:We will leave.]” — Acme spokesperson",
    "“[T:We will leave. We are sorry.]” [C:—] [S:Acme spokesperson]",
    "[S:Roe][C::] ‘[T:We will appeal]’",
    # where content ends
    "[S:Acme] [C:said] [T:it would sell the plant] but did not give a date.",
    "[S:Acme] [C:said] [T:it had met Bolt] but declined to comment further.",
    "[S:Acme] [C:said] [T:it would pay in full], a claim that Bolt disputes.",
    "[S:Acme] [C:said] [T:it would close the plant], an apparent reference to the fire.",
    "[S:Acme] [C:announced] [T:a cut of 400 jobs] — a move that unions called cruel.",
    "[S:Acme] [C:said] [T:the plant was safe], and three inspectors left the town.",
    "[S:Acme] [C:said] [T:it would leave], while Bolt, a big investor, declined to comment.",
    # who speaks
    "[S:Sources close to the talks] [C:say] [T:they have failed].",
    "[S:Privacy advocates] also [C:said] [T:the bill went too far].",
    "[S:Critics] [C:call] [T:it the end of the market].",
    "As [S:Jane Roe, a lawyer for Acme], [C:put it], “[T:Nobody won that day.]”",
    "When the talks failed, Poe laughed and [S:Roe] [C:shot back], “[T:You never wanted this deal.]”",
    "When Poe mentioned the fire, [S:she] sighed and [C:said], “[T:It was not our fault.]”",
    "[S:Jane Roe] sent a letter to the board on Monday [C:saying] that [T:she would leave].",
    "The list, which [S:the company] [C:says] [T:holds two million names], is old.",
    "[T:That plan], [S:many] [C:argue], [T:could harm the town].",
    "[T:The years that followed], [S:he] [C:said], [T:brought a change of mind].",
    "“[T:It is over],” [C:said] [S:Rep. J.T. Roe].",
    "[S:One sign] [C:read] “[T:Save our plant.]”",
    "[S:Roe] [C:told] a crowd who had waited for hours that [T:it was over].",
    "[S:The paper] [C:asked] the head of the firm [T:if he would resign].",
    # quotations in parts
    "“[T:We were patient],” [S:Roe] [C:said] after a meeting with Poe, “[T:but the time for talk is over.]”",
    "“[T:I like Poe],” [S:he] [C:said], but “[T:when it comes to the plant, he is wrong.]”",
    "But, [C:said] [S:Roe], “[T:we will never sell the plant.]”",
    'Transcript:\n\n"[S:ROE][C::] [T:We will appeal to the court.]\n\n"POE: You will lose it.',
    "“It is done.” [S:He] [C:said], twice, that [T:it was over].",
]


@pytest.mark.parametrize("case", CASES)
def test_reads(case: str) -> None:
    """Source, cue and content stand where the sentence puts them."""
    text = PART.sub(lambda found: found[2], case)
    wanted: dict[str, list[str]] = {"S": [], "C": [], "T": []}
    for role, part in PART.findall(case):
        wanted[role].append(part)
    found = [words(text, item) for item in read(text)]
    keys = [role for role in wanted if wanted[role]]
    assert {role: wanted[role] for role in keys} in [{role: item[role] for role in keys} for item in found]


@pytest.mark.parametrize(
    "text",
    [
        "The annual report was long.",
        "The state of the plant is good.",
        "He left a note on the table.",
        "They raised the charge by a point.",
        "Acme's “smart” plan was shut.",
        "Update: the plant is open.",
        "It went according to plan.",
        "The said company was closed.",
        "Acme uses a system called Orbit.",
        "The federal challenges grew.",
        "It has plants in 11 states.",
        "Regarding the plan, nothing was done.",
        "Roe: A closing surge.",
        "Q: Who pays?",
    ],
)
def test_leaves_alone(text: str) -> None:
    """Words that are cues elsewhere attribute nothing where they are nouns or names of things."""
    assert read(text) == ()


def test_the_outermost_source_has_the_whole_report() -> None:
    """In "A said X, Reuters reported" the agency's content is the whole, A's ends before the agency."""
    text = "Acme said it would leave within days, Reuters reported."
    found = {item["S"][0]: item["T"] for item in (words(text, item) for item in read(text))}
    assert found == {"Acme": ["it would leave within days"], "Reuters": ["Acme said it would leave within days"]}


def test_own_minds_within_reported_words_are_no_attribution() -> None:
    """What speakers say of their own hopes and acts is one attribution; what they say of others is two."""
    assert [words(text, item)["C"] for text in ("Acme said it hopes to win.",) for item in read(text)] == [["said"]]
    of_others = "Roe said Acme opposes the law."
    assert [words(of_others, item)["S"] for item in read(of_others)] == [["Roe"], ["Acme"]]
    ahead = "Roe said voters who want change would support Acme."
    assert [words(ahead, item)["C"] for item in read(ahead)] == [["said"]]
    passed_on = "According to Reuters, it denied the claim."
    assert [words(passed_on, item)["S"] for item in read(passed_on)] == [["Reuters"], ["it"]]


def test_a_noun_repeats_no_verb() -> None:
    """What somebody says in a statement is attributed once, by the verb."""
    assert [words(text, item)["C"] for text in ("Acme said in a statement that it won.",) for item in read(text)] == [
        ["said"]
    ]


def test_a_relative_pronoun_is_part_of_the_source() -> None:
    """The antecedent and the pronoun that stands for it before the cue are both the source."""
    assert words(text := "Critics who say it is late left.", read(text)[0])["S"] == ["Critics", "who"]


def test_a_quotation_without_a_cue_continues_the_speaker() -> None:
    """Within a paragraph, a following quotation belongs to the speaker before it."""
    text = "“It is over,” Roe said. “We lost. So be it.” The court rose."
    assert [words(text, item)["T"] for item in read(text)] == [["It is over", "We lost. So be it."]]


def test_a_quotation_runs_over_paragraphs() -> None:
    """A quotation left open continues where the next paragraph opens with a mark again."""
    text = "“It is over,” Roe said. “We lost.\n\n“But we will be back.”\n\nThe court rose."
    assert [words(text, item)["T"] for item in read(text)] == [["It is over", "We lost.", "But we will be back."]]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“We will leave,” Acme said.", Form.DIRECT),
        ("Acme said it had “grave concerns” about the law.", Form.MIXED),
        ("Acme said it would leave.", Form.INDIRECT),
    ],
)
def test_form(text: str, form: Form) -> None:
    """Direct when all words stand in marks, mixed when some do, indirect when none does."""
    assert [item.form for item in read(text)] == [form]


@pytest.mark.parametrize(("text", "kind"), [("Acme said it won.", "speech"), ("Acme hopes to win.", "intention")])
def test_kind(text: str, kind: str) -> None:
    """The kind is that of the cue's list."""
    assert [item.kind for item in read(text)] == [kind]


def test_a_negated_cue_is_told() -> None:
    """An intention that is denied carries a step that says so; a verb of saying that is negated attributes nothing."""
    (plan,) = read("Acme does not plan to leave.")
    assert [step.stage for step in plan.steps] == ["frame", "negation"]
    assert read("Acme did not say that it would leave.") == ()


NEWS = st.lists(
    st.sampled_from(
        [
            "Acme",
            "said",
            "that",
            "“",
            "”",
            ",",
            ".",
            "it",
            "according",
            "to",
            "told",
            "who",
            ":",
            "\n\n",
            "a",
            "claim",
            "—",
            "'s",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(NEWS)
def test_spans_are_exact(text: str) -> None:
    """Whatever the text, spans are inside it, not empty, and ascending; the same text gives the same attributions."""
    found = read(text)
    for item in found:
        assert item.content
        for spans in (item.source, item.cue, item.content):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert list(spans) == sorted(spans)
    assert found == read(text)


@pytest.mark.parametrize(
    "unit",
    [
        "said ",
        "“a said ",
        "Acme said that ",
        "according to ",
        "a, ",
        "'a ",
        "( ",
        "claim that ",
        "x: ",
        "a said: “it is so now” b, ",
        "As he — ",
    ],
)
def test_time_is_linear(unit: str, cpu_seconds) -> None:
    """One line without end takes time in proportion to its length."""

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit)))[:size]
        return cpu_seconds(lambda: read(text))

    assert seconds(40_000) < 12 * max(seconds(10_000), 0.01)
