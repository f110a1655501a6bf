# What all benchmarks share; sourced by them. Everything happens in one temporary folder and on the loopback, on ports
# that were free, and ends with the script.
#   BENCH_KEEP   a folder where generated clips are kept from run to run (default: made anew each time)
set -euo pipefail

# nginx is where a user's PATH does not look
PATH=$PATH:/usr/sbin
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(dirname "$bench")
work=$(mktemp -d)
clips=${BENCH_KEEP:-$work/clips}
mkdir -p "$clips" "$work/media" "$work/log"
started=()

finish() {
  local pid
  for pid in "${started[@]}"; do
    kill "$pid" 2> /dev/null || true
  done
  for pid in "${started[@]}"; do
    wait "$pid" 2> /dev/null || true
  done
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

# need COMMAND PACKAGE: stops with advice when the command is missing
need() {
  command -v "$1" > /dev/null || fail "$1 is needed: apt-get install $2"
}

# below the ports that the system gives to outgoing connections, so that it stays free until it is bound
free_port() {
  python3 -c '
import random, socket
while True:
    port = random.randrange(15000, 30000)
    try:
        socket.create_server(("127.0.0.1", port)).close()
        print(port)
        break
    except OSError:
        pass'
}

# wait_for URL: until it answers 200, one minute at most
wait_for() {
  local i
  for ((i = 0; i < 600; i++)); do
    if curl -fs -o "$work/log/wait" "$1"; then return; fi
    sleep 0.1
  done
  fail "no answer from $1: $(tail -n 5 "$work"/log/*.txt)"
}

# serve [OPTION...]: starts Posterframe on the media in $work/media. Sets $edge (process id) and $base (URL).
serve() {
  local port
  port=$(free_port)
  "$home/bin/posterframe" serve --port "$port" --data "$work/data" "$@" > "$work/log/posterframe.txt" 2>&1 &
  edge=$!
  started+=("$edge")
  base=http://127.0.0.1:$port
  wait_for "$base/health/ready"
}

# clip NAME WIDTHxHEIGHT KBITS GOP SECONDS: a moving picture with some grain, B-frames and interleaved sound, 25 frames/s
clip() {
  local file=$clips/$1.mp4
  if [[ ! -s $file ]]; then
    echo "making $1.mp4: $2, $3 kbit/s, a keyframe each $4 frames, $5 s ..." >&2
    ffmpeg -hide_banner -loglevel error -nostdin -y \
      -f lavfi -i "testsrc2=s=$2:r=25:d=$5,noise=alls=6:allf=t,format=yuv420p" \
      -f lavfi -i "sine=440:sample_rate=44100:d=$5" \
      -c:v libx264 -preset faster -b:v "$3k" -maxrate "$(($3 * 3 / 2))k" -bufsize "$(($3 * 2))k" \
      -g "$4" -keyint_min "$4" -sc_threshold 0 -bf 3 -colorspace bt709 \
      -c:a aac -b:a 128k "$work/making.mp4"
    mv "$work/making.mp4" "$file"
  fi
}

machine() {
  echo "machine: $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), load $(cut -d' ' -f1-3 /proc/loadavg)," \
    "$(java -version 2>&1 | head -n 1)"
}

need python3 python3
need curl curl
