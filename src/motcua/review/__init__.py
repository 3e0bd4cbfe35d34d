"""Real paths of procedures, what they cost people, what to cut, merge or speed up, and what that would change.

It never accuses: it shows cases to read.
"""
