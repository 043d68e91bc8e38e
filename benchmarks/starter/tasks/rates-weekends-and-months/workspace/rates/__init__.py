"""Exchange rates, day by day."""
