"""Reading the national portal's own answers into the catalogue, without loss or repair."""
