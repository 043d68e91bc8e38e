"""Numbers as chapters, kings and anniversaries write them."""
