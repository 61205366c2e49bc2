"""Many clients at once, each with a connection, a handshake and a first request of its own."""

import select
import socket
import time

from benchmarks.load import CHUNK, PATIENCE_S, UPGRADE, frame_end


def burst(port: int, count: int, request: bytes) -> float:
    """Seconds until so many clients, come at once, have a session and its first observation."""
    start, done = time.perf_counter(), 0
    waiting: dict[int, tuple[socket.socket, bytes]] = {}
    with select.epoll() as poll:
        for _ in range(count):
            _come(port, poll, waiting)
        while done < count:
            events = poll.poll(PATIENCE_S)
            if not events:
                raise TimeoutError(f"{count - done} of {count} clients were never answered")
            for number, event in events:
                peer, answer = waiting[number]
                try:
                    answer = _went_on(peer, event, answer, request, poll)
                except OSError:  # the queue of the listener was full: come again, as clients do
                    waiting.pop(number)
                    peer.close()
                    _come(port, poll, waiting)
                    continue
                waiting[number] = (peer, answer)
                _, found, rest = answer.partition(b"\r\n\r\n")
                if found and frame_end(rest):
                    done += 1
                    poll.unregister(number)
    elapsed = time.perf_counter() - start
    for peer, _ in waiting.values():
        peer.close()
    return elapsed


def _come(port: int, poll: select.epoll, waiting: dict[int, tuple[socket.socket, bytes]]) -> None:
    peer = socket.socket()
    peer.setblocking(False)
    peer.connect_ex(("127.0.0.1", port))
    waiting[peer.fileno()] = (peer, b"")
    poll.register(peer.fileno(), select.EPOLLOUT)


def _went_on(
    peer: socket.socket, event: int, answer: bytes, request: bytes, poll: select.epoll
) -> bytes:
    """What a client of a burst has been answered, after its next move. Raises OSError."""
    if event & select.EPOLLOUT:
        peer.send(UPGRADE)
        poll.modify(peer.fileno(), select.EPOLLIN)
        return answer
    more = peer.recv(CHUNK)
    if not more:
        raise ConnectionResetError("hung up")
    answer += more
    head, found, rest = answer.partition(b"\r\n\r\n")
    if found and not rest and b" 101 " in head[:16]:
        peer.send(request)
    return answer
