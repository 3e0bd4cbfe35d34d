"""The catalogue: announcement decisions, procedures, their versions in force, forms and search.

It never edits a text in force: a decision does, on its day.
"""
