"""Reports, gains, attests and groups of schools: the changes."""
