"""Finding the right procedure among thousands as people type it: no accents, typos, abbreviations, life events.

`finding.find` and `finding.suggest` answer pages, the command and the API from an index
kept in memory. It never ranks by who paid or clicked.
"""
