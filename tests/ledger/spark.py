"""A cluster of one master and two workers on this machine, started and ended by the tests that need it."""

import contextlib
import os
import socket
import subprocess
import time
from pathlib import Path

# Nothing is compiled for a hundred rows: a compiler of statements costs more than it gives, and is off only in tests.
SETTINGS = """
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.driver.memory 512m
spark.executor.memory 512m
spark.driver.extraJavaOptions {quick}
spark.executor.extraJavaOptions {quick}
spark.ui.enabled false
spark.ui.showConsoleProgress false
spark.sql.ui.retainedExecutions 1
spark.log.level ERROR
spark.sql.adaptive.enabled false
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.executorEnv.SPARK_TESTING 1
spark.sql.shuffle.partitions 1
spark.sql.ui.explainMode simple
"""
QUIET = """
rootLogger.level = error
rootLogger.appenderRef.all.ref = all
appender.all.type = Console
appender.all.name = all
appender.all.target = SYSTEM_ERR
appender.all.layout.type = PatternLayout
logger.question.name = SQLQueryContextLogger
logger.question.level = off
"""
QUICK = (
    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto "
    "-XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
)


@contextlib.contextmanager
def cluster(folder: Path):
    """Yield the address of the master; both workers have joined."""
    import pyspark

    home, port = Path(pyspark.__file__).parent, _free_port()
    (folder / "spark-defaults.conf").write_text(SETTINGS.format(quick=QUICK), "ascii")
    (folder / "log4j2.properties").write_text(QUIET, "ascii")
    own = {"SPARK_HOME": str(home), "SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1"}
    own["SPARK_SCALA_VERSION"] = "2.13"  # a worker looks for it before it starts an executor
    address, master = f"spark://127.0.0.1:{port}", ["--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"]
    before = dict(os.environ)
    os.environ.update(own)
    running = [_begin("master.Master", *master)]
    try:
        _wait_for(port)
        for number in (1, 2):
            room = ["--cores", "1", "--memory", "600m", "--webui-port", "0", "--work-dir", str(folder / f"w{number}")]
            running.append(_begin("worker.Worker", "--host", "127.0.0.1", *room, address))
        yield address
    finally:
        _end_driver()
        for process in reversed(running):
            process.terminate()
            process.wait()
        for name in own:
            os.environ.pop(name)
        os.environ.update({name: before[name] for name in own if name in before})


def _begin(role: str, *words: str) -> subprocess.Popen:
    """Start a part of the cluster; spark-class would first start a Java of its own to find this out."""
    home, settings = os.environ["SPARK_HOME"], os.environ["SPARK_CONF_DIR"]
    command = ["java", *QUICK.split(), "-Xmx128m", "-cp", f"{settings}:{home}/jars/*"]
    return subprocess.Popen([*command, f"org.apache.spark.deploy.{role}", *words], stdout=subprocess.DEVNULL)


def _end_driver() -> None:
    from pyspark import SparkContext

    with contextlib.suppress(AttributeError):  # it never began
        SparkContext._active_spark_context.stop()
        gateway = SparkContext._gateway
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(20)
        SparkContext._gateway = SparkContext._jvm = None


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert time.monotonic() < until, "the master does not answer"
        time.sleep(0.1)
