"""Recipe cards: reading ingredient lines and scaling them."""
