"""The keeping of the house: its own cost, retention, a sample to look at, the demo, the end of a school."""
