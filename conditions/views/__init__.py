"""Thin views: start conditions in `start`, what a school makes of the catalogue in `catalogue`."""
