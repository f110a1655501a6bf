"""Counts the bytes that frames read: bytes_measure.py BASE_URL ORIGIN_URL ORIGIN_FOLDER CLIP..."""

import json
import os
import random
import re
import struct
import subprocess
import sys
import urllib.request

FRAMES = int(os.environ["FRAMES"])
base, origin, folder = sys.argv[1:4]
random.seed(int(os.environ.get("SEED", "1")))


def fetch(url):
    with urllib.request.urlopen(url) as answer:
        return answer.headers, answer.read()


def ask(entry, seconds):
    headers, _ = fetch(f"{base}/p/100/thumbnail/entry_id/{entry}/width/320/vid_sec/{seconds:.3f}")
    assert "fwd=miss" in headers["cache-status"], headers["cache-status"]


def metric(kind):
    _, page = fetch(f"{base}/metrics")
    lines = re.findall(r"^posterframe_origin_bytes_total\{([^}]*)\} (\S+)$", page.decode(), re.M)
    return int(sum(float(value) for labels, value in lines if kind in labels))


def sent():
    return int(fetch(f"{origin}/sent")[1])


def packets(path, interval=None):
    """The video's packets in decoding order: (pts seconds, position, size, whether a keyframe)."""
    command = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-of", "json",
               "-show_entries", "packet=pts_time,pos,size,flags"]
    if interval:
        command += ["-read_intervals", interval]
    found = json.loads(subprocess.run([*command, path], check=True, capture_output=True).stdout)["packets"]
    return [(float(p["pts_time"]), int(p["pos"]), int(p["size"]), "K" in p["flags"]) for p in found]


def prefix(all_packets, target):
    """Bytes from the start of the target's keyframe to the end of the last packet that decoding it takes."""
    keyframe = max(i for i in range(target + 1) if all_packets[i][3])
    _, end, size, _ = all_packets[target]
    return end + size - all_packets[keyframe][1]


def index_bytes(path):
    """The size of the moov box."""
    with open(path, "rb") as file:
        while True:
            start = file.tell()
            size, kind = struct.unpack(">I4s", file.read(8))
            if size == 1:
                size = struct.unpack(">Q", file.read(8))[0]
            if kind == b"moov":
                return size
            file.seek(start + size)


def further(clip):
    """Frames of an open video, each from another GOP, over both kinds of origin."""
    path = f"{folder}/remote-{clip}.mp4"
    found = packets(path)
    keyframes = [i for i, packet in enumerate(found) if packet[3]]
    # the first GOP is read when the video is opened
    gops = list(zip(keyframes[1:], keyframes[2:] + [len(found)]))
    random.shuffle(gops)
    targets = [random.randrange(first, end - 3) for first, end in gops[:FRAMES]]
    for entry, kind, count in ((clip, "file", lambda: metric("file")), (f"remote-{clip}", "http", sent)):
        ask(entry, 0.0)
        read = needed = 0
        ratios = []
        metric_before = metric(kind)
        for target in targets:
            before = count()
            ask(entry, found[target][0])
            bytes_read, bytes_needed = count() - before, prefix(found, target)
            read, needed = read + bytes_read, needed + bytes_needed
            ratios.append(bytes_read / bytes_needed)
        told = metric(kind) - metric_before
        print(f"| {clip} | {kind} | {len(targets)} | {needed:,} | {read:,} | {read / needed:.3f} |"
              f" {min(ratios):.2f} to {max(ratios):.2f} | {told / needed:.3f} |", flush=True)


def large():
    path = f"{folder}/remote-large.mp4"
    middle = float(subprocess.run(["ffprobe", "-v", "error", "-of", "csv=p=0", "-show_entries", "format=duration", path],
                                  check=True, capture_output=True).stdout) / 2
    around = packets(path, f"{middle - 8}%{middle + 8}")
    target = min(range(len(around)), key=lambda i: abs(around[i][0] - middle))
    index, gop = index_bytes(path), prefix(around, target)
    before = sent()
    ask("remote-large", around[target][0])
    read = sent() - before
    print(f"large.mp4 of {os.path.getsize(path):,} bytes, its first frame from the middle: {read:,} bytes read;"
          f" index {index:,} + GOP prefix {gop:,} = {index + gop:,}; ratio {read / (index + gop):.2f}")
    before = sent()
    other = next(i for i in range(target + 60, len(around)) if around[i][3]) + 20
    ask("remote-large", around[other][0])
    read, gop = sent() - before, prefix(around, other)
    print(f"and a second frame of it: {read:,} bytes read; GOP prefix {gop:,}; ratio {read / gop:.2f}")


print("| clip | origin | frames | GOP prefixes, bytes | read, bytes | ratio | ratio frame by frame | ratio by /metrics |")
print("|---|---|---|---|---|---|---|---|")
for clip in sys.argv[4:]:
    further(clip)
large()
