"""Following a statement back to the bytes, and checking every step without trusting the step before."""
