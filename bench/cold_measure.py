"""Lets Posterframe and ffmpeg take turns: cold_measure.py BASE_URL EDGE_PID CLIP_FOLDER WORK_FOLDER CLIP..."""

import os
import random
import re
import resource
import subprocess
import sys
import time
import urllib.request
from statistics import median

import processes

FRAMES = int(os.environ["FRAMES"])
RATE, SECONDS = 25, 60
COMPARED = 5
base, edge, clips, work = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
random.seed(int(os.environ.get("SEED", "1")))


class Cost:
    """CPU and wall seconds of one side."""

    def __init__(self):
        self.cpu, self.walls = 0.0, []

    def per_frame(self):
        return self.cpu / len(self.walls)


def ask(entry, frame):
    """A frame by Posterframe, which must not have it. Returns the JPEG."""
    url = f"{base}/p/100/thumbnail/entry_id/{entry}/width/320/vid_sec/{frame / RATE:.2f}"
    with urllib.request.urlopen(url) as answer:
        assert "fwd=miss" in answer.headers["cache-status"], answer.headers["cache-status"]
        return answer.read()


def ffmpeg(*arguments):
    command = ["ffmpeg", "-hide_banner", "-nostdin", "-y", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def extract(clip, frame, out, scale="scale=320:-2"):
    ffmpeg(
        "-loglevel", "error", "-threads", "1", "-ss", f"{frame / RATE:.2f}", "-i", f"{clips}/{clip}.mp4",
        "-frames:v", "1", "-vf", scale, "-q:v", "4", out,
    )


def children_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def psnr(one, other):
    found = ffmpeg("-i", one, "-i", other, "-lavfi", "scale=out_range=tv,format=yuv420p[a];[1]scale=out_range=tv,"
                   "format=yuv420p[b];[a][b]psnr", "-f", "null", "-").stderr.decode()
    value = re.search(r"average:(\S+)", found)[1]
    return 100.0 if value == "inf" else float(value)


def compare(clip, frame, picture):
    """Checks that a picture shows a frame and not one of its neighbours. Returns dB."""
    # HD video and JPEG mean different colours by the same numbers, which the command that is timed leaves as they are
    scale = "scale=320:-2:in_color_matrix=bt709:out_color_matrix=bt601:in_range=tv:out_range=pc:flags=lanczos"
    ours, theirs = f"{work}/ours.jpg", f"{work}/theirs.jpg"
    with open(ours, "wb") as file:
        file.write(picture)
    levels = []
    for near in (frame, frame - 1, frame + 1):
        extract(clip, near, theirs, scale)
        levels.append(psnr(ours, theirs))
    if levels[0] < 25 or levels[0] <= max(levels[1:]):
        sys.exit(f"{clip}, frame {frame}: PSNR {levels[0]} dB, with its neighbours {levels[1:]}")
    return levels[0]


def measure(clip, entries):
    """One frame of each entry, by both in turns. Returns our cost, ffmpeg's, and the least PSNR of a few."""
    ours, theirs, least = Cost(), Cost(), 100.0
    pids = [edge] + processes.descendants(edge)
    frames = random.sample(range(2, RATE * SECONDS - 2), len(entries))
    for i, (entry, frame) in enumerate(zip(entries, frames)):
        cpu, begun = processes.cpu(pids), time.perf_counter()
        picture = ask(entry, frame)
        ours.walls.append(time.perf_counter() - begun)
        # what a worker does behind its answer is part of the price
        time.sleep(0.02)
        ours.cpu += processes.cpu(pids) - cpu
        cpu, begun = children_cpu(), time.perf_counter()
        extract(clip, frame, f"{work}/out.jpg")
        theirs.walls.append(time.perf_counter() - begun)
        theirs.cpu += children_cpu() - cpu
        if i < COMPARED:
            least = min(least, compare(clip, frame, picture))
    assert pids == [edge] + processes.descendants(edge), "a worker was replaced"
    return ours, theirs, least


# what runs once a process, and the JIT compiler's first work, is not the price of a frame
for i in range(200):
    ask(f"warm-up-{i % 20}", i // 20)
print("| clip | frame | CPU ms, Posterframe | CPU ms, ffmpeg | CPU ratio | wall ms, Posterframe | wall ms, ffmpeg | wall ratio | least PSNR, dB |")
print("|---|---|---|---|---|---|---|---|---|")
for clip in sys.argv[5:]:
    ask(f"{clip}-0", 1)
    for kind, entries in (
        ("first", [f"{clip}-{i}" for i in range(1, FRAMES + 1)]),
        ("further", [f"{clip}-{FRAMES}"] * FRAMES),
    ):
        ours, theirs, least = measure(clip, entries)
        wall, their_wall = median(ours.walls), median(theirs.walls)
        print(
            f"| {clip} | {kind} | {ours.per_frame() * 1e3:.0f} | {theirs.per_frame() * 1e3:.0f} |"
            f" {ours.per_frame() / theirs.per_frame():.2f} | {wall * 1e3:.0f} | {their_wall * 1e3:.0f} |"
            f" {wall / their_wall:.2f} | {least:.1f} |",
            flush=True,
        )
