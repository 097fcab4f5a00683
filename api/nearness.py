"""Whether a request comes from the machine that the desk runs on."""

from __future__ import annotations

import ipaddress

from fastapi import Request


def is_on_this_machine(request: Request) -> bool:
    """The caller is on this machine and asked for it by a local name: a foreign name that was pointed at 127.0.0.1
    does not count, and neither does what a proxy here passes on under the name the world knows.
    """
    name = (request.url.hostname or "").strip("[]")
    return _is_loopback(request.client.host if request.client else "") and (
        name == "localhost" or _is_loopback(name)
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
