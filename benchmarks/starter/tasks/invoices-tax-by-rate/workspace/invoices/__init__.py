"""Small invoices: lines, totals and a plain-text print-out."""
