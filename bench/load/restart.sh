#!/usr/bin/env bash
# Question:  does a restart of one server after the other lose a request?
# Workload:  two servers behind HAProxy, which asks /health/ready four times a second and retries nothing; RATE (default 200) hits
#            a second at a constant rate and 4 new pictures a second for SECONDS_EACH (default 60), over kept connections on both sides,
#            and a third client that opens a connection a request straight to HAProxy. Meanwhile each server in turn gets SIGTERM, and is
#            started again on its port when it has ended, until the time is up. drain-delay is 2 s. Then the same once more with
#            drain-delay 0, which is what a server does that nobody told of its balancer.
# Measures:  answers by status, requests without an answer, and what the servers logged.
# Command:   bench/load/restart.sh          SECONDS_EACH=120 bench/load/restart.sh
# Needs:     apt-get install haproxy ffmpeg curl python3
source "$(dirname "$0")/../setup.sh"
need haproxy haproxy
need ffmpeg ffmpeg

export SECONDS_EACH=${SECONDS_EACH:-45} RATE=${RATE:-200} DELAYS=${DELAYS:-2s 0s}

machine
clip source 1280x720 2500 48 10
cp "$clips/source.mp4" "$work/media/source.mp4"
[[ -f $home/target/posterframe.jar ]] || "$home/bin/posterframe" check-config > /dev/null
front=$(free_port)
one=$(free_port)
two=$(free_port)
cat > "$work/haproxy.cfg" <<CONF
global
  maxconn 4000
  log stdout format raw local0
defaults
  mode http
  log global
  option httplog
  option dontlog-normal
  retries 0
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout check 3s
  option httpchk GET /health/ready
  http-reuse always
frontend pictures
  bind 127.0.0.1:$front
  default_backend servers
backend servers
  balance roundrobin
  default-server check inter 250ms fall 2 rise 1 pool-max-conn 100
  server one 127.0.0.1:$one
  server two 127.0.0.1:$two
CONF
haproxy -db -f "$work/haproxy.cfg" > "$work/log/haproxy.txt" 2>&1 &
started+=("$!")
python3 "$bench/load/restart_measure.py" "$home/bin/posterframe" "$work" "$front" "$one" "$two"
# what HAProxy says of requests without a good answer; the two letters behind the times tell who broke off, and when
grep '"GET' "$work/log/haproxy.txt" | grep -v 'NOSRV' | head -n 10 || true
machine
