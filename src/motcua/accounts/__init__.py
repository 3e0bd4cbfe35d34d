"""People, log-in, duties, and the one gate that every page passes.

It never decides what a duty may do to a dossier.
"""
