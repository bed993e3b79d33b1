"""Start and process conditions (R39-R87): empty until the issue that needs it; the law of imports already holds it."""
