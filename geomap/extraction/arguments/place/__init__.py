"""Where it happened: the link from an event mention to a place.

Takes the toponyms of a sentence as `mentions` of places, weighs each as the place of a
trigger (`linking`, by `link_features` and `link_cues`), and writes the `chosen` one
down. Where the sentence says nothing, `inference` asks the text around it.
"""
