"""What holds between readings: which statement continues which, and what a new reading changes. Pure comparisons."""
