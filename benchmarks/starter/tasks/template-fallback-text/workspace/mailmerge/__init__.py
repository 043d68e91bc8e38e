"""Form letters: templates with ${placeholders}, filled from records."""
