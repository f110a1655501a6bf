#!/usr/bin/env bash
# Question:  how many bytes does a frame read from its video?
# Workload:  a folder and an HTTP origin with ranges. FRAMES (default 20) random frames of a video that is open, each from a
#            GOP that nobody has read; then the first frame of a video of about LARGE_MB (default 2048: a clip in a loop) with
#            its index at the end, from its middle.
# Measures:  the bytes that the origin sent (bench/range_server.py counts) and posterframe_origin_bytes_total, against the
#            GOP prefix: from the first byte of the frame's keyframe to the last byte of the last packet that decoding the
#            frame takes, the sound between them included (ffprobe's packets). A large video's first frame: against index +
#            GOP prefix.
# Command:   bench/bytes.sh
# Needs:     apt-get install ffmpeg curl python3
source "$(dirname "$0")/setup.sh"
need ffmpeg ffmpeg
need ffprobe ffmpeg

export FRAMES=${FRAMES:-20} LARGE_MB=${LARGE_MB:-2048}

machine
mkdir -p "$work/remote"
for name in 720p-gop48 1080p-gop48 720p-gop250; do
  [[ $name == 720p-* ]] && clip "$name" 1280x720 2500 "${name##*gop}" 60 || clip "$name" 1920x1080 5000 "${name##*gop}" 60
  cp "$clips/$name.mp4" "$work/media/$name.mp4"
  cp "$clips/$name.mp4" "$work/remote/remote-$name.mp4"
done
loops=$((LARGE_MB * 1048576 / $(stat -c %s "$clips/1080p-gop48.mp4")))
ffmpeg -hide_banner -loglevel error -nostdin -y -stream_loop "$loops" -i "$clips/1080p-gop48.mp4" -c copy "$work/remote/remote-large.mp4"

port=$(free_port)
python3 "$bench/range_server.py" "$work/remote" "$port" 2> "$work/log/origin.txt" &
started+=("$!")
cat > "$work/posterframe.yaml" <<YAML
catalog:
  templates:
    - url: "http://127.0.0.1:$port/{entry_id}.mp4"
      entries: "remote-.*"
origin:
  allowed-addresses: ["127.0.0.0/8"]
YAML
serve --config "$work/posterframe.yaml" "$work/media"
python3 "$bench/bytes_measure.py" "$base" "http://127.0.0.1:$port" "$work/remote" 720p-gop48 1080p-gop48 720p-gop250
machine
