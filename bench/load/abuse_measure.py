"""Lets each kind of abuse run beside a client that takes hits and new pictures: abuse_measure.py BASE EDGE_PID WORK KINDS..."""

import json
import os
import subprocess
import sys
import time

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
import processes
from steady import client, percentiles

base, edge, work, kinds = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:]
SECONDS = float(os.environ["SECONDS_EACH"])
HITS, COLD = 100, 2
MB = 1 << 20
PICTURE = "/p/100/thumbnail/entry_id/source/width/"


def targets(name, lines):
    path = os.path.join(work, name)
    with open(path, "w") as file:
        file.write("\n".join(lines))
    return path


def steady(path, rate, seconds):
    command = [sys.executable, os.path.join(here, "steady.py"), path, str(rate), str(seconds)]
    return client(command)


def threads():
    return len(os.listdir(f"/proc/{edge}/task"))


def files():
    return len(os.listdir(f"/proc/{edge}/fd"))


def row(kind, number):
    hits = targets("hits", [f"{base}{PICTURE}320/vid_sec/{second}" for second in (1, 5, 9)])
    cold = targets("cold", [f"{base}{PICTURE}{161 + number * 40 + step}/vid_sec/2.5" for step in range(40)])
    abuse = None
    if kind != "nothing":
        command = [sys.executable, os.path.join(here, "abusers.py"), kind, base, str(SECONDS + 3)]
        abuse = client(command)
        time.sleep(2)
    before = processes.cpu([edge])
    asking = [steady(hits, HITS, SECONDS), steady(cold, COLD, SECONDS)]
    most = [0, 0, 0]
    while asking[0].poll() is None:
        most = [max(pair) for pair in zip(most, (processes.resident(edge), threads(), files()))]
        time.sleep(0.25)
    of_hits, of_cold = (json.loads(process.communicate()[0]) for process in asking)
    cpu = (processes.cpu([edge]) - before) / SECONDS
    became = abuse.communicate()[0].strip().splitlines()[-1] if abuse else ""
    hit, new = percentiles(of_hits["due"]), percentiles(of_cold["due"])
    bad = {**of_hits["faults"], **of_cold["faults"]}
    statuses = lambda report: " ".join(f"{count} x {status}" for status, count in sorted(report["statuses"].items()))
    print(
        f"| {kind} | {hit[0]:.1f} / {hit[1]:.1f} / {hit[3]:.0f} | {statuses(of_hits)} | {new[0]:.0f} / {new[3]:.0f} | {statuses(of_cold)} | {cpu:.2f} | {most[0] / MB:.0f} | {most[1]} | "
        f"{most[2]} | {became} {bad or ''} |",
        flush=True,
    )


print("| abuse | hits, ms: median / p99 / most | answers | new pictures, ms: median / most | answers | edge, cores | edge, MiB | threads | files | of the abusers |")
print("|---|---|---|---|---|---|---|---|---|---|")
for number, kind in enumerate(kinds):
    row(kind, number)
    time.sleep(1)
