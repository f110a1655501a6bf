"""Lets Posterframe and vipsthumbnail take turns: images_measure.py BASE_URL EDGE_PID WORK_FOLDER FILE..."""

import os
import re
import resource
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from statistics import median

import processes

PICTURES = int(os.environ["PICTURES"])
base, edge, work = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def ask(entry):
    """A thumbnail by Posterframe, which must not have it."""
    with urllib.request.urlopen(f"{base}/p/100/thumbnail/entry_id/{entry}/width/320/bgcolor/000000") as answer:
        assert "fwd=miss" in answer.headers["cache-status"], answer.headers["cache-status"]
        return answer.read()


def vips(file):
    command = ["vipsthumbnail", file, "-s", "320x", "-o", f"{work}/theirs.jpg[Q=75,strip,background=0]"]
    subprocess.run(command, check=True, stdout=subprocess.PIPE)


def children_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def psnr():
    """Decibels between the two last pictures."""
    command = ["compare", "-metric", "PSNR", f"{work}/ours.jpg", f"{work}/theirs.jpg", "null:"]
    said = subprocess.run(command, stderr=subprocess.PIPE).stderr.decode()
    return float(re.match(r"[\d.]+", said)[0])


# what runs once a process, and the JIT compiler's first work, is not the price of a picture
for i in range(40):
    ask(f"small-{i}")
print("| file | MB | CPU ms, Posterframe | CPU ms, vipsthumbnail | CPU ratio | wall ms, Posterframe | wall ms, vipsthumbnail | wall ratio | PSNR, dB |")
print("|---|---|---|---|---|---|---|---|---|")
for file in map(Path, sys.argv[4:]):
    pids = [edge] + processes.descendants(edge)
    ours, theirs, our_walls, their_walls = 0.0, 0.0, [], []
    for i in range(PICTURES):
        cpu, begun = processes.cpu(pids), time.perf_counter()
        picture = ask(f"{file.stem}-{i}")
        our_walls.append(time.perf_counter() - begun)
        # what a worker does behind its answer is part of the price
        time.sleep(0.02)
        ours += processes.cpu(pids) - cpu
        cpu, begun = children_cpu(), time.perf_counter()
        vips(str(file))
        their_walls.append(time.perf_counter() - begun)
        theirs += children_cpu() - cpu
    assert pids == [edge] + processes.descendants(edge), "a worker was replaced"
    Path(f"{work}/ours.jpg").write_bytes(picture)
    wall, their_wall = median(our_walls), median(their_walls)
    print(
        f"| {file.name} | {file.stat().st_size / 1e6:.1f} | {ours / PICTURES * 1e3:.0f} | {theirs / PICTURES * 1e3:.0f} |"
        f" {ours / theirs:.2f} | {wall * 1e3:.0f} | {their_wall * 1e3:.0f} | {wall / their_wall:.2f} | {psnr():.1f} |",
        flush=True,
    )
