"""Filing online: begin, fill in, give papers, check, file."""
