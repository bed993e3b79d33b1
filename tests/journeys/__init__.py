"""People in a real browser. Everything here needs Chromium."""
