"""The post room: events out and in, outbox, inbox, mapping of codes, retry, trust in sources.

It never sends a better status than the real one and never loses what it read.
"""
