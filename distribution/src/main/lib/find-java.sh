# Finds a JDK 25 or later. To be sourced; POSIX sh. Afterwards `find_java` sets java_home and returns 0, or prints what it looked at
# and returns 1.

java_minimum=25

# Prints the feature version (25 for 25.0.3) of the Java in folder $1; nothing if there is none.
java_feature_version() {
    [ -x "$1/bin/java" ] || return 0
    java_found=
    if [ -r "$1/release" ]; then
        java_found=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release")
    fi
    if [ -z "$java_found" ]; then
        java_found=$("$1/bin/java" -version 2>&1 </dev/null | sed -n 's/.* version "\([0-9][0-9]*\).*/\1/p' | head -n 1)
    fi
    printf '%s\n' "$java_found"
}

# Takes folder $1, found by way of $2, if its Java is new enough; else remembers why not.
java_try() {
    java_version_here=$(java_feature_version "$1")
    if [ -z "$java_version_here" ]; then
        java_looked_at="$java_looked_at
  $2: $1 (no working bin/java)"
        return 1
    fi
    if [ "$java_version_here" -lt "$java_minimum" ]; then
        java_looked_at="$java_looked_at
  $2: $1 (Java $java_version_here)"
        return 1
    fi
    java_home=$1
}

# Prints the file behind the symbolic links of $1.
java_resolve() {
    java_link=$1
    while [ -L "$java_link" ]; do
        java_target=$(readlink "$java_link")
        case $java_target in
            /*) java_link=$java_target ;;
            *) java_link=$(dirname "$java_link")/$java_target ;;
        esac
    done
    printf '%s\n' "$java_link"
}

java_complain() {
    {
        echo "caracal: no Java $java_minimum or later was found. Looked at:$java_looked_at"
        echo "Install a JDK $java_minimum (for example Eclipse Temurin, https://adoptium.net), or set CARACAL_JAVA_HOME to the folder of one."
    } >&2
    return 1
}

find_java() {
    java_home=
    java_looked_at=
    if [ -n "${CARACAL_JAVA_HOME:-}" ]; then
        # Whoever sets this means this one and no other.
        java_try "$CARACAL_JAVA_HOME" CARACAL_JAVA_HOME && return 0
        java_complain
        return 1
    fi
    if [ -n "${JAVA_HOME:-}" ]; then
        java_try "$JAVA_HOME" JAVA_HOME && return 0
    else
        java_looked_at="
  JAVA_HOME: not set"
    fi
    java_on_path=$(command -v java || :)
    if [ -n "$java_on_path" ]; then
        java_try "$(dirname "$(dirname "$(java_resolve "$java_on_path")")")" PATH && return 0
    else
        java_looked_at="$java_looked_at
  PATH: no java"
    fi
    if [ -x /usr/libexec/java_home ]; then
        java_of_macos=$(/usr/libexec/java_home -v "$java_minimum+" 2>/dev/null || :)
        if [ -n "$java_of_macos" ]; then
            java_try "$java_of_macos" java_home && return 0
        fi
    fi
    for java_place in /usr/lib/jvm /usr/java /opt /opt/java /usr/local "${HOME:-/nonexistent}/.sdkman/candidates/java" "${HOME:-/nonexistent}/.jdks"; do
        java_here=no
        for java_candidate in "$java_place"/*; do
            [ -x "$java_candidate/bin/java" ] || continue
            java_here=yes
            java_try "$java_candidate" "$java_place" && return 0
        done
        if [ "$java_here" = no ]; then
            java_looked_at="$java_looked_at
  $java_place: nothing"
        fi
    done
    java_complain
}
