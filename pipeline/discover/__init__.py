"""Where an outlet's articles are found: candidate URLs, each with the place that named it."""
