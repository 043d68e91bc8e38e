"""A small web shop: catalogue, cart, coupons, quotes and receipts. All money is in cents."""
