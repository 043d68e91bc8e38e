"""Text layout for terminals."""
