#!/usr/bin/env bash
# Makes a Docker engine and phyla's image ready, on a machine that may have neither.
# Prints one line. Exit code 0: ready; 3: there is no engine with the image, and the line says why.
# Starting an engine needs root on Debian; with an engine that runs already, any user who may use it will do.
set -u
image=${1:-phyla-agent:latest}
source=$(cd "$(dirname "$0")/../.." && pwd)
work=${TMPDIR:-/tmp}/phyla-engine-$(id -u)
log=$work/log
mkdir -p "$work" && : >"$log" || exit 3

give_up() { echo "no Docker engine with $image: $1 (see $log)"; exit 3; }
answers() { timeout 20 docker version --format '{{.Server.Version}}' >>"$log" 2>&1; }
install() { DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends "$@" >>"$log" 2>&1; }

start_engine() {
    [ "$(id -u)" = 0 ] || give_up "none answers, and only root can start one"
    if ! command -v dockerd >/dev/null; then
        command -v apt-get >/dev/null || give_up "dockerd is missing, and this is no Debian to install it on"
        apt-get update -qq >>"$log" 2>&1
        install docker.io iptables || give_up "docker.io cannot be installed"
    fi
    setsid dockerd >>"$work/dockerd.log" 2>&1 </dev/null &
    for _ in $(seq 60); do
        answers && return
        kill -0 $! 2>/dev/null || give_up "dockerd ended: $(tail -n 1 "$work/dockerd.log")"
        sleep 1
    done
    give_up "dockerd was started but does not answer"
}

# The official image if it is here or comes quickly; else a bare Debian, made from the distribution's own archive.
choose_base() {
    official=$(sed -n 's/^ARG BASE=//p' "$source/Dockerfile")
    base=$official
    docker image inspect "$official" >>"$log" 2>&1 && return
    timeout 90 docker pull -q "$official" >>"$log" 2>&1 && return
    base=phyla-base:bookworm
    docker image inspect "$base" >>"$log" 2>&1 && return
    [ "$(id -u)" = 0 ] || give_up "$official cannot be pulled, and only root can make another base"
    command -v debootstrap >/dev/null || { apt-get update -qq >>"$log" 2>&1; install debootstrap; } ||
        give_up "$official cannot be pulled, and debootstrap cannot be installed"
    root=$(mktemp -d "$work/root.XXXXXX")
    debootstrap --variant=minbase bookworm "$root" >>"$log" 2>&1 &&
        tar -C "$root" -c . | docker import - "$base" >>"$log" 2>&1
    made=$?
    rm -rf --one-file-system "$root"
    [ $made = 0 ] || give_up "$official cannot be pulled, and no Debian base can be made"
}

command -v docker >/dev/null && answers && did="found an engine" || { start_engine; did="started an engine"; }
if docker image inspect "$image" >>"$log" 2>&1; then
    did="$did, found $image"
else
    choose_base
    # The host's network: an engine that has just been started may have no working bridge.
    docker build -q --network host --build-arg "BASE=$base" -t "$image" "$source" >>"$log" 2>&1 || give_up "its build failed"
    did="$did, built $image on $base"
fi
echo "Docker is ready: $did"
