"""Numbers and lists of the law that may change: each dated, each with its source."""
