"""Lets servers take turns under wrk: hits_measure.py BODIES_JSON POSTERFRAME_PID NGINX_PID NGINX_URL"""

import json
import os
import re
import subprocess
import sys
from statistics import median

import processes

ROUNDS, SECONDS = int(os.environ["ROUNDS"]), int(os.environ["SECONDS_EACH"])
with open(sys.argv[1]) as file:
    bodies = json.load(file)
edge, nginx, nginx_url = int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
nginx_pids = [nginx] + processes.children(nginx)


def run(pids, url):
    """One round. Returns CPU microseconds a request, requests a second, latency of the median and the 99th in ms."""
    before = processes.cpu(pids)
    command = ["wrk", "-t1", "-c16", f"-d{SECONDS}s", "--latency", url]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = processes.cpu(pids) - before
    if "Non-2xx" in out or "Socket errors" in out:
        sys.exit(out)
    requests = int(re.search(r"(\d+) requests in", out)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    return used / requests * 1e6, rate, latency(out, 50), latency(out, 99)


def latency(out, percent):
    value, unit = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)", out).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


print(f"wrk -t1 -c16 -d{SECONDS}s --latency URL; {ROUNDS} rounds each after one to warm up; medians")
print("| body, bytes | server | CPU a request, µs | Posterframe / this | round by round | requests/s | p50 / p99, ms |")
print("|---|---|---|---|---|---|---|")
for body in bodies:
    name = f"{body['wanted']}.jpg"
    servers = {
        "nginx, sendfile": (nginx_pids, f"{nginx_url}/{name}"),
        "nginx, sendfile, our fields": (nginx_pids, f"{nginx_url}/fields/{name}"),
        "nginx, read": (nginx_pids, f"{nginx_url}/read/{name}"),
        "nginx, read, our fields": (nginx_pids, f"{nginx_url}/read-fields/{name}"),
        "Posterframe": ([edge], body["url"]),
    }
    rounds = {server: [] for server in servers}
    for i in range(ROUNDS + 1):
        for server, (pids, url) in servers.items():
            result = run(pids, url)
            if i > 0:
                rounds[server].append(result)
    ours = [r[0] for r in rounds["Posterframe"]]
    for server, results in rounds.items():
        cpu, rate, p50, p99 = (median(column) for column in zip(*results))
        ratios = [our / r[0] for our, r in zip(ours, results)]
        print(
            f"| {body['bytes']} | {server} | {cpu:.1f} | {median(ratios):.2f} |"
            f" {' '.join(f'{ratio:.2f}' for ratio in ratios)} | {rate:,.0f} | {p50:.2f} / {p99:.2f} |",
            flush=True,
        )
