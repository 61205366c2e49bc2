"""A server process of a package directory, for as long as it is examined."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from socket import socket

from supportops.doctor.manifest import Manifest
from supportops.doctor.package import import_path
from supportops.doctor.wire import Unreachable, request

START_TIMEOUT_S, STOP_TIMEOUT_S, POLL_S = 30.0, 15.0, 0.05
LOG_SHOWN = 600
"""Last characters of a log that are quoted when a server does not start."""


@contextmanager
def serving(manifest: Manifest, environ: Mapping[str, str] = {}) -> Iterator[str]:
    """Serve the `app` of a package on a free loopback port; yields its address.

    Raises `Unreachable` if there is no `app`, or if it is not healthy within 30 seconds.
    """
    if not manifest.app:
        raise Unreachable("openenv.yaml names no `app` to serve")
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", manifest.app, "--host", "127.0.0.1"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(  # noqa: S603 - the app of the package that was asked about
            [*command, "--port", str(port), "--log-level", "warning"],
            cwd=manifest.root,
            env={**os.environ, "PYTHONPATH": import_path(manifest.root), **environ},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            if not _healthy(url, process):
                log.seek(0)
                said = log.read().decode(errors="replace")[-LOG_SHOWN:].strip()
                raise Unreachable(f"{manifest.app} did not start: {said or 'it said nothing'}")
            yield url
        finally:
            _stop(process)


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _healthy(url: str, process: "subprocess.Popen[bytes]") -> bool:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if request(url, "GET", "/health").status == 200:
                return True
        except Unreachable:
            pass
        time.sleep(POLL_S)
    return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
