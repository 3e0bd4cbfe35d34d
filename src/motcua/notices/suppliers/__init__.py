"""One folder per supplier of messages, behind one contract; the registry chooses."""
