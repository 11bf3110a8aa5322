"""What no reader sees, or what was struck out, is no text; what most of the article stands in is, whatever is set."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from pipeline.extract.document import read_page
from pipeline.extract.sheets import MOST_CSS, read_sheets
from pipeline.extract.sight import Way, sight

URL = "https://gazette.example/2024/bolt"
FIRST = "Brindle Motors said on Monday that it would not hand the ministry the data that its cars had collected."
SECOND = "“We will see them in court,” said Ada Quill, who runs the legal department of the company in Westhaven."
THIRD = "The ministry, which had set a deadline of ten days, let it be known that it would wait for the judges."
UNSEEN = "Brindle Motors said on Monday that it would sell the data of its drivers to anybody who paid for it."
STORY = [FIRST, SECOND, THIRD]


def read(body: str, head: str = "") -> list[str]:
    """Return the texts of the blocks of a page."""
    source = (
        f"<html><head><title>Brindle goes to court</title>{head}</head><body><article>{body}</article></body></html>"
    )
    document = read_page(source.encode(), url=URL)
    return [document.text[block.start : block.end] for block in document.blocks]


def among(line: str, head: str = "") -> list[str]:
    """Return the texts of a story with `line` in its middle."""
    return read(f"<p>{FIRST}</p><p>{SECOND}</p>{line}<p>{THIRD}</p>", head)


@pytest.mark.parametrize(
    "style",
    [
        "font-size:0",
        "FONT-SIZE: 0px !important",
        "opacity:0",
        "opacity: 0.0;",
        "height:0;overflow:hidden",
        "max-height: 0px; overflow-y: hidden",
        "width:1px;height:1px;overflow:clip",
        "position:absolute;left:-9999px",
        "position:fixed;top:-9999em",
        "text-indent:-9999px",
        "position:absolute;clip:rect(0 0 0 0)",
        "clip-path: inset(50%)",
        "transform:scale(0)",
        "transform: translateX(-9999px)",
        "text-decoration: line-through",
    ],
)
@pytest.mark.parametrize("place", ["style", "class"])
def test_text_that_is_not_seen_is_no_text(style: str, place: str) -> None:
    """A declaration that hides a line hides it in a style attribute and in a rule of the page, whole and in a line."""
    marked = f'style="{style}"' if place == "style" else "class='x zz'"
    head = "" if place == "style" else f"<style>p{{margin:0}} .zz{{{style}}}</style>"

    assert among(f"<p {marked}>{UNSEEN}</p>", head) == STORY
    in_line = FIRST.replace(" would", f" would <span {marked}>happily </span>")
    assert read(f"<p>{in_line}</p><p>{SECOND}</p><p>{THIRD}</p>", head)[0].replace("  ", " ") == FIRST


def test_text_in_the_colour_of_its_background() -> None:
    """The same colour twice in one style attribute is text that nobody reads."""
    assert among(f"<p style='color:#fff;background-color:#FFF'>{UNSEEN}</p>") == STORY


@pytest.mark.parametrize(
    "style",
    [
        "font-size:0.9em",
        "opacity:0.6",
        "height:0",
        "height:0;padding-bottom:56%;overflow:hidden",
        "max-height:200px;overflow:hidden",
        "left:-9999px",
        "position:absolute;left:-20px",
        "text-indent:-1em",
        "clip-path:inset(0)",
        "transform:scale(0.8)",
        "transform:translateX(-100%)",
        "color:#fff;background-color:#000",
        "color:inherit;background:inherit",
        "opacity:0;transition:opacity .3s",
        "opacity:0;animation:rise 1s forwards",
        "--height:0;overflow:hidden",
    ],
)
def test_what_is_seen_stays(style: str) -> None:
    """What only looks like it, or is on its way to being shown, hides nothing."""
    assert UNSEEN in among(f'<p style="{style}">{UNSEEN}</p>')
    assert UNSEEN in among(f"<p class=zz>{UNSEEN}</p>", f"<style>.zz{{{style}}}</style>")


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_struck_words_are_taken_out_and_inserted_ones_stay(tag: str) -> None:
    """The words around are joined by a space; a struck paragraph is gone; `ins` stays."""
    struck = FIRST.replace("Monday", f"<{tag}>Sunday</{tag}><ins>Monday</ins>")

    assert read(f"<p>{struck}</p><p>{SECOND}</p><p>{THIRD}</p>") == STORY
    assert among(f"<p><{tag}>{UNSEEN}</{tag}></p>") == STORY
    assert among(f"<div><{tag}>{UNSEEN}<br>{UNSEEN}</{tag}></div>") == STORY


def test_a_struck_piece_of_a_line_does_not_lose_the_line() -> None:
    """A paragraph keeps its place in the text where most of it was struck, and joins words by one space."""
    first = FIRST.replace(" that it", f"<del> and {UNSEEN}</del>that it", 1)

    assert read(f"<p>{first}</p><p>{SECOND}</p><p>{THIRD}</p>") == STORY


@pytest.mark.parametrize(
    "rule",
    [
        ".zz{display:none}",
        "#n1 { display: none !important }",
        "p.zz.x{visibility:hidden}",
        "em,p.zz , b{display:none}",
        "/* a } b */ .a::after{content:'}'} .zz{display:none}",
        "@charset 'utf-8'; .zz{display:none}",
        "@media screen{.zz{display:none}}",
        "@media print{.b{color:red}} .zz{display:none}",
        "@layer base{.zz{display:none}}",
        "@media print{.zz{display:block}} .zz{display:none}",
        ".zz{display:block} .zz{display:none}",
        "p{display:block} .zz{display:none}",
        ".zz{display:none} p{display:block}",
        ".zz{display:none} .zz.open{display:block}",
        ".zz{display:none} .zz:hover{display:block}",
        ".zz{display:none} .zz::before{display:block}",
        ".z\\7a{x:y} .zz{display:none",
    ],
)
def test_rules_of_the_page_hide(rule: str) -> None:
    """Plain class, id and tag rules are read, with what surrounds them."""
    assert among(f"<p class='x zz' id=n1>{UNSEEN}</p>", f"<style>{rule}</style>") == STORY


@pytest.mark.parametrize(
    "rule",
    [
        "@media print{.zz{display:none}}",
        "@media (max-width:600px){.zz{display:none}}",
        "@supports (display:grid){.zz{display:none}}",
        "@keyframes a{from{opacity:0}to{opacity:1}}",
        ".js .zz{display:none}",
        ".zz:empty{display:none}",
        ".zz::first-letter{display:none}",
        ".other{display:none}",
        ".zz.open{display:none}",
        ".zz{display:none} .zz{display:block}",
        ".zz{display:none} p.zz{display:block}",
        ".zz{display:none} .ready .zz{display:block}",
        ".zz{display:none} @media (min-width:600px){.zz{display:block}}",
        ".zz{display:none} .zz:not(.closed){display:block}",
        ".zz{display:none} #n1{display:block}",
        ".zz{display:block !important} .zz{display:none}",
        "/* .zz{display:none} */",
        "/* .zz{display:none}",
    ],
)
def test_rules_that_hide_nothing_here(rule: str) -> None:
    """Conditions, other elements, later and stronger rules: the line is shown, or may be."""
    assert UNSEEN in among(f"<p class='x zz' id=n1>{UNSEEN}</p>", f"<style>{rule}</style>")


def test_sheets_for_other_media_and_readers_without_scripts() -> None:
    """A sheet for print hides nothing; what a noscript sheet shows is meant to be seen."""
    line = f"<p class=zz>{UNSEEN}</p>"

    assert UNSEEN in among(line, "<style media=print>.zz{display:none}</style>")
    assert UNSEEN in among(line, "<noscript><style>.zz{display:none}</style></noscript>")
    assert UNSEEN in among(line, "<style>.zz{opacity:0}</style><noscript><style>.zz{opacity:1}</style></noscript>")
    assert UNSEEN in among(line.replace("zz", "'zz' style='opacity:1'"), "<style>.zz{opacity:0}</style>")


def test_sheets_that_are_too_long_are_not_read_in_part() -> None:
    """What is not read might show again what a rule hides, so then nothing is hidden by rules."""
    padding = ".a{color:red}" * (MOST_CSS // 13)

    assert UNSEEN in among(f"<p class=zz>{UNSEEN}</p>", f"<style>.zz{{display:none}}</style><style>{padding}</style>")


def test_a_small_size_is_undone_inside() -> None:
    """Boxes set a size of nothing to close the gaps between their parts, which set their own."""
    assert UNSEEN in among(f"<div style='font-size:0'><p>{UNSEEN}</p></div>")
    assert UNSEEN in among(f"<p style='font-size:0'><span class='text'>{UNSEEN}</span></p>")


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<div style='opacity:0'>{}</div>", ""),
        ("<div class='zz'>{}</div>", "<style>.zz{display:none}</style>"),
        ("<div class='zz'>{}</div>", "<style>.zz{max-height:0;overflow:hidden}</style>"),
        ("<div>{}</div>", "<style>p{opacity:0}</style>"),
        ("<div>{}</div>", "<style>body{visibility:hidden}</style>"),
        ("<del>{}</del>", ""),
    ],
)
def test_what_holds_the_article_is_never_dropped(body: str, head: str) -> None:
    """Scripts show what carries most of the text, in one piece or in many; the method says that it was set unseen."""
    paragraphs = "".join(f"<p>{text}</p>" for text in STORY)
    source = f"<html><head>{head}</head><body><article>{body.format(paragraphs)}</article></body></html>"
    document = read_page(source.encode(), url=URL)

    assert document.text.split("\n\n") == STORY
    assert "unseen" in document.method
    assert document.outcome == "article"


def test_one_way_is_disbelieved_and_the_others_are_not() -> None:
    """An article that a script brings up may still hold a line that is off the screen."""
    body = f"<p>{FIRST}</p><p>{SECOND}</p><p style='position:absolute;left:-9999px'>{UNSEEN}</p><p>{THIRD}</p>"

    assert read(f"<div style='opacity:0'>{body}</div>") == STORY


def test_pages_read_otherwise_leave_it_out_too() -> None:
    """Without a tree, and by the second parser, struck and unseen text is left out as well."""
    extra = f"<p><del>{UNSEEN}</del></p><p style='opacity:0'>{UNSEEN}</p><p hidden>{UNSEEN}</p>"
    story = "".join(f"<p>{text}</p>" for text in STORY)
    deep = read_page(f"<html><body>{story * 3}{extra}<p class='not hidden at'>{THIRD}{'<div>' * 300}".encode(), url=URL)
    swallowed = read_page(f"<html><head><title>x</head><body>{story * 3}{extra}</body></html>".encode(), url=URL)

    assert "linear" in deep.method
    assert "beautifulsoup" in swallowed.method
    for document in (deep, swallowed):
        assert THIRD in document.text
        assert UNSEEN not in document.text


def test_a_page_read_without_a_tree_keeps_its_article() -> None:
    """Without a tree too, what most of the text stands in is kept, and what is never closed hides nothing."""
    story = "".join(f"<p>{text}</p>" for text in STORY)
    for body in (f"<div style='opacity:0'><div></div>{story}</div>", f"<del>{story}", f"<div hidden>{story}"):
        document = read_page(f"<html><body>{body}{'<b>' * 300}".encode(), url=URL)

        assert "linear" in document.method
        assert document.text.split("\n\n") == STORY


def test_sight_reads_the_last_declaration() -> None:
    """Later declarations win; what shows is told apart from what says nothing."""
    assert sight("display:none;display:block").hides == 0
    assert sight("display:none;display:block").shows == Way.GONE
    assert sight("margin:0").shows == 0
    assert sight("display:none!important").weighs == Way.GONE


@pytest.mark.parametrize(
    "repeated", ["{", "}", ".a{", "/*", "'", '"\\', ".a,", "@media{", ".a{opacity:0}", "a:", "\\", ".a{&{"]
)
def test_reading_sheets_is_linear_and_bounded(repeated: str, cpu_seconds) -> None:
    """Ten times the sheet takes no forty times the time, and a hundred times neither: what is too long is not read."""

    def seconds(times: int) -> float:
        tree = document_fromstring(f"<html><head><style>{repeated * times}</style></head><body><p class=a>x</p></body>")
        return cpu_seconds(lambda: read_sheets(tree.iter("style")))

    few = MOST_CSS // len(repeated) // 10
    short = max(seconds(few), 0.005)
    assert seconds(10 * few) < 40 * short
    assert seconds(100 * few) < 40 * short


@pytest.mark.parametrize("tag", ["div", "b", "s", "del", "p hidden"])
def test_deep_pages_are_read_without_a_tree(tag: str, cpu_seconds) -> None:
    """Ten times the depth, a hundred thousand levels, takes no forty times the time, closed or not."""

    def seconds(depth: int, end: str) -> float:
        page = f"<html><body><p>{FIRST}</p>{f'<{tag}>' * depth}x{end * depth}".encode()
        return cpu_seconds(lambda: read_page(page, url=URL))

    for end in ("", f"</{tag.split(maxsplit=1)[0]}>"):
        assert seconds(100_000, end) < 40 * max(seconds(10_000, end), 0.005)
