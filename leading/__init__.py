"""What groups ask of their school leader, and how she keeps her own page."""
