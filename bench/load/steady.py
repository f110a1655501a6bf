"""Asks at a constant rate, however long answers take: steady.py TARGETS RATE SECONDS, where TARGETS is a file of URLs, a line
each, taken in turn.

An answer's time counts from when its request was due, not from when it could be sent, so that a stall of the server is in the
figures of all requests that were due meanwhile ("coordinated omission" is what hides it). Connections are kept and are as
many as there are requests under way. Prints a line of JSON: counts by status, percentiles of the answers with status 200, the
same second by second, and how late the generator itself was.
"""

import asyncio
import collections
import gc
import json
import sys
import time
from urllib.parse import urlsplit

PATIENCE = 60


def percentile(values, share):
    """Of sorted values; None without any."""
    return values[min(len(values) - 1, int(len(values) * share))] if values else None


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
    def __init__(self, urls, rate, seconds):
        parts = urlsplit(urls[0])
        self.host, self.port = parts.hostname, parts.port
        self.targets = [urlsplit(url).path for url in urls]
        self.rate, self.seconds = rate, seconds
        self.free = []
        self.statuses = collections.Counter()
        self.faults = collections.Counter()
        self.times = []
        self.by_second = collections.defaultdict(list)
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
            asked.append(asyncio.create_task(self.one(self.targets[number % len(self.targets)], due, due - begun)))
        await asyncio.gather(*asked)
        for connection in self.free:
            connection.transport.abort()

    async def one(self, target, due, second):
        try:
            connection = await self.connection()
            head = f"GET {target} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n\r\n".encode()
            status, fields, body = await asyncio.wait_for(connection.ask(head), PATIENCE)
        except (OSError, asyncio.TimeoutError) as fault:
            self.statuses["none"] += 1
            self.faults[type(fault).__name__ + ": " + str(fault)] += 1
            return
        if not connection.closed:
            self.free.append(connection)
        self.statuses[str(status)] += 1
        if status == 200:
            took = time.perf_counter() - due
            self.times.append(took)
            self.by_second[int(second)].append(took)
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
        self.times.sort()
        milliseconds = lambda value: None if value is None else round(value * 1000, 3)
        return {
            "asked": sum(self.statuses.values()),
            "statuses": dict(self.statuses),
            "faults": dict(self.faults),
            "p50": milliseconds(percentile(self.times, 0.5)),
            "p99": milliseconds(percentile(self.times, 0.99)),
            "p999": milliseconds(percentile(self.times, 0.999)),
            "max": milliseconds(self.times[-1] if self.times else None),
            "p99_by_second": {
                second: milliseconds(percentile(sorted(times), 0.99)) for second, times in sorted(self.by_second.items())
            },
            "generator_late": milliseconds(self.latest),
        }


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        steady = Steady(file.read().split(), float(sys.argv[2]), float(sys.argv[3]))
    gc.disable()
    asyncio.run(steady.run())
    print(json.dumps(steady.report()))
