# The AOT cache of the broker's JVM: classes, loaded and linked, and what a broker in training learnt about its code, so that a start is
# short and code is optimised from the first second (docs/adr/0041). To be sourced, after find_java; POSIX sh. Uses home, java_home,
# class_path and the function jvm.

aot_cache=$home/lib/caracal.aot

# What the cache stands for. The JVM does not notice that a jar of its class path was replaced.
aot_key() {
    cat "$java_home/release" "$home"/lib/*.jar 2>/dev/null | cksum
}

aot_fits() {
    [ -f "$aot_cache" ] || return 1
    [ "$(cat "$aot_cache.key" 2>/dev/null)" = "$(aot_key)" ] && return 0
    echo "caracal: the AOT cache was made for another JDK or version; 'caracal optimize' makes it anew" >&2
    return 1
}

optimize_failed() { # what, file with the cause
    echo "caracal: $1; it said:" >&2
    tail -n 20 "$2" >&2
    exit 1
}

optimize_clean() {
    if [ -n "${trained:-}" ] && kill -9 "$trained" 2>/dev/null; then
        wait "$trained" 2>/dev/null
    fi
    rm -rf "$scratch" "$aot_cache.new"
}

# What a broker sees of its clients: they connect with a filter or two, publish to each other with all QoS, one to many and many to one,
# retained messages, and sessions that outlive their connections.
optimize_train() {
    clients=3000 # each is an open file, on both sides
    files=$(ulimit -Hn)
    [ "$files" = unlimited ] || [ "$files" -ge 8192 ] || clients=400
    load() {
        (bench bench "$@" --data "$scratch/data" --progress 0)
    }
    for round in 1 2 3; do
        load sub -c $clients -V 4 -t 'train/%i/#' --for 0.1 || return 1
        load sub -c $clients -V 5 -t '+/%i/train' --for 0.1 || return 1
    done
    for qos in 0 1 2; do
        load pubsub -V 4 --publishers 20 --subscribers 20 -q "$qos" --for 2 || return 1
    done
    load pubsub -V 5 --publishers 20 --subscribers 20 -q 1 --for 1 || return 1
    load pubsub -V 4 --publishers 1 --subscribers 300 --filter bench/0 --for 1 || return 1
    load pubsub -V 4 --publishers 100 --subscribers 1 --filter 'bench/+' -q 1 --for 1 || return 1
    for round in 1 2; do
        load pub -c 50 -V 4 -t 'kept/%i/state' -q 1 --retain --for 1 || return 1
        load pub -c $((clients / 2)) -V 4 -t 'kept/%i/state' -q 1 --retain -n 20000 || return 1
        load sub -c 20 -V 4 -t 'kept/#' -q 1 --for 0.5 || return 1
    done
    load sub -c $((clients / 3)) -V 5 -t 'train/%i/#' -q 1 --session-expiry 60 --for 0.1 || return 1
    (ask clients list --data "$scratch/data") && (ask config get --data "$scratch/data")
}

# Runs a broker on a folder and ports of its own, loads it for some seconds, and makes the cache of what it was seen to do.
optimize() {
    if [ ! -w "$home/lib" ]; then
        echo "caracal: $home/lib cannot be written. Run 'caracal optimize' as the user who owns it." >&2
        exit 73
    fi
    # Settings and addresses of a real broker are not for the one in training.
    java_options=${CARACAL_JAVA_OPTS:-}
    for name in $(env | sed -n 's/^\(CARACAL_[A-Za-z0-9_]*\)=.*/\1/p'); do
        unset "$name"
    done
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/caracal-optimize.XXXXXX") || exit 73
    trap optimize_clean EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    printf '%s\n' 'listeners.tcp.default.bind = "127.0.0.1:0"' 'dashboard.listeners.http.bind = "127.0.0.1:0"' >"$scratch/caracal.conf"
    echo "caracal: a broker in training shows the JVM its work; this takes about half a minute" >&2

    # shellcheck disable=SC2086
    (jvm -XX:AOTMode=record "-XX:AOTConfiguration=$scratch/seen" $java_options -cp "$class_path" \
        io.caracal.launcher.Main run --config "$scratch/caracal.conf" --data "$scratch/data") >"$scratch/broker" 2>&1 &
    trained=$!
    (ask status --data "$scratch/data" --wait "$start_timeout") >"$scratch/status" 2>&1 \
        || optimize_failed "the broker in training did not start" "$scratch/broker"
    optimize_train >"$scratch/load" 2>&1 || optimize_failed "the load on the broker in training failed" "$scratch/load"
    kill "$trained"
    wait "$trained" || optimize_failed "the broker in training did not end in order" "$scratch/broker"
    trained=

    # shellcheck disable=SC2086
    (jvm -XX:AOTMode=create "-XX:AOTConfiguration=$scratch/seen" "-XX:AOTCache=$aot_cache.new" $java_options -cp "$class_path") \
        >"$scratch/create" 2>&1 && [ -s "$aot_cache.new" ] || optimize_failed "the JVM made no AOT cache" "$scratch/create"
    # The key last: a cache without its own is not used.
    mv -f "$aot_cache.new" "$aot_cache" && aot_key >"$aot_cache.key" || exit 73
    echo "caracal: $aot_cache is made; every start from now on uses it" >&2
    exit 0
}
