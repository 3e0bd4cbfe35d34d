"""Definitions of the statutory and managerial reports, and their printing.

It never holds a figure of its own: every one comes from the ledger, with numerator and denominator.
"""
