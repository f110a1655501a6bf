#!/usr/bin/env bash
# Question:  what does an exact frame that is not in the cache cost, compared with one ffmpeg process a frame?
# Workload:  FRAMES (default 30) random frames of each clip: 720p at 2.5 Mbit/s and 1080p at 5 Mbit/s, 25 frames/s, 60 s,
#            B-frames, AAC interleaved, a keyframe each 48 and each 250 frames; 320 pixels wide, JPEG. Posterframe and ffmpeg
#            take turns with each frame, one request at a time, after 200 frames of other videos. "first": each frame is the
#            first one of a video that nobody has asked for (links to the clip), so that a worker opens and probes it.
#            "further": the video is open.
# Measures:  Posterframe: user and system time of edge and workers (/proc/PID/stat) over all frames; ffmpeg: that of its
#            processes; wall time of each frame, median. And that both show the same frame: the PSNR of the two pictures,
#            which must be above 25 dB and above that with the neighbours of the frame.
# Command:   bench/cold.sh          FRAMES=100 CLIPS="720p-gop48" bench/cold.sh
# The other: ffmpeg -threads 1 -ss T -i CLIP -frames:v 1 -vf scale=320:-2 -q:v 4 out.jpg
# Needs:     apt-get install ffmpeg curl python3
source "$(dirname "$0")/setup.sh"
need ffmpeg ffmpeg

export FRAMES=${FRAMES:-30}

machine
for name in ${CLIPS:-720p-gop48 720p-gop250 1080p-gop48 1080p-gop250}; do
  gop=${name##*gop}
  case $name in
    720p-*) clip "$name" 1280x720 2500 "$gop" 60 ;;
    1080p-*) clip "$name" 1920x1080 5000 "$gop" 60 ;;
    *) fail "CLIPS is a list of 720p-gopN and 1080p-gopN" ;;
  esac
  for ((i = 0; i <= FRAMES; i++)); do
    ln "$clips/$name.mp4" "$work/media/$name-$i.mp4" 2> /dev/null || cp "$clips/$name.mp4" "$work/media/$name-$i.mp4"
  done
done
clip warm-up 640x360 800 48 4
for ((i = 0; i < 20; i++)); do
  cp "$clips/warm-up.mp4" "$work/media/warm-up-$i.mp4"
done
serve "$work/media"

# shellcheck disable=SC2086 # a list
python3 "$bench/cold_measure.py" "$base" "$edge" "$clips" "$work" ${CLIPS:-720p-gop48 720p-gop250 1080p-gop48 1080p-gop250}
machine
