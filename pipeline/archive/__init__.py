"""Payloads and other evidence as bytes under their digests. Knows nothing of their meaning."""

from pipeline.archive.shelves import Archive, StoredBlob

__all__ = ["Archive", "StoredBlob"]
