"""Ports for programs that cannot ask the system for one themselves."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reserve_port() -> Iterator[int]:
    """Reserve a port of this machine inside the block; the system gives it to nobody who asks for any port.

    A program that listens with `SO_REUSEADDR` or `SO_REUSEPORT` can use it, because the holder never listens.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        holder.bind(("127.0.0.1", 0))
        yield int(holder.getsockname()[1])
