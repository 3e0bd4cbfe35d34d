"""Who answers: levels, units, posts, and the dated reorganisations that turn one into another.

It never guesses a successor: a split asks back.
"""
