"""What onrecord costs and how well it reads: ratios against a reference in the same run, never absolute times."""
