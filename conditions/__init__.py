"""Start conditions of a community and the readiness of a school (R39-R46)."""
