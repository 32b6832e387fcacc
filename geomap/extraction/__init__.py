"""Find what happened, where, when, to whom and how many (event extraction).

`extractor` calls the steps in their order. What it calls, from words to events:

=================  ====================================================================
the words          `words`, `numbers`, `inflection`, `organisations`, `cues`; `genres`
                   of the whole document
what is done       `triggers`, in their `senses`: no `figures` of speech; `realis`;
                   `coding` gives the type of the event
the people         `nouns` and `sides` make `groups`; `persons` go by name, `lists` join
                   them; `antecedents` of "they"
who does it        `roles`, `subjects`, `doers`; `actors`, `attribution` to a source
how many           `casualties` count by `tally`; `tolls`, `victims`; `fates` and
                   `totals` compare the sentences of a document
what happened      `happenings` of a sentence become `drafts`; `stretches` of time
the places         `sites`; `names` missed, `capitals`, `vicinities`
where it happened  `placing` in the `scenes` of sentences, by `links`, of which
                   `link_features` and `link_cues` are reasons; `spots` are chosen
where nobody says  `settling`, by the `headlines`, the `surroundings` and the `bodies`
                   that act; `filing` knows datelines from afar
the events         `writing`
=================  ====================================================================
"""

from .extractor import load_extractor

__all__ = ["load_extractor"]
