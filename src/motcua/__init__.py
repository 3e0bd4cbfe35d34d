"""Motcua: the administrative procedures of a country, from decision to report."""

__version__ = "0.1.0"
