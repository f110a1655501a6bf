#!/usr/bin/env bash
# Question:  what does a job that cuts a whole video into frames cost, beside one ffmpeg process that does the same?
# Workload:  H.264 with B-frames and sound: MINUTES (default 5) of 854x480 at 1200 kbit/s with a keyframe each 2 s and each 10 s,
#            and of 1920x1080 at 5000 kbit/s with a keyframe each 5 s; as JPEGs of their own size at 1 frame a second, the last
#            one also at 10 frames a second, and 640 wide. Ours through Cloudglue's API: from the order to "completed", with
#            frames in the archive and their rows in the database. Theirs: ffmpeg -vf fps=1 -q:v 3, files in a folder.
#            They take turns, ROUNDS (default 3) times; ours each time as a job of its own.
# Measures:  CPU seconds (edge and workers; ffmpeg), the ratio; frames a second of wall time; the bytes of the frames.
# Command:   bench/jobs.sh
# Needs:     apt-get install ffmpeg curl python3
source "$(dirname "$0")/setup.sh"
need ffmpeg ffmpeg

export ROUNDS=${ROUNDS:-3}
minutes=${MINUTES:-5}

# long NAME WIDTHxHEIGHT KBITS GOP: a clip of 30 s in a loop
long() {
  clip "$1-30s" "$2" "$3" "$4" 30
  ffmpeg -hide_banner -loglevel error -nostdin -y -stream_loop $((minutes * 2 - 1)) -i "$clips/$1-30s.mp4" -c copy \
    "$work/media/$1.mp4"
}

machine
long 480p-gop50 854x480 1200 50
long 480p-gop250 854x480 1200 250
long 1080p-gop125 1920x1080 5000 125
clip warm-up 640x360 800 48 20
cp "$clips/warm-up.mp4" "$work/media/warm-up.mp4"
cat > "$work/posterframe.yaml" <<YAML
frames:
  keys: [{key: a-key-for-this-bench, partner: "100"}]
render:
  pictures-per-worker: 1000000   # one that is replaced takes its CPU time with it
YAML
serve --config "$work/posterframe.yaml" "$work/media"
python3 "$bench/jobs_measure.py" "$base" "$edge" "$work/media" "$work/out"
machine
