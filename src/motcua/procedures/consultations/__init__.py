"""Comment on a text before it is decided: open, comment, let through, answer, close.

`services` holds the acts, `selectors` the lists. A subject is named by its type ("version",
"plan", …) and id, so any room above may open its own texts for comment.
"""
