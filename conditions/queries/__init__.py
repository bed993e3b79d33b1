"""What the pages about conditions and readiness read."""
