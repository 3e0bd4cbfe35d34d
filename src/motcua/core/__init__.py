"""Small shared plumbing: two-language phrases, folded text, refusals as sentences, page components.

It never knows a dossier, a procedure or a law.
"""
