"""The suite ``starter``: small Python projects of our own making, embedded in phyla, graded without a network."""
