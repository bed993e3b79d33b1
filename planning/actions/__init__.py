"""Year plans: the changes that a leader, a group or a person makes."""
