"""Recognise notes of a change: updates, corrections, clarifications, editors' notes."""

from __future__ import annotations

import re

# How notes of a change open, in the languages that news is read in here; a colon or a date in brackets must follow.
_NOTE = re.compile(
    r"[\[(*\s]*(?:update[ds]?|correction|corrected|clarification|editor[’']?s? note|note to readers|"
    r"this (?:story|article|post) (?:has been|was) (?:updated|corrected|amended)|"
    r"korrektur|aktualisierung|hinweis der redaktion|anmerkung der redaktion|"
    r"mise à jour|correction|précision|actualización|corrección|nota del editor|aggiornamento|correzione|atualização|"
    r"correção|rectificatie|rättelse|rettelse|sprostowanie|aktualizacja)"
    r"(?:[^\w:]{0,3}\([^)]{3,40}\)|\s+(?:at\s+)?\d[^:]{0,40}|\s+[A-Z][a-zé]+\.? \d[^:]{0,30})?"
    r"\s*(?:[:\]—–-]|to\b|with\b|after\b)",
    re.IGNORECASE,
)


def is_note(text: str) -> bool:
    """Tell whether a block opens as a note of a change does.

    >>> is_note("Update (July 8, 11.05 am): the company has replied.")
    True
    """
    return _NOTE.match(text) is not None
