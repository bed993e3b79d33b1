"""What groups ask of their leader, and the views she keeps: the changes."""
