#!/usr/bin/env bash
# Question:  how long does an import of many entries take, and does the edge hold it in memory?
# Workload:  ENTRIES (default 100000) lines, each an entry with two flavors and a thumbnail, by bin/posterframe entries import,
#            twice: all new, then all there already.
# Measures:  seconds, and the edge's resident bytes and used heap before and after; the heap has its usual 192 MiB.
# Command:   bench/import.sh          ENTRIES=1000000 bench/import.sh
# Needs:     apt-get install curl python3
source "$(dirname "$0")/setup.sh"

entries=${ENTRIES:-100000}
export POSTERFRAME_ADMIN_TOKEN=0123456789abcdef0123456789abcdef
export POSTERFRAME_ADMIN_TOKENS="[$POSTERFRAME_ADMIN_TOKEN]"

state() {
  printf '| %s | %s | %s | %s |\n' "$1" "$2" \
    "$(awk '{printf "%d", $2 * 4096 / 1048576}' "/proc/$edge/statm")" \
    "$(curl -fs "$base/metrics" | awk '/^jvm_memory_used_bytes.*area="heap"/ {sum += $NF} END {printf "%d", sum / 1048576}')"
}

timed_import() {
  local begun=$EPOCHREALTIME
  "$home/bin/posterframe" entries import --url "$base" "$work/entries.ndjson" > "$work/log/import.txt"
  state "$1" "$(python3 -c "print(f'{$EPOCHREALTIME - $begun:.1f}')")"
}

machine
python3 - "$entries" > "$work/entries.ndjson" <<'PY'
import json, sys
for i in range(int(sys.argv[1])):
    url = f"https://media.example.com/{i:08d}"
    print(json.dumps({"id": f"0_{i:08d}", "partner_id": "100", "type": "video", "name": f"Film {i}",
        "flavors": [{"id": "sd", "url": url + "-sd.mp4", "bitrate_kbps": 800},
                    {"id": "hd", "url": url + "-hd.mp4", "bitrate_kbps": 4000, "tags": ["web", "mbr"]}],
        "thumbnails": [{"version": 1, "url": url + ".jpg", "current": True}]}))
PY
serve "$work/media"
curl -fs -o "$work/log/partner" -X PUT "$base/admin/v1/partners/100" -d '{"name": "Films"}' \
  -H "Authorization: Bearer $POSTERFRAME_ADMIN_TOKEN" -H 'Content-Type: application/json'
echo "| $entries entries, $(wc -c < "$work/entries.ndjson") bytes | seconds | edge, MiB | its heap, MiB |"
echo '|---|---|---|---|'
state before -
timed_import new
timed_import again
cat "$work/log/import.txt"
machine
