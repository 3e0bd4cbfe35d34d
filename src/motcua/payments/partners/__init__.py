"""One folder per payment partner, behind one contract; the registry names them."""
