"""The cause decides the kind: a fire that kills five is no attack."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..drafts import Draft
from .model import Judgement

DISASTER = "Disaster/Accident"
_ACCIDENT = "Man-made accident"
_BY_ACTION = {"natural": "Natural disaster", "disease": "Disease outbreak"}
_DOUBTFUL = frozenset(
    {"Attack", "Remote explosive/landmine/IED", "Other crime", "Armed clash"}
    | {"Looting/property destruction", "Air/drone strike", "Shooting", "Mob violence"}
)
"""Sub-event types whose words disasters and accidents share."""

_SURE = 0.4
"""The log-odds from which on a mention tells of a disaster."""

_SHARE = 0.5
"""How much the other mentions of the document weigh, beside the mention itself."""

_BOUND = 4.0


def settle_kinds(drafts: Sequence[Draft], judgements: Sequence[Judgement]) -> None:
    """Make disasters of what rules took for violence by its words.

    Words of killing and hurting say how many, not what happened; where a sentence
    does not tell the cause, the rest of the document may.
    """
    scores = [_log_odds(judgement.disaster) for judgement in judgements]
    total, others = sum(scores), max(1, len(scores) - 1)
    for draft, score in zip(drafts, scores, strict=True):
        around = (total - score) / others
        if draft.sub_event_type in _DOUBTFUL and score + _SHARE * around >= _SURE:
            actions = {a for t in draft.happening.clause.triggers for a in t.actions}
            kinds = [kind for action, kind in _BY_ACTION.items() if action in actions]
            draft.event_type, draft.sub_event_type = DISASTER, (*kinds, _ACCIDENT)[0]


def _log_odds(share: float) -> float:
    """Return the log-odds of a probability, bounded."""
    odds = math.log(max(share, 1e-9) / max(1 - share, 1e-9))
    return max(-_BOUND, min(_BOUND, odds))
