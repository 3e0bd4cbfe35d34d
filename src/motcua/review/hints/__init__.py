"""Hints across the whole catalogue: what could be asked less, merged or dropped, each with its evidence.

Reading, finding and keeping are apart; finders are pure functions of a `Catalogue`.
"""
