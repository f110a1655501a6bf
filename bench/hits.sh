#!/usr/bin/env bash
# Question:  what does a memory hit cost, compared with nginx sending the same bytes from a file in the page cache?
# Workload:  wrk, 1 thread, 16 keep-alive connections, one URL; nginx and Posterframe take turns, ROUNDS rounds (default 5)
#            of SECONDS_EACH (default 5) each after one round to warm up. One nginx worker process, one event loop. Bodies of
#            about 5, 12 and 60 KiB. nginx four times: with sendfile + tcp_nopush and with plain reads (which is the
#            cheaper one for small files), each with its own header fields and with those that Posterframe sends added.
# Measures:  user and system time of the server's processes (/proc/PID/stat) / completed requests; medians over the rounds.
# Command:   bench/hits.sh          ROUNDS=9 SECONDS_EACH=5 bench/hits.sh          SIZES="12288" bench/hits.sh
# Needs:     apt-get install nginx wrk ffmpeg curl python3
source "$(dirname "$0")/setup.sh"
need nginx nginx
need wrk wrk
need ffmpeg ffmpeg

export ROUNDS=${ROUNDS:-5} SECONDS_EACH=${SECONDS_EACH:-5} SIZES=${SIZES:-5120 12288 61440}

machine
clip source 1280x720 2500 48 10
cp "$clips/source.mp4" "$work/media/source.mp4"
POSTERFRAME_SERVER_EVENT_LOOPS=1 serve "$work/media"

port=$(free_port)
mkdir -p "$work/www"
python3 "$bench/hits_bodies.py" "$base" "$work/www" > "$work/bodies.json"
user=
# its worker would otherwise be nobody, who may not read our folder
((EUID)) || user="user $(id -un);"
cat > "$work/nginx.conf" <<CONF
$user
worker_processes 1;
pid $work/nginx.pid;
error_log $work/log/nginx.txt;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  keepalive_timeout 75s;
  open_file_cache max=1000;
  open_file_cache_valid 60s;
  types { image/jpeg jpg; }
  client_body_temp_path $work/nginx-tmp;
  proxy_temp_path $work/nginx-tmp;
  fastcgi_temp_path $work/nginx-tmp;
  uwsgi_temp_path $work/nginx-tmp;
  scgi_temp_path $work/nginx-tmp;
  server {
    listen 127.0.0.1:$port;
    root $work/www;
    location / { }
    location /fields/ { alias $work/www/; include $work/www/fields.conf; }
    location /read/ { sendfile off; alias $work/www/; }
    location /read-fields/ { sendfile off; alias $work/www/; include $work/www/fields.conf; }
  }
}
CONF
nginx -p "$work" -c "$work/nginx.conf" -g 'daemon off;' 2> "$work/log/nginx-start.txt" &
nginx=$!
started+=("$nginx")
wait_for "http://127.0.0.1:$port/${SIZES%% *}.jpg"

python3 "$bench/hits_measure.py" "$work/bodies.json" "$edge" "$nginx" "http://127.0.0.1:$port"
machine
