"""Everything that changes how a group learns, one module a theme: `from learning.actions import topics`."""
