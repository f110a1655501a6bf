#!/usr/bin/env bash
# Question:  do clients that do no good harm those who do?
# Workload:  one client takes 100 hits a second, another two new pictures a second, and beside them for SECONDS_EACH (default 5)
#            each kind of abuse: headers byte by byte (2,000 connections), 10,000 idle connections, 10,000 kept ones, endless
#            request lines and headers, pipelining with and without reading the answers, broken downloads, clients that leave before their
#            picture is made, readers of 1 KiB/s, clients that fall silent, connections a request each, and of HTTP/2: streams that are reset at
#            once, streams with shut windows, headers byte by byte. header-timeout is 4 s here.
# Measures:  the two clients' answers and their times, counted from when each request was due; the edge's CPU, resident bytes,
#            threads and open files (at most); what became of the abusers.
# Command:   bench/load/abuse.sh          KINDS="nothing slowloris" SECONDS_EACH=20 bench/load/abuse.sh
# Needs:     apt-get install ffmpeg curl python3; ulimit -n of 12000 or more
source "$(dirname "$0")/../setup.sh"
need ffmpeg ffmpeg

export SECONDS_EACH=${SECONDS_EACH:-5}
KINDS=${KINDS:-nothing slowloris idle keepalive huge pipelining unread aborted abandoned slowreaders halfopen churn rapidreset streams h2slow nothing}
ulimit -n "$(ulimit -Hn)"
(($(ulimit -n) >= 12000)) || fail "10,000 connections need a higher limit of open files than $(ulimit -n)"

machine
clip source 1280x720 2500 48 10
cp "$clips/source.mp4" "$work/media/source.mp4"
POSTERFRAME_SERVER_HEADER_TIMEOUT=4s serve "$work/media"
for path in 320/vid_sec/{1,5,9} 1920/height/1080/format/png/vid_sec/{0,1,2,3}; do
  curl -fs -o "$work/log/hit" "$base/p/100/thumbnail/entry_id/source/width/$path"
done
# shellcheck disable=SC2086 # the kinds are several words
python3 "$bench/load/abuse_measure.py" "$base" "$edge" "$work" $KINDS
grep -E ' (WARN|ERROR) ' "$work/log/posterframe.txt" | cut -c 14- | sort | uniq -c | sort -rn | head -n 10 || true
machine
