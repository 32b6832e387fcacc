"""Words that may report a happening, found widely (candidate mentions).

Takes the words of a sentence; gives the `triggers` that the table knows, without those
in another sense (`senses`, `figures` of speech), and the `realis` of each. What stays
is judged by `classify`.
"""
