"""Rules as data: word lists, attribution frames and stance cues, read from TOML and checked."""

from pipeline.rules.loader import load_pack, pack_source, parse_pack

__all__ = ["load_pack", "pack_source", "parse_pack"]
