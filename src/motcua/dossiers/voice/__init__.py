"""What people say about the work, and what the offices answer."""
