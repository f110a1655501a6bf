#!/usr/bin/env bash
# Question:  what does a frame of a long HLS stream fetch and cost, compared with the same media as one file?
# Workload:  2 hours of 640x360 at 800 kbit/s with sound, a keyframe each 6 s (a clip of 60 s in a loop), over HTTP with
#            ranges: as 1,200 segments of MPEG-TS, a variant of 256x144 beside it; as one MP4 with its index at the end; as
#            one MPEG-TS file. FRAMES (default 20) random frames, each from a segment that nobody has read, 320 pixels wide.
#            The three take turns with each frame, one request at a time. "first": of a stream or file that nobody has asked
#            for (other names for the same bytes). "further": another frame of the same.
# Measures:  what the origin was asked for (bench/range_server.py tells): playlists, segments, bytes; CPU of edge and workers
#            and wall time of each frame, medians; how many of the pictures are the same as the MP4's, byte for byte. Fails
#            where a frame fetches more than 2 segments or 300 KB of playlists.
# Command:   bench/hls.sh
# Needs:     apt-get install ffmpeg curl python3
source "$(dirname "$0")/setup.sh"
need ffmpeg ffmpeg

export FRAMES=${FRAMES:-20}
remote=$work/remote
mkdir -p "$remote"

# segments NAME CLIP: two hours of a clip as a playlist and its segments
segments() {
  ffmpeg -hide_banner -loglevel error -nostdin -y -stream_loop 119 -i "$clips/$2.mp4" -c copy -f hls -hls_time 6 \
    -hls_list_size 0 -hls_playlist_type vod -hls_segment_filename "$remote/$1-segment-%05d.ts" "$work/$1.m3u8"
}

machine
clip 360p-gop150 640x360 800 150 60
clip 144p-gop150 256x144 150 150 60
echo "making two hours of each ..." >&2
segments high 360p-gop150
segments low 144p-gop150
ffmpeg -hide_banner -loglevel error -nostdin -y -stream_loop 119 -i "$clips/360p-gop150.mp4" -c copy "$remote/film-0.mp4"
ffmpeg -hide_banner -loglevel error -nostdin -y -i "$remote/film-0.mp4" -c copy "$remote/film-0.ts"
for ((i = 0; i <= FRAMES; i++)); do
  cp "$work/high.m3u8" "$remote/high-$i.m3u8"
  cp "$work/low.m3u8" "$remote/low-$i.m3u8"
  cat > "$remote/film-$i.m3u8" <<M3U8
#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=350000,RESOLUTION=256x144,CODECS="avc1.64000c,mp4a.40.2"
low-$i.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=1100000,RESOLUTION=640x360,CODECS="avc1.64001e,mp4a.40.2"
high-$i.m3u8
M3U8
  if ((i > 0)); then
    ln "$remote/film-0.mp4" "$remote/film-$i.mp4"
    ln "$remote/film-0.ts" "$remote/film-$i.ts"
  fi
done
clip warm-up 640x360 800 48 4
for ((i = 0; i < 20; i++)); do
  cp "$clips/warm-up.mp4" "$work/media/warm-up-$i.mp4"
done

port=$(free_port)
python3 "$bench/range_server.py" "$remote" "$port" 2> "$work/log/origin.txt" &
started+=("$!")
cat > "$work/posterframe.yaml" <<YAML
catalog:
  templates:
    - {url: "http://127.0.0.1:$port/{entry_id}.m3u8", partners: ["101"]}
    - {url: "http://127.0.0.1:$port/{entry_id}.mp4", partners: ["102"]}
    - {url: "http://127.0.0.1:$port/{entry_id}.ts", partners: ["103"]}
origin:
  allowed-addresses: ["127.0.0.0/8"]
YAML
serve --config "$work/posterframe.yaml" "$work/media"
python3 "$bench/hls_measure.py" "$base" "$edge" "http://127.0.0.1:$port" "$(grep -c '^#EXTINF' "$work/high.m3u8")"
machine
