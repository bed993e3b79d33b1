"""Pages of meetings; one module a job."""
