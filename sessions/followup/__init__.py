"""A follow-up: months after a session two questions are asked once more, without a room, a presenter or a count.

It lives from day to day: planned, open, ended. What it shares with a session it takes from there: sealing, the writer,
the floors, the way single answers end.
"""
