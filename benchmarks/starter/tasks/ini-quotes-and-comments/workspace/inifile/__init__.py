"""Reads ini-style configuration files."""
