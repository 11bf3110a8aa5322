"""How well and how fast texts are read: `python -m benchmarks.reading`."""
