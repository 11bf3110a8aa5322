"""The page reader: a capture's bytes in, a `Document` out. Pure: no clock, disk, network, chance or logging."""
