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

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
import processes

base, edge, work = sys.argv[1], int(sys.argv[2]), sys.argv[3]
SECONDS, TIMES, HITS = (float(os.environ[name]) for name in ("SECONDS_EACH", "TIMES", "HITS"))
QUIET = min(SECONDS, 15)
MB = 1 << 20
PICTURE = f"{base}/p/100/thumbnail/entry_id/source/width/"
HIT = [f"{PICTURE}320/vid_sec/{second}" for second in (1, 5, 9)]
# 48,000 pictures that nobody has asked for yet
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
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def watched(process):
    """Its report, and the most that the edge and its workers took meanwhile."""
    most = [0, 0, 0]
    while process.poll() is None:
        workers = []
        for worker in processes.descendants(edge):
            try:
                workers.append(processes.resident(worker))
            except OSError:
                pass
        now = (processes.resident(edge), max(workers, default=0), len(os.listdir(f"/proc/{edge}/task")))
        most = [max(pair) for pair in zip(most, now)]
        time.sleep(0.5)
    return json.loads(process.stdout.read()), most


def show(phase, report, most, cpu):
    print(
        f"| {phase} | {report['p50']:.1f} | {report['p99']:.1f} | {report['p999']:.1f} | {report['max']:.0f} | "
        f"{report['generator_late']:.0f} | {report['statuses']} {report['faults'] or ''} | {most[0] / MB:.0f} | {most[1] / MB:.0f} | {most[2]} | {cpu:.2f} | "
        f"{open('/proc/loadavg').read().split()[0]} |",
        flush=True,
    )


def hits(phase, seconds):
    before = processes.cpu([edge])
    report, most = watched(steady("hits", HIT, HITS, seconds))
    show(phase, report, most, (processes.cpu([edge]) - before) / seconds)
    return report


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

print("| hits | median, ms | p99 | p99.9 | most | generator late by | answers | edge, MiB | a worker, MiB | threads | edge, cores | load |")
print("|---|---|---|---|---|---|---|---|---|---|---|---|")
before = hits("alone", QUIET)
loops = [
    subprocess.Popen(["nice", "-n", "10", sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count())
]
beside = hits("beside busy loops", QUIET)
for loop in loops:
    loop.kill()
    loop.wait()
rate = capacity * TIMES
cold = steady("new", itertools.islice(new, int(rate * SECONDS) + 1), rate, SECONDS)
overload = hits("in overload", SECONDS - 1)
of_new, _ = watched(cold)
begun = time.monotonic()
for tries in itertools.count(1):
    asked = time.monotonic()
    status, _ = fetch(next(new))
    took = time.monotonic() - asked
    if status == 200 and took <= 2 * usual:
        break
    time.sleep(0.1)
print_after = time.monotonic() - begun
after = hits("after it", QUIET)

print(f"\np99 in overload / alone: {overload['p99'] / before['p99']:.2f}; / beside busy loops: {overload['p99'] / beside['p99']:.2f}")
answers = of_new["statuses"]
made = answers.get("200", 0)
print(
    f"new pictures: {of_new['asked']} asked for, {answers}, faults {of_new['faults'] or 'none'}; made {made / SECONDS:.0f}/s; "
    f"their median {of_new['p50']:.0f} ms, p99 {of_new['p99']:.0f} ms"
)
print(f"a new picture took at most twice its usual time {print_after:.1f} s after the last answer; queue {metric('posterframe_queue_depth'):.0f}, flights {metric('posterframe_flights'):.0f}")
