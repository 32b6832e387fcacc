"""The cause decides the kind: a fire that kills five is no attack."""

from __future__ import annotations

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

_SURE = 0.6
"""From this probability on a disaster; below its counterpart, none."""


def settle_kind(draft: Draft, judgement: Judgement) -> None:
    """Make a disaster of what rules took for violence by its words, and back.

    Words of killing and hurting say how many, not what happened.
    """
    if judgement.disaster >= _SURE and draft.sub_event_type in _DOUBTFUL:
        actions = {a for t in draft.happening.clause.triggers for a in t.actions}
        kinds = [kind for action, kind in _BY_ACTION.items() if action in actions]
        draft.event_type, draft.sub_event_type = DISASTER, (*kinds, _ACCIDENT)[0]
