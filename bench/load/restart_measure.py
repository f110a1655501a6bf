"""Restarts two servers in turn while they are asked: restart_measure.py PROGRAM WORK FRONT_PORT PORT PORT."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from steady import client, percentiles

program, work, front, ports = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
here = os.path.dirname(os.path.abspath(__file__))
SECONDS, RATE = float(os.environ["SECONDS_EACH"]), float(os.environ["RATE"])
PICTURE = f"http://127.0.0.1:{front}/p/100/thumbnail/entry_id/source/width/"
servers = {}


def serve(port, drain_delay):
    environment = dict(os.environ, POSTERFRAME_SERVER_DRAIN_DELAY=drain_delay)
    command = [program, "serve", "--port", port, "--data", os.path.join(work, "data" + port), os.path.join(work, "media")]
    with open(os.path.join(work, "log", f"server{port}.txt"), "a") as log:
        servers[port] = subprocess.Popen(command, stdout=log, stderr=log, env=environment)


def ready(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def until_ready(port):
    end = time.monotonic() + 60
    while not ready(port):
        if time.monotonic() > end or servers[port].poll() is not None:
            sys.exit(f"the server on {port} does not come up")
        time.sleep(0.1)


def end(port):
    servers[port].send_signal(signal.SIGTERM)
    servers[port].wait()


def steady(name, urls, rate, *options):
    path = os.path.join(work, name)
    with open(path, "w") as file:
        file.write("\n".join(urls))
    command = [sys.executable, os.path.join(here, "steady.py"), path, str(rate), str(SECONDS), *options]
    return client(command)


def phase(drain_delay, widths):
    for port in ports:
        serve(port, drain_delay)
    for port in ports:
        until_ready(port)
    time.sleep(1)
    hit = [f"{PICTURE}320/vid_sec/{second}" for second in range(10)]
    new = (f"{PICTURE}{width}/vid_sec/{second}.5" for width, second in itertools.product(widths, range(10)))
    asking = {
        "hits": steady("hits", hit, RATE),
        "new pictures": steady("new", itertools.islice(new, 2000), 4),
        "hits, a connection each": steady("fresh", hit, RATE / 4, "fresh"),
    }
    begun = time.monotonic()
    restarts, took = 0, []
    for port in itertools.cycle(ports):
        if time.monotonic() - begun > SECONDS - 10:
            break
        away = time.monotonic()
        end(port)
        serve(port, drain_delay)
        until_ready(port)
        took.append(time.monotonic() - away)
        restarts += 1
        time.sleep(1)
    for name, process in asking.items():
        report = json.loads(process.communicate()[0])
        middle, most = percentiles(report["due"])[:2]
        print(
            f"| {drain_delay} | {name} | {report['asked']} | {report['statuses']} | {report['faults'] or 'none'} | "
            f"{middle:.1f} / {most:.0f} |",
            flush=True,
        )
    for port in ports:
        end(port)
    print(f"{restarts} restarts, {min(took):.1f} to {max(took):.1f} s each from SIGTERM to ready again", file=sys.stderr)


try:
    print("| drain-delay | client | requests | answers | faults | ms: median / p99 |\n|---|---|---|---|---|---|")
    for number, delay in enumerate(os.environ["DELAYS"].split()):
        phase(delay, range(330 + 100 * number, 430 + 100 * number))
finally:
    for server in servers.values():
        if server.poll() is None:
            server.kill()
