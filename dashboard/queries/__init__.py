"""Read models: what a page shows, as frozen dataclasses with ready strings, in a fixed number of statements."""
