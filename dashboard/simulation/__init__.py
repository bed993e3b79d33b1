"""A school year in minutes, with real workers, a real broker and a real mail server, and everything that can fail."""
