"""Seats of a small theatre."""
