"""Find what happened, where, when, to whom and how many (event extraction).

`extractor` calls the rooms in their order:

================  =====================================================================
`sentence/`       one sentence: words, numbers, nouns, organisations
`candidates`      the trigger table: words that may report a happening, found widely
`arguments/`      `participants/` in their roles, `casualties/` counted, the `place/`
                  linked; days are `geomap.when`'s
`mentions`        the candidates of a clause that report one happening, with what type
                  `coding` gives them, and whether they did (`candidates.realis`)
`drafts`          a mention with its arguments and its day, until the document settles
`classify/`       learned: did it happen, is it aftermath or background, a disaster?
`writing`         drafts written down as events
================  =====================================================================

Which events tell of one happening is for `geomap.linkage`, as is all that joins them.
"""

from .extractor import load_extractor

__all__ = ["load_extractor"]
