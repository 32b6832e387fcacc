"""One sentence as the rules see it: its words, numbers, nouns and organisations.

Takes the tokens of an analysis; gives `words.Words`, and what closed tables say of
them. Knows nothing of events. `genre` tells what kind of report a whole document is.
"""
