"""Evidence without paperwork: the yearly report, gains, attests, groups of schools."""
