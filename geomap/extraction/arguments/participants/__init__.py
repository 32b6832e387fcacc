"""Who takes part: groups of people, their sides, and what they do or suffer.

Takes the words of a sentence; gives `groups.Group`s, which of them is agent or patient
of a trigger (`roles`, `subjects`, `agents`), what they are called (`actors`), and who
says so (`attribution`).
"""
