"""Charges, receipts and the double-entry ledger in whole đồng, with one folder per payment partner.

It never settles anything on the word of a browser.
"""
