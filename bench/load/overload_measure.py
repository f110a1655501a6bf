"""Asks for hits and for far too many new pictures: overload_measure.py BASE EDGE_PID WORK."""

import concurrent.futures
import itertools
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from statistics import median

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
import processes
from steady import client, percentiles

base, edge, work = sys.argv[1], int(sys.argv[2]), sys.argv[3]
SECONDS, TIMES, HITS = (float(os.environ[name]) for name in ("SECONDS_EACH", "TIMES", "HITS"))
ROUNDS = int(os.environ["ROUNDS"])
QUIET, WARM = min(SECONDS, 6), min(SECONDS, 20)
MB = 1 << 20
readers = concurrent.futures.ThreadPoolExecutor(2)
PICTURE = f"{base}/p/100/thumbnail/entry_id/source/width/"
HIT = [f"{PICTURE}320/vid_sec/{second}" for second in (1, 5, 9)]
# pictures that nobody has asked for yet
new = (f"{PICTURE}{width}/vid_sec/{frame * 0.04:.2f}" for width, frame in itertools.product(range(330, 522), range(250)))


def fetch(url):
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status, len(answer.read())
    except urllib.error.HTTPError as refused:
        return refused.code, 0


def metric(name):
    page = urllib.request.urlopen(f"{base}/metrics").read().decode()
    return sum(float(value) for value in re.findall(rf"^{name}(?:{{.*}})? (\S+)$", page, re.M))


def steady(name, urls, rate, seconds):
    path = os.path.join(work, name)
    with open(path, "w") as file:
        file.write("\n".join(urls))
    command = [sys.executable, os.path.join(here, "steady.py"), path, str(rate), str(seconds)]
    return client(command)


def watched(process):
    """Its report, and the most that the edge and its workers took meanwhile."""
    most = [0, 0, 0]
    # read meanwhile, as a long one does not fit into the pipe
    said = readers.submit(process.stdout.read)
    while not said.done():
        workers = []
        for worker in processes.descendants(edge):
            try:
                workers.append(processes.resident(worker))
            except OSError:
                pass
        now = (processes.resident(edge), max(workers, default=0), len(os.listdir(f"/proc/{edge}/task")))
        most = [max(pair) for pair in zip(most, now)]
        time.sleep(0.5)
    process.wait()
    return json.loads(said.result()), most


class Hits:
    """What became of the hits of one phase, over all rounds."""

    def __init__(self):
        self.due, self.sent, self.late, self.statuses, self.most, self.cpu, self.loads = [], [], 0, {}, [0, 0, 0], [], []

    def take(self, seconds):
        self.loads.append(float(open("/proc/loadavg").read().split()[0]))
        before = processes.cpu([edge])
        report, most = watched(steady("hits", HIT, HITS, seconds))
        self.cpu.append((processes.cpu([edge]) - before) / seconds)
        self.due.append(report["due"])
        self.sent.append(report["sent"])
        self.late = max(self.late, report["late"])
        self.most = [max(pair) for pair in zip(self.most, most)]
        for status, count in (report["statuses"] | report["faults"]).items():
            self.statuses[status] = self.statuses.get(status, 0) + count

    def show(self, phase):
        due, sent = percentiles(sum(self.due, [])), percentiles(sum(self.sent, []))
        print(
            f"| {phase} | {due[0]:.1f} / {due[1]:.1f} / {due[2]:.1f} / {due[3]:.0f} | "
            f"{sent[0]:.1f} / {sent[1]:.1f} / {sent[2]:.1f} | {self.late:.0f} | {self.statuses} | {self.most[0] / MB:.0f} | "
            f"{self.most[1] / MB:.0f} | {self.most[2]} | {median(self.cpu):.2f} | {min(self.loads):.1f} to {max(self.loads):.1f} |"
        )


def ratios(name, ours, theirs):
    """Of the p99 round by round."""
    return f"{name} " + ", ".join(f"{percentiles(one)[1] / percentiles(other)[1]:.2f}" for one, other in zip(ours, theirs))


for url in HIT:
    fetch(url)
# what the workers make, asked by as many as keep them all busy
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    list(pool.map(fetch, itertools.islice(new, 50)))
    begun = time.monotonic()
    list(pool.map(fetch, itertools.islice(new, 300)))
    capacity = 300 / (time.monotonic() - begun)
alone = []
for url in itertools.islice(new, 10):
    begun = time.monotonic()
    fetch(url)
    alone.append(time.monotonic() - begun)
usual = sorted(alone)[5]
print(f"the workers make {capacity:.0f} pictures/s; one alone takes {usual * 1000:.0f} ms. Asked for in overload: {capacity * TIMES:.0f}/s\n")

# a server that has been at this before: else its compiler has a core while we measure
steady("new", itertools.islice(new, int(capacity * TIMES * WARM) + 1), capacity * TIMES, WARM).communicate()
time.sleep(QUIET)

alone, beside, overload, after = Hits(), Hits(), Hits(), Hits()
rate = capacity * TIMES
asked, answers, faults, new_times, back = 0, {}, {}, [], []
for _ in range(ROUNDS):
    alone.take(QUIET)
    busy = ["chrt", "-i", "0", sys.executable, "-c", "while True: pass"]
    loops = [subprocess.Popen(busy) for _ in range(os.cpu_count())]
    beside.take(QUIET)
    for loop in loops:
        loop.kill()
        loop.wait()
    cold = steady("new", itertools.islice(new, int(rate * SECONDS) + 1), rate, SECONDS)
    overload.take(SECONDS - 1)
    report, _ = watched(cold)
    asked += report["asked"]
    new_times += report["due"]
    for kind, counts in ((answers, report["statuses"]), (faults, report["faults"])):
        for name, count in counts.items():
            kind[name] = kind.get(name, 0) + count
    begun = time.monotonic()
    while True:
        sent = time.monotonic()
        status, _ = fetch(next(new))
        if status == 200 and time.monotonic() - sent <= 2 * usual:
            break
        time.sleep(0.1)
    back.append(time.monotonic() - begun)
    after.take(QUIET)

print(
    "| hits | from when due, ms: median / p99 / p99.9 / most | from when sent: median / p99 / p99.9 | generator late by, at most | "
    "answers | edge, MiB | a worker, MiB | threads | edge, cores | load |\n|---|---|---|---|---|---|---|---|---|---|"
)
for phase, of in (("alone", alone), ("beside busy loops", beside), ("in overload", overload), ("after it", after)):
    of.show(phase)
print("\np99 round by round")
for what in ("due", "sent"):
    now = getattr(overload, what)
    print(
        f"  from when {what}:",
        ratios("in overload / alone", now, getattr(alone, what)) + ";",
        ratios("in overload / beside busy loops", now, getattr(beside, what)) + ";",
        ratios("after it / alone, which tells of the machine", getattr(after, what), getattr(alone, what)),
    )
of_new = percentiles(new_times)
print(
    f"new pictures: {asked} asked for, {answers}, faults: {faults or 'none'}; made {answers.get('200', 0) / SECONDS / ROUNDS:.0f}/s; "
    f"their median {of_new[0]:.0f} ms, p99 {of_new[1]:.0f} ms"
)
print(
    f"after the last answer a new picture took at most twice its usual time within {', '.join(f'{each:.1f}' for each in back)} s; "
    f"queue {metric('posterframe_queue_depth'):.0f}, flights {metric('posterframe_flights'):.0f}"
)
