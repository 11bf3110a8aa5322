"""What was served in an article's place is called suspect; articles are not."""

from __future__ import annotations

import pytest

from pipeline.extract.document import read_page

URL = "https://gazette.example/2024/bolt"
PARAGRAPH = "<p>Brindle Motors said on Monday that it would not hand the ministry the data its cars had collected.</p>"
ARTICLE = '<meta property="og:type" content="article">'
LOCKED = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
CONSENT = (
    "<h1>Before you go on</h1><p>We and our partners store cookies on your device and read them, if you consent.</p>"
    "<p>With your consent we show you personalised advertising and measure how it does, using cookies.</p>"
    "<p>You may withdraw your consent at any time in the privacy settings of this site.</p>"
)
PAGES = {
    "consent_wall": ("Your choice", "", CONSENT),
    "soft_404": (
        "Page not found",
        "",
        "<h1>Page not found</h1><p>Sorry, the page you asked for has moved or never was.</p>",
    ),
    "bot_challenge": (
        "Just a moment...",
        "<script src='/cdn-cgi/challenge-platform/a.js'></script>",
        "<p>Verify that you are human by completing the action below.</p>",
    ),
    "paywall_teaser": (
        "Brindle",
        LOCKED,
        f"<article><h1>Brindle</h1>{PARAGRAPH}</article><p>Subscribe to continue reading.</p>",
    ),
    "empty_shell": (
        "Gazette",
        "",
        "<div id='root'></div><noscript>x</noscript><p>Please enable JavaScript to go on.</p>",
    ),
    "redirect_stub": (
        "Moved",
        '<meta http-equiv="refresh" content="0; url=/new">',
        "<p>This page has moved <a href='/new'>here</a>.</p>",
    ),
}


def outcome(title: str, head: str, body: str) -> tuple[str, str]:
    """Return the outcome of a page and its reason."""
    source = f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    document = read_page(source.encode(), url=URL)
    return document.outcome, document.reason


MORE = [
    (
        "bot_challenge",
        "Just a moment...",
        "<script>window._cf_chl_opt = {}</script>",
        "<noscript>Enable JavaScript and cookies to continue</noscript>",
    ),
    (
        "bot_challenge",
        "gazette.example",
        "<script>var dd={'host':'geo.captcha-delivery.com'}</script>",
        "<p>Please enable JS and disable any ad blocker</p>",
    ),
    (
        "bot_challenge",
        "Access Denied",
        "",
        "<h1>Access Denied</h1>You don't have permission to access this page. Reference #18.2 1699",
    ),
    ("soft_404", "Seite nicht gefunden", "", "<p>Die Seite, die Sie suchen, wurde nicht gefunden.</p>"),
    ("soft_404", "404", "", "<p>Cette page est introuvable.</p>"),
    ("soft_404", "Gazette", '<meta name="robots" content="noindex">', "<p>This article is no longer available.</p>"),
    (
        "empty_shell",
        "Gazette",
        "",
        "<div id='app'></div><noscript>You need to enable JavaScript to run this app.</noscript>",
    ),
    ("empty_shell", "Gazette", "", "<div id='__next'></div><script src='/main.js'></script>"),
    ("redirect_stub", "", "<script>window.location.replace('/new')</script>", ""),
    (
        "consent_wall",
        "Ihre Wahl",
        "",
        "<p>Wir und unsere Werbepartner verwenden Cookies, wenn Sie uns Ihre Einwilligung geben.</p>"
        "<p>Näheres zum Datenschutz und zu den Zwecken steht in den Einstellungen; Cookies lassen sich löschen.</p>",
    ),
]


@pytest.mark.parametrize(("kind", "title", "head", "body"), MORE)
def test_more_of_each_kind(kind: str, title: str, head: str, body: str) -> None:
    """Other wordings, other languages, words that only show without scripts."""
    assert outcome(title, head, body)[0] == f"suspect:{kind}"


@pytest.mark.parametrize("kind", PAGES)
def test_pages_in_an_articles_place(kind: str) -> None:
    """Each kind is named, with at least two reasons."""
    name, reason = outcome(*PAGES[kind])

    assert name == f"suspect:{kind}"
    assert reason.count(";") >= 1


STORY = "".join(PARAGRAPH.replace("Monday", day) for day in ("Monday", "Tuesday", "Friday"))
LONG = "".join(PARAGRAPH.replace("Monday", f"the {day}th of May") for day in range(4, 20))


@pytest.mark.parametrize(
    ("title", "head", "body"),
    [
        ("Court rules on cookies", ARTICLE, f"<article>{CONSENT}</article>"),
        ("Black box not found, says ministry", ARTICLE, f"<article>{STORY}</article>"),
        (
            "Brindle will not comply",
            "",
            f"<article>{STORY}</article><div class='cookie-banner'><p>We use cookies.</p></div>",
        ),
        ("Brindle", '<meta http-equiv="refresh" content="300; url=/live">', f"<article>{STORY}</article>"),
        ("Brindle", LOCKED, f"<article>{LONG}</article><p>Subscribe now.</p>"),
        ("Access denied to ministry", ARTICLE, f"<article>{STORY}</article>"),
        ("Brindle", "<script>location.href = '#top'</script>", f"<article>{STORY}</article>"),
    ],
)
def test_articles_that_share_a_sign_are_articles(title: str, head: str, body: str) -> None:
    """One sign alone, or signs against what the page says of itself, flag nothing."""
    assert outcome(title, head, body) == ("article", "")


def test_a_suspect_page_keeps_its_text() -> None:
    """The text of a suspect page can be looked at."""
    source = "<html><head><title>Page not found</title></head><body><p>Sorry, that page does not exist any more.</p></body></html>"

    assert "does not exist" in read_page(source.encode(), url=URL).text
