"""Exact quantities with units."""
