#!/usr/bin/env bash
# Question:  how much memory do the edge and its workers hold under load?
# Workload:  SECONDS_EACH (default 60) of hits (wrk, 16 connections that pause 2 ms after each answer, so that cores are left for
#            the workers) and at the same time misses without a pause (8 connections): random frames of six videos, 360p to
#            1080p, one in three as a 1080p PNG, so that the memory tier fills and the workers keep opening videos.
# Measures:  resident bytes (/proc/PID/statm) of the edge's JVM and of each worker, each half second: median and maximum.
# Command:   bench/memory.sh          SECONDS_EACH=300 bench/memory.sh
# Needs:     apt-get install wrk ffmpeg curl python3
source "$(dirname "$0")/setup.sh"
need wrk wrk
need ffmpeg ffmpeg

export SECONDS_EACH=${SECONDS_EACH:-60}

machine
clip 360p-gop100 640x360 800 100 30
clip 720p-gop48 1280x720 2500 48 60
clip 1080p-gop48 1920x1080 5000 48 60
for name in 360p-gop100 720p-gop48 1080p-gop48; do
  cp "$clips/$name.mp4" "$work/media/$name-a.mp4"
  cp "$clips/$name.mp4" "$work/media/$name-b.mp4"
done
serve "$work/media"

cat > "$work/misses.lua" <<'LUA'
local videos = {"360p-gop100-a", "360p-gop100-b", "720p-gop48-a", "720p-gop48-b", "1080p-gop48-a", "1080p-gop48-b"}
local codes = {}
function setup(thread) thread:set("seed", os.time()) end
function init() math.randomseed(seed) end
function request()
  local video = videos[math.random(#videos)]
  local second = string.format("%.2f", math.random() * 29)
  local shape = math.random(3) == 1 and "/width/1920/height/1080/format/png" or "/width/" .. math.random(160, 640)
  return wrk.format("GET", "/p/100/thumbnail/entry_id/" .. video .. shape .. "/vid_sec/" .. second)
end
LUA
echo 'function delay() return 2 end' > "$work/hits.lua"
hit=$base/p/100/thumbnail/entry_id/720p-gop48-a/width/320/vid_sec/5
curl -fs -o "$work/log/hit" "$hit"
wrk -t1 -c16 -d"${SECONDS_EACH}s" -s "$work/hits.lua" "$hit" > "$work/log/hits.wrk" &
started+=("$!")
wrk -t1 -c8 -d"${SECONDS_EACH}s" --timeout 20s -s "$work/misses.lua" "$base" > "$work/log/misses.wrk" &
started+=("$!")
python3 "$bench/memory_measure.py" "$edge"
wait "${started[@]:1}"
echo "hits:   $(grep -E 'requests in|Non-2xx' "$work/log/hits.wrk" | xargs)"
echo "misses: $(grep -E 'requests in|Non-2xx' "$work/log/misses.wrk" | xargs)"
curl -fs "$base/metrics" | grep -E '^posterframe_(cache_bytes|worker_starts)|^jvm_buffer_memory_used.*direct' |
  sed 's/^/  /'
machine
