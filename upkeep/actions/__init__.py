"""Page times, retention, sample school and the end of a school: the changes."""
