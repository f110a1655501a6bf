"""Jobs beside ffmpeg processes: jobs_measure.py BASE_URL EDGE_PID MEDIA_FOLDER OUT_FOLDER."""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
import urllib.request
from statistics import median

import processes

ROUNDS = int(os.environ["ROUNDS"])
base, edge, media, out = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
KEY = {"Authorization": "Bearer a-key-for-this-bench", "Content-Type": "application/json"}

# clip, frames a second, width or None for the clip's own
WORK = [
    ("480p-gop50", 1, None),
    ("480p-gop250", 1, None),
    ("1080p-gop125", 1, None),
    ("1080p-gop125", 1, 640),
    ("1080p-gop125", 10, None),
]


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data, KEY, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def job(clip, rate, width):
    """CPU and wall seconds of a job that is made anew, how many frames it has, and their bytes."""
    pids = [edge] + processes.descendants(edge)
    cpu, begun = processes.cpu(pids), time.perf_counter()
    order = {
        "strategy": "uniform",
        "uniform_config": {"frames_per_second": rate, "max_width": width or 4096},
    }
    made = call("POST", f"/v1/files/{clip}/frames", order)
    path = "/v1/frames/" + made["frame_extraction_id"]
    while made["status"] not in ("completed", "failed"):
        time.sleep(0.05)
        made = call("GET", path + "?limit=1")
    wall = time.perf_counter() - begun
    assert made["status"] == "completed", made
    spent = processes.cpu(pids) - cpu
    url = made["data"]["frames"][0]["thumbnail_url"]
    with urllib.request.urlopen(url) as answer:
        size = len(answer.read())
    call("DELETE", path)
    return spent, wall, made["frame_count"], size


def theirs(clip, rate, width):
    shutil.rmtree(out, ignore_errors=True)
    os.mkdir(out)
    scale = "" if width is None else f",scale={width}:-2:flags=lanczos"
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        ["ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-i", f"{media}/{clip}.mp4",
         "-vf", f"fps={rate}{scale}", "-q:v", "3", f"{out}/%06d.jpg"], check=True)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    files = sorted(os.listdir(out))
    return spent, wall, len(files), os.path.getsize(f"{out}/{files[0]}")


# what runs once a process is not the price of a job
for rate in (10, 20, 30):
    job("warm-up", rate, None)
print("| clip | frames/s asked | width | frames | CPU s | ffmpeg's | CPU ratio | lowest, highest | frames/s | ffmpeg's |"
      " first frame's bytes | ffmpeg's |")
print("|---|---|---|---|---|---|---|---|---|---|---|---|")
for clip, rate, width in WORK:
    pairs = [(job(clip, rate, width), theirs(clip, rate, width)) for _ in range(ROUNDS)]
    ratios = [own[0] / other[0] for own, other in pairs]
    own, other = ([median(pair[i][k] for pair in pairs) for k in range(4)] for i in range(2))
    print(f"| {clip} | {rate} | {width or 'own'} | {own[2]:.0f} | {own[0]:.2f} | {other[0]:.2f} | {median(ratios):.2f} |"
          f" {min(ratios):.2f}, {max(ratios):.2f} | {own[2] / own[1]:.0f} | {other[2] / other[1]:.0f} |"
          f" {own[3]:.0f} | {other[3]:.0f} |", flush=True)
