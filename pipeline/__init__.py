"""onrecord: what companies say and do, as the news reports it, with the provenance of every statement."""

__version__ = "0.1.0"
