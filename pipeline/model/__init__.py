"""The value objects that travel the line from a URL to a checked statement. No I/O, no logic beyond identity."""
