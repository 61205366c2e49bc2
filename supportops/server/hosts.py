"""Which names a request may come with: Host, Origin and Fetch Metadata, as pure functions.

A web page anywhere can make a browser talk to a server on the same machine. A connection over
loopback is therefore held to loopback names and to pages of the server itself; elsewhere a list
decides, and without a list every name is fine, as clients of an official server expect.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from ipaddress import ip_address

from supportops.remembered import Remembered

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
ANY = "*"

ADDRESSES_KEPT = 64
"""Addresses of this machine whose kind is remembered; peers have no say in them."""

HOSTS_KEPT = 64
"""Host headers whose name is remembered; of those that peers make up, as few as of any."""

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?)(?::[0-9]{1,5})?")
_OTHER_SITES = frozenset({"cross-site", "same-site"})
_SAFE_METHODS = frozenset({"GET", "HEAD"})


def host_name(host: str) -> str | None:
    """The name in a Host header, without its port; None if it is not shaped like one."""
    return _NAMES[host]


def _name(host: str) -> str | None:
    found = _HOST.fullmatch(host.lower())
    return found[1] if found else None


_NAMES = Remembered[str, str | None](_name, HOSTS_KEPT)


@lru_cache(maxsize=ADDRESSES_KEPT)
def is_loopback(address: str | None) -> bool:
    """Whether an address of this machine can only be reached from this machine."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


def host_allowed(host: str, allowed: Collection[str], *, loopback: bool) -> bool:
    """Whether a request may name this host, with or without its port in the list."""
    if ANY in allowed or not (allowed or loopback):
        return True
    name = host_name(host)
    return name in allowed or host.lower() in allowed or (loopback and name in LOOPBACK_NAMES)


def origin_allowed(
    origin: str | None, host: str, allowed: Collection[str], *, loopback: bool
) -> bool:
    """Whether a page of this origin may use the server; a request that is no page's has none."""
    if origin is None or ANY in allowed or not (allowed or loopback):
        return True
    scheme, _, place = origin.lower().partition("://")
    own = scheme in ("http", "https") and place == host.lower()
    return own or origin.lower() in allowed


def site_allowed(site: str | None, mode: str | None, method: str) -> bool:
    """Whether a browser may send this from a page of another site: only to go to a page of ours."""
    navigates = mode == "navigate" and method in _SAFE_METHODS
    return site not in _OTHER_SITES or navigates
