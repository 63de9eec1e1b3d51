"""What the measuring scripts share: the assembled distribution, free ports, a broker that is started and ended."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
JAR = ROOT / "itests/bench/target/benchmarks.jar"


def fail(message):
    sys.exit(f"{pathlib.Path(sys.argv[0]).name}: {message}")


def find_java():
    """The JDK 25 that bin/caracal would take."""
    script = f'. "{ROOT}/distribution/src/main/lib/find-java.sh"; find_java && echo "$java_home"'
    found = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
    if found.returncode != 0:
        fail(found.stderr.strip() or "no JDK 25 was found; set JAVA_HOME")
    return pathlib.Path(found.stdout.strip().splitlines()[-1]) / "bin/java"


def find_caracal():
    folders = sorted((ROOT / "distribution/target").glob("caracal-*/bin/caracal"))
    if not folders:
        fail("the distribution is not built; run: mvn -DskipTests package")
    return folders[-1]


def free_port(first=20_000 + os.getpid() % 10_000):
    """From the first one on, below the range that the system gives to clients, so that no client of the load takes it."""
    for port in range(first, 32_768):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    fail("no free port below 32768")


def pinned(core, command):
    return ["taskset", "-c", str(core), *map(str, command)]


class Broker:
    """A broker while it runs: `with` starts it, waits until it answers, and ends it by its process id."""

    name = ""

    def __init__(self, options):
        self.options = options

    def command(self, port, folder):
        raise NotImplementedError

    def version(self):
        raise NotImplementedError

    def environment(self):
        return os.environ

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="caracal-bench-")
        os.chmod(self.folder, 0o755)  # Mosquitto leaves root's rights before it reads on
        self.port = free_port()
        self.log = open(os.path.join(self.folder, "output"), "wb")
        self.process = subprocess.Popen(
            pinned(self.options.broker_core, self.command(self.port, pathlib.Path(self.folder))),
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, env=self.environment())
        try:
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def wait(self):
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                break
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as client:
                    client.settimeout(5)
                    client.sendall(bytes.fromhex("100d00044d515454040200000001") + b"w")
                    if client.recv(4)[:2] == b"\x20\x02":  # let in or not: it answers
                        return
            except OSError:
                pass
            time.sleep(0.1)
        output = pathlib.Path(self.folder, "output").read_text(errors="replace")[-2000:]
        fail(f"{self.name} did not start:\n{output}")

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                print(f"{self.name} did not end within 20 s of SIGTERM and was killed", file=sys.stderr)
                self.process.kill()
                self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder)


class Caracal(Broker):
    name = "caracal"

    def command(self, port, folder):
        # The script replaces itself by the JVM, so that the process id stays.
        return [find_caracal(), "run", "--data", folder / "data", "--set", f'listeners.tcp.default.bind="127.0.0.1:{port}"',
                "--set", 'dashboard.listeners.http.bind="127.0.0.1:0"']

    def version(self):
        return subprocess.run([find_caracal(), "version"], capture_output=True, text=True).stdout.splitlines()[0]
