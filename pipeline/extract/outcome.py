"""Say whether a page is an article or something else that was served in its place.

A page is only called suspect when several signals agree and none speaks for an article; the reason names them. A long
text is taken for an article unless it speaks of consent throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from pipeline.extract.normalise import SEPARATOR, key
from pipeline.extract.pick import Picked
from pipeline.extract.tells import SHORT, Tells, gather

_TEASER = 900
_STUB = 400
_LEAST = 2
_LETTERS = 20
"""Fewer letters than this are no text of an article in any script."""

_CHALLENGE_TITLE = (
    r"just a moment|attention required|access (?:to this page has been )?denied|are you (?:a robot|human)|"
    r"pardon our interruption|security (?:check|verification)|verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"human verification|robot check|captcha|ddos protection|request (?:blocked|unsuccessful)|unusual traffic|"
    r"forbidden|"
    r"sicherheitsüberprüfung|zugriff verweigert|vérification de sécurité|accès refusé|acceso denegado|accesso negato"
)
_CHALLENGE_TEXT = (
    r"(?:enable|activate|turn on) (?:java ?script and cookies|cookies and java ?script|js and disable)|"
    r"not a (?:ro)?bot|"
    r"press (?:&|and) hold|permission to access|reference #\d|"
    r"checking (?:if the site connection is secure|your browser)|verify(?:ing)? (?:that )?you(?:'re| are) (?:a )?human|"
    r"unusual (?:activity|traffic)|automated (?:access|requests|queries)|ray id|reference id|incident id|"
    r"complete the captcha|"
    r"kein roboter|pas un robot|no (?:eres|soy) un robot|non sono un robot|nie jestem robotem"
)
_CHALLENGE_MARKUP = (
    r"_?cf[-_](?:chl|challenge|browser-verification|turnstile)|challenge-platform|px-captcha|captcha-delivery|datadome|"
    r"_incapsula_|g-recaptcha|h-captcha|hcaptcha|distil|awswaf|akamai-?bm|sucuri"
)
_MISSING = (
    r"\b404\b|\b410\b|not[ -]found|(?:page|article|story|content)[^.]{0,30}(?:does(?: not|n[’']t) exist|"
    r"no longer (?:exists|available)|"
    r"unavailable|could(?: not|n[’']t) be found|can(?:not|[’']t) be found)|(?:can[’']t|could(?: not|"
    r"n[’']t)) find (?:that|the|this) page|"
    r"nicht gefunden|nicht mehr (?:verfügbar|vorhanden)|existiert nicht|introuvable|n[’']existe (?:pas|plus)|"
    r"no (?:se )?(?:encontrad[ao]|ha sido encontrad[ao]|existe)|non (?:è stata )?trovat[ao]|non esiste|niet gevonden|"
    r"não (?:foi )?encontrad[ao]|nie (?:została )?znaleziono|nie istnieje|hittades inte|ikke funnet|ikke fundet|"
    r"ei löytynyt|bulunamadı|не (?:найден|существует)|не знайдено|見つかりません|存在しません|찾을 수 없|找不到|不存在"
)
_CONSENT = (
    r"cookies?\b|consent|privacy (?:policy|settings|preferences)|personali[sz]ed (?:ads|advertising|content)|"
    r"our partners|"
    r"vendors|legitimate interest|einwillig|datenschutz|werbe?partner|tracking|consentement|traceurs|partenaires|"
    r"consentimiento|nuestros socios|consenso|toestemming|samtykke|samtycke|zgod[ay]|consentimento|персональн\w+ данн"
)
_PAYWALL = (
    r"subscri(?:be|ption|bers?)\b|already a (?:subscriber|member)|log ?in|sign ?in|(?:continue|keep) reading|"
    r"free trial|"
    r"abonn|weiterlesen|jetzt testen|se connecter|inscri(?:vez|re)|suscri|iniciar sesi[oó]n|accedi|abbona|"
    r"assine|assinante|zaloguj|prenumer|logga in|logg inn|会員|有料|登録|구독|ログイン|订阅|подпис"
)
_SHELL = (
    r"(?:enable|turn on|need) java ?script|java ?script (?:is )?(?:required|disabled|"
    r"aktivieren)|activ(?:er|ez|a|ar) java ?script"
)
_MOVED = re.compile(r"(?:window\.|document\.|top\.|self\.)?location(?:\.href\s*=|\.replace\(|\.assign\(|\s*=\s*[\"'])")


class Outcome(NamedTuple):
    """`article`, `none` or `suspect:KIND`, with a reason unless it is `article`."""

    name: str
    reason: str = ""


def judge(tree: HtmlElement, picked: Picked, text: str, *, signed: bool = False) -> Outcome:
    """Return what a page is, from its tree, what was picked of it and the text.

    `signed` says that its metadata gives it both an author and a date, which speaks for an article.
    """
    tells = gather(tree, picked, text, signed=signed)
    for kind, test in _TESTS:
        found = list(test(tells))
        if len(found) >= _LEAST:
            return Outcome(f"suspect:{kind}", "; ".join(found))
    if len(key(text)) < _LETTERS:
        return Outcome("none", "no main text was found")
    return Outcome("article")


def _has(pattern: str, text: str) -> str:
    """Return what of the text matches, "" when nothing does."""
    found = re.search(pattern, text, re.IGNORECASE)
    return found.group() if found is not None else ""


def _redirect(tells: Tells) -> Iterator[str]:
    if len(tells.shown) >= _STUB or tells.article:
        return
    if tells.refresh or (len(tells.shown) < _STUB // 4 and _MOVED.search(tells.scripts)):
        yield "the page sends its reader elsewhere"
    yield f"it shows {len(tells.shown)} characters"


def _challenge(tells: Tells) -> Iterator[str]:
    if len(tells.text) >= SHORT or tells.article or len(tells.shown) >= 2 * SHORT:
        return
    if found := _has(_CHALLENGE_TITLE, tells.title):
        yield f"the title says “{found}”"
    if found := _has(_CHALLENGE_TEXT, tells.told):
        yield f"the text says “{found}”"
    if found := _has(_CHALLENGE_MARKUP, f"{tells.markup} {tells.scripts}"):
        yield f"the markup holds “{found}”"


def _soft_404(tells: Tells) -> Iterator[str]:
    if len(tells.text) >= SHORT:
        return
    titled = _has(_MISSING, tells.title)
    told = _has(_MISSING, tells.text or tells.shown[:_STUB]) if len(tells.text) < _STUB else ""
    if not titled and not told:
        return
    if titled:
        yield f"the title says “{titled}”"
    if told:
        yield f"the text says “{told}”"
    if not tells.article:
        yield "nothing calls it an article"
    if tells.noindex:
        yield "it asks not to be indexed"


def _consent(tells: Tells) -> Iterator[str]:
    if tells.article:
        return
    parts = [part for part in tells.text.split(SEPARATOR) if len(part) > 40]  # noqa: PLR2004  a button is no paragraph
    about = sum(bool(_has(_CONSENT, part)) for part in parts)
    if not parts or 2 * about < len(parts) or len(re.findall(_CONSENT, tells.text, re.IGNORECASE)) < 3:  # noqa: PLR2004
        return
    yield f"{about} of {len(parts)} paragraphs speak of consent"
    yield "nothing calls it an article"


def _paywall(tells: Tells) -> Iterator[str]:
    if len(tells.text) >= _TEASER or not tells.locked or not tells.text:
        return
    yield f"{len(tells.text)} characters of a text that its data calls not free"
    if (found := _has(_PAYWALL, tells.shown)) and tells.prose < SHORT:
        yield f"the page says “{found}”"


def _empty_shell(tells: Tells) -> Iterator[str]:
    if len(tells.text) >= _STUB // 2 or len(tells.shown) >= SHORT:
        return
    yield f"it shows {len(tells.text)} characters of text"
    if found := _has(_SHELL, tells.told):
        yield f"it says “{found}”"
    elif not tells.text and _has(r"\b(?:root|app|__next|__nuxt|main-app)\b", tells.markup):
        yield "an application would have to fill it"


_TESTS = (
    ("redirect_stub", _redirect),
    ("bot_challenge", _challenge),
    ("soft_404", _soft_404),
    ("consent_wall", _consent),
    ("paywall_teaser", _paywall),
    ("empty_shell", _empty_shell),
)
