"""A client for a server on this machine; it follows no redirects and decompresses nothing."""

from dataclasses import dataclass
from http.client import HTTPConnection

from waiting import BOUND


@dataclass(frozen=True)
class Answer:
    """An answer of the server; names of headers are in lower case, and values of repeated headers are joined."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Client:
    """A client for the server at a port."""

    port: int

    def __call__(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=BOUND)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        joined: dict[str, str] = {}
        for name, value in response.getheaders():
            key = name.lower()
            joined[key] = f"{joined[key]}, {value}" if key in joined else value
        answer = Answer(response.status, joined, response.read())
        connection.close()
        return answer
