"""Which network addresses are public, seen through every way of writing an IPv4 address inside an IPv6 one."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# RFC 6052: the last 32 bits are an IPv4 address that a gateway asks in our name.
NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
IPV4_COMPATIBLE = IPv6Network("::/96")
IPV4_MASK = 0xFFFF_FFFF


def is_public(address: str) -> bool:
    """Return whether an address in its numeric form is one of the public internet; False for what is no address."""
    try:
        parsed = ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    return all(part.is_global and not part.is_multicast for part in (parsed, *_inside(parsed)))


def _inside(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """Return the IPv4 addresses that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64, compatible."""
    if isinstance(address, IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in (*NAT64, IPV4_COMPATIBLE)):
        found.append(IPv4Address(int(address) & IPV4_MASK))
    return tuple(part for part in found if part is not None)
