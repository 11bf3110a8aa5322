"""The labels of a statement. `docs/labels.md` says what each means and how doubts are settled."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Stance(StrEnum):
    """What position a company takes: sixteen labels in seven groups."""

    COMPLY = "comply"
    REFUSE = "refuse"
    CHALLENGE = "challenge"
    SUSPEND = "suspend"
    LIMIT = "limit"
    EXIT = "exit"
    CONTINUE = "continue"
    REVIEW = "review"
    SUPPORT = "support"
    OPPOSE = "oppose"
    PLEDGE = "pledge"
    ACKNOWLEDGE = "acknowledge"
    DENY = "deny"
    DECLINED = "declined"
    NO_RESPONSE = "no_response"
    ASKED = "asked"


class Group(StrEnum):
    """The seven groups; only the first four are acts on a demand or a situation."""

    COMPLY = "comply"
    RESIST = "resist"
    WITHDRAW = "withdraw"
    HOLD = "hold"
    VOICE = "voice"
    FACTS = "facts"
    SILENT = "silent"


GROUP_OF: Mapping[Stance, Group] = MappingProxyType(
    {
        Stance.COMPLY: Group.COMPLY,
        Stance.REFUSE: Group.RESIST,
        Stance.CHALLENGE: Group.RESIST,
        Stance.SUSPEND: Group.WITHDRAW,
        Stance.LIMIT: Group.WITHDRAW,
        Stance.EXIT: Group.WITHDRAW,
        Stance.CONTINUE: Group.HOLD,
        Stance.REVIEW: Group.HOLD,
        Stance.SUPPORT: Group.VOICE,
        Stance.OPPOSE: Group.VOICE,
        Stance.PLEDGE: Group.VOICE,
        Stance.ACKNOWLEDGE: Group.FACTS,
        Stance.DENY: Group.FACTS,
        Stance.DECLINED: Group.SILENT,
        Stance.NO_RESPONSE: Group.SILENT,
        Stance.ASKED: Group.SILENT,
    }
)


class Modality(StrEnum):
    """How real the position is."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    POSSIBLE = "possible"


class Form(StrEnum):
    """How the words stand in the article."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    NARRATED = "narrated"


class Voice(StrEnum):
    """Through whom the company speaks."""

    PERSON = "person"
    SPOKESPERSON = "spokesperson"
    COMPANY = "company"
    ACCOUNT = "account"
    DOCUMENT = "document"
    LAWYER = "lawyer"
    ANONYMOUS = "anonymous"
    FORMER = "former_member"
    NONE = "none"


class Recognised(StrEnum):
    """How the company was recognised in the words that name the source or agent."""

    NAME = "name"
    ALIAS = "alias"
    PERSON = "person"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"
    LIST = "list"
    EXTENSION = "extension"


class MissReason(StrEnum):
    """Why a reporting cue near a followed company gave no statement."""

    NO_STANCE = "no_stance"
    NOT_THE_SOURCE = "not_the_source"
    SOURCE_UNCLEAR = "source_unclear"
    NO_CONTENT = "no_content"
    NOT_A_CUE_HERE = "not_a_cue_here"
    COMPANY_UNCERTAIN = "company_uncertain"
    NEGATION_UNCLEAR = "negation_unclear"
    THIRD_PARTY = "third_party"
    OUT_OF_SCOPE = "out_of_scope"
    COVERED = "covered"


CHANNELS = (
    "statement",
    "press_release",
    "tweet",
    "blog",
    "report",
    "filing",
    "court",
    "interview",
    "letter",
    "conference",
)
