"""Everything that changes between coach and group, one module a theme: `from coaching.actions import health`."""
