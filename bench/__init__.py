"""What the product costs: memory, time and bytes, measured from outside on the real thing."""
