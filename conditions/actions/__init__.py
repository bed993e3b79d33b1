"""What can happen to start conditions and readiness; one function a verb."""
