#!/usr/bin/env bash
# Question:  does hostile video harm more than the worker that reads it?
# Workload:  CASES (default 3000) clips of the tests, damaged at random by SEED (default 1), each given to workers with
#            decode.engine auto, humble or ffmpeg in turn, beside pictures of clips that are whole.
# Measures:  pictures, failures by kind, ends of workers by reason, the largest memory; and ends with 1 when an answer is missing
#            or none of the documented ones, a picture of a whole clip is wrong, memory grows, or something is left behind.
# Command:   bench/fuzz.sh            bench/fuzz.sh 10000 42            one case again: bench/fuzz.sh 124 42 123
# Needs:     nothing but Maven and a JDK; with apt-get install bubblewrap workers are shut in
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

libraries=target/fuzz.classpath
mvn -B -q -Dspotless.check.skip=true test-compile dependency:build-classpath \
  -Dmdep.outputFile="$libraries" -Dmdep.excludeArtifactIds=humble-video-arch-x86_64-pc-linux-gnu6 < /dev/null
exec java -Xmx384m -XX:MaxDirectMemorySize=256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
  -Djava.library.path=target/native -Dposterframe.native="$PWD/target/native" \
  -cp "target/test-classes:target/classes:$(cat "$libraries")" \
  io.posterframe.fuzz.Fuzz "${1:-3000}" "${2:-1}" "${3:-0}"
