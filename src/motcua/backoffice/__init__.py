"""The door of the settling agencies and of procedure control: queues, acts, the editor's desk.

It decides nothing.
"""
