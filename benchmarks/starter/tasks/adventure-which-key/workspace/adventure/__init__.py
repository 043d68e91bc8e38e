"""A text adventure: its world, a sample story and the commands a player types."""
