"""Thin functions; one address a verb."""
