"""The year plan of all groups of a school: rooms, hours, wishes, a proposal without clashes, and its publication."""
