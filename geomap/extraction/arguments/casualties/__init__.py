"""How many were killed, hurt, seized or moved.

Takes a clause with its groups and numbers; gives a `counts.Tally` for each number of
people that a trigger is about, tells parts from totals and tolls, and what a later
sentence changes.
"""
