"""The arguments of an event mention: who, how many, where and when.

Takes a clause with its triggers and the toponyms of the document; gives participants
in their roles, counts of casualties, and the place. Days are read by `geomap.when`;
`time` tells totals over a stretch of time.
"""
