"""Asks at a constant rate, however long answers take: steady.py TARGETS RATE SECONDS [fresh], where TARGETS is a file of URLs, a
line each, taken in turn.

An answer's time counts from when its request was due, not from when it could be sent, so that a stall of the server is in the
figures of all requests that were due meanwhile ("coordinated omission" is what hides it). Connections are kept and are as
many as there are requests under way; with "fresh" each request has one of its own. Prints a line of JSON: counts by status,
the times of all answers with status 200 in milliseconds, from when they were due and from when they were sent, and how late the
generator itself was at most.
"""

import asyncio
import atexit
import collections
import gc
import json
import math
import subprocess
import sys
import time
from urllib.parse import urlsplit

PATIENCE = 60


class Connection(asyncio.Protocol):
    """One request at a time."""

    def __init__(self):
        self.received = bytearray()
        self.answer = None
        self.closed = False
        self.used = False

    def connection_made(self, transport):
        self.transport = transport

    def ask(self, head):
        self.answer = asyncio.get_running_loop().create_future()
        self.received.clear()
        self.transport.write(head)
        return self.answer

    def data_received(self, data):
        self.received += data
        end = self.received.find(b"\r\n\r\n")
        if end < 0 or self.answer is None or self.answer.done():
            return
        lines = bytes(self.received[:end]).decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        length = int(fields.get("content-length", 0))
        if len(self.received) >= end + 4 + length:
            if fields.get("connection") == "close":
                self.closed = True
                self.transport.close()
            self.answer.set_result((int(lines[0].split()[1]), fields, bytes(self.received[end + 4 : end + 4 + length])))

    def connection_lost(self, cause):
        self.closed = True
        if self.answer is not None and not self.answer.done():
            self.answer.set_exception(cause or ConnectionResetError("closed before the answer"))


class Steady:
    def __init__(self, urls, rate, seconds, fresh):
        parts = urlsplit(urls[0])
        self.host, self.port = parts.hostname, parts.port
        self.targets = [urlsplit(url).path for url in urls]
        self.rate, self.seconds, self.fresh = rate, seconds, fresh
        self.free = []
        self.statuses = collections.Counter()
        self.faults = collections.Counter()
        self.times = []
        self.times_sent = []
        self.latest = 0.0

    async def run(self):
        begun = time.perf_counter()
        asked = []
        for number in range(int(self.rate * self.seconds)):
            due = begun + number / self.rate
            wait = due - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            self.latest = max(self.latest, time.perf_counter() - due)
            asked.append(asyncio.create_task(self.one(self.targets[number % len(self.targets)], due)))
        await asyncio.gather(*asked)
        for connection in self.free:
            connection.transport.abort()

    async def one(self, target, due):
        try:
            connection = await self.connection()
            head = f"GET {target} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n\r\n".encode()
            sent = time.perf_counter()
            status, fields, body = await asyncio.wait_for(connection.ask(head), PATIENCE)
        except (OSError, asyncio.TimeoutError) as fault:
            self.statuses["none"] += 1
            self.faults[type(fault).__name__ + ": " + str(fault)] += 1
            return
        if self.fresh:
            connection.transport.close()
        elif not connection.closed:
            self.free.append(connection)
        self.statuses[str(status)] += 1
        if status == 200:
            now = time.perf_counter()
            self.times.append(now - due)
            self.times_sent.append(now - sent)
            if not body.startswith(b"\xff\xd8\xff"):
                self.faults["200 without a JPEG"] += 1
        elif status in (502, 503, 504) and "retry-after" not in fields:
            self.faults[f"{status} without Retry-After"] += 1

    async def connection(self):
        while self.free:
            connection = self.free.pop()
            if not connection.closed and not connection.transport.is_closing():
                return connection
        _, connection = await asyncio.get_running_loop().create_connection(Connection, self.host, self.port)
        return connection

    def report(self):
        return {
            "asked": sum(self.statuses.values()),
            "statuses": dict(self.statuses),
            "faults": dict(self.faults),
            "due": [round(time * 1000, 3) for time in self.times],
            "sent": [round(time * 1000, 3) for time in self.times_sent],
            "late": round(self.latest * 1000, 1),
        }


def percentiles(times):
    """Median, 99%, 99.9%, and the longest."""
    times = sorted(times)
    if not times:
        return [math.nan] * 4
    return [times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.99, 0.999, 1)]


def client(command):
    """Starts a client in the server's session: Linux would weigh one of its own against the server with all its workers (autogroups)."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    atexit.register(process.kill)
    return process


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        steady = Steady(file.read().split(), float(sys.argv[2]), float(sys.argv[3]), "fresh" in sys.argv[4:])
    gc.disable()
    asyncio.run(steady.run())
    print(json.dumps(steady.report()))
