"""Frames of a stream and of the same media in one file: hls_measure.py BASE_URL EDGE_PID ORIGIN_URL SEGMENTS."""

import os
import random
import sys
import time
import urllib.request
from statistics import median

import processes

FRAMES = int(os.environ["FRAMES"])
SECONDS, RATE = 6, 25
MOST_SEGMENTS, MOST_PLAYLIST_BYTES = 2, 300_000
FORMS = {"HLS": 101, "one MP4": 102, "one MPEG-TS file": 103}
base, edge, origin, segments = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
random.seed(int(os.environ.get("SEED", "1")))


def fetch(url):
    with urllib.request.urlopen(url) as answer:
        return answer.headers, answer.read()


def ask(partner, entry, seconds):
    headers, picture = fetch(f"{base}/p/{partner}/thumbnail/entry_id/{entry}/width/320/vid_sec/{seconds:.2f}")
    assert "fwd=miss" in headers["cache-status"], headers["cache-status"]
    return picture


def asked():
    """Names and bytes of what the origin was asked for since the last call."""
    lines = fetch(f"{origin}/asked")[1].decode().split("\n")
    return [(name, int(count)) for name, count in (line.split() for line in lines if line)]


def one(form, entry, seconds):
    """What one frame costs: seconds of CPU and wall time, what was asked for, and the picture."""
    pids = [edge] + processes.descendants(edge)
    cpu, begun = processes.cpu(pids), time.perf_counter()
    picture = ask(FORMS[form], entry, seconds)
    wall = time.perf_counter() - begun
    # what a worker does behind its answer is part of the price
    time.sleep(0.05)
    return processes.cpu(pids) - cpu, wall, asked(), picture


def total(found, playlists):
    return sum(count for name, count in found if name.endswith(".m3u8") == playlists)


def measure(kind, entries, times):
    costs = {form: [] for form in FORMS}
    for entry, seconds in zip(entries, times):
        for form in FORMS:
            costs[form].append(one(form, entry, seconds))
    theirs = costs["one MP4"]
    for form, own in costs.items():
        parts = max(len({name for name, _ in found if "segment" in name}) for _, _, found, _ in own)
        texts = max(total(found, True) for _, _, found, _ in own)
        media = median(total(found, False) for _, _, found, _ in own)
        cpu, wall = (sum(c[0] for c in own) / len(own), median(c[1] for c in own))
        their_cpu, their_wall = (sum(c[0] for c in theirs) / len(theirs), median(c[1] for c in theirs))
        their_media = median(total(found, False) for _, _, found, _ in theirs)
        same = sum(a[3] == b[3] for a, b in zip(own, theirs))
        print(f"| {form} | {kind} | {parts if form == 'HLS' else ''} | {texts:,} | {media:,.0f} |"
              f" {(texts + media) / their_media:.2f} | {cpu * 1e3:.0f} | {cpu / their_cpu:.2f} |"
              f" {wall * 1e3:.0f} | {wall / their_wall:.2f} | {same} of {len(own)} |", flush=True)
        if form == "HLS" and (parts > MOST_SEGMENTS or texts > MOST_PLAYLIST_BYTES):
            sys.exit(f"a {kind} frame fetched {parts} segments and {texts} bytes of playlists")


# what runs once a process, and the JIT compiler's first work, is not the price of a frame
for i in range(200):
    ask(100, f"warm-up-{i % 20}", i // 20 / RATE)
for form in FORMS.values():
    for i in range(5):
        ask(form, "film-0", i)
asked()
print(f"{segments} segments")
print("| form | frame | most segments | most playlist bytes | media bytes | bytes / MP4's | CPU ms | CPU / MP4's |"
      " wall ms | wall / MP4's | pictures that are the MP4's |")
print("|---|---|---|---|---|---|---|---|---|---|---|")
chosen = random.sample(range(1, segments), 2 * FRAMES)
# frames in a segment's middle and at both its ends
times = [number * SECONDS + random.randrange(SECONDS * RATE) / RATE for number in chosen]
entries = [f"film-{i}" for i in range(1, FRAMES + 1)]
measure("first", entries, times[:FRAMES])
measure("further", entries, times[FRAMES:])
