#!/usr/bin/env bash
# Question:  what do hits, memory and threads do when far more new pictures are asked for than the workers can make?
# Workload:  HITS (default 200) hits a second, at a constant rate, after an overload that warms everything up, in four phases that take turns ROUNDS times (default 3), as what
#            else the machine does tells more in a p99 than we do: alone; beside busy loops, as many as there are cores, of the
#            workers' priority; for SECONDS_EACH (default 20) beside TIMES (default 10) times as many new pictures as the workers
#            make, each another frame or size of a 720p clip; and after that.
# Measures:  hits' and new pictures' times from when each was due, counts by status, resident bytes of the edge and its workers,
#            threads, and how long after the last request a new picture takes no longer than before.
# Command:   bench/load/overload.sh          ROUNDS=1 SECONDS_EACH=60 bench/load/overload.sh
# Needs:     apt-get install ffmpeg curl python3
source "$(dirname "$0")/../setup.sh"
need ffmpeg ffmpeg

export SECONDS_EACH=${SECONDS_EACH:-20} ROUNDS=${ROUNDS:-3} TIMES=${TIMES:-10} HITS=${HITS:-200}

machine
clip source 1280x720 2500 48 10
cp "$clips/source.mp4" "$work/media/source.mp4"
serve "$work/media"
python3 "$bench/load/overload_measure.py" "$base" "$edge" "$work"
grep -E ' (WARN|ERROR) ' "$work/log/posterframe.txt" | cut -c 14- | sort | uniq -c | sort -rn | head -n 10 || true
machine
