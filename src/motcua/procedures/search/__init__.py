"""Finding the right procedure among thousands as people type it: no accents, typos, abbreviations, life events.

`find` and `suggest` answer pages and the command from an index kept in memory; it never ranks by who paid or clicked.
"""
