"""Jobs wait in a queue until a worker takes them."""
