"""Set Hornbeam up in ``.venv`` and start it: the one script behind the make targets.

Standard library only and nothing newer than Python 3.8: a machine whose ``python3`` is
too old must get a sentence to act on, not a SyntaxError.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import NoReturn, TextIO

ROOT = Path(__file__).resolve().parent.parent
MINIMUM = (3, 11)
NEWEST = (3, 14)
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")

CHECKS = ("ruff check", "ruff format --check", "mypy", "lint-imports --no-logo")

# The lines of pip that are worth showing: what takes long.
LANDMARKS = ("Downloading ", "Installing collected packages")
WHEEL_TAGS = re.compile(r"-(cp|py)\d\S*\.whl")

# What the program loads of PySide6; other plugins need libraries that nobody misses.
QT_FILES = (
    "QtWidgets.abi3.so",
    "QtNetwork.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqwayland*.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/wayland-graphics-integration-client/libqt-plugin-wayland-egl.so",
    "Qt/plugins/xcbglintegrations/*.so",
)

# Libraries whose Debian package is not called after them, see `apt_package`.
DEBIAN_NAMES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
}


class SetupError(Exception):
    """Something only the user can put right; the text says what and how."""


class Interpreter(NamedTuple):
    """A Python on this machine and what it can do."""

    path: str
    version: tuple[int, int]
    has_ensurepip: bool
    has_pip: bool


class Environment:
    """The ``.venv`` of a checkout and the record of the steps done in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / ".venv"
        self.python = self.path / "bin" / "python"
        self.unfinished = self.path / "hornbeam-unfinished"

    def is_done(self, step: str) -> bool:
        """Whether `step` was done with the project and the Python of today."""
        try:
            return self._stamp(step).read_text() == self._fingerprint()
        except OSError:
            return False

    def mark_done(self, *steps: str) -> None:
        """Record `steps` as done."""
        for step in steps:
            self._stamp(step).write_text(self._fingerprint())

    def is_sound(self) -> bool:
        """Whether packages can be installed on top of what is there."""
        python = probe(str(self.python))
        return (
            python is not None
            and python.version >= MINIMUM
            and python.has_pip
            and not self.unfinished.exists()
        )

    def _stamp(self, step: str) -> Path:
        return self.path / f"hornbeam-{step}-done"

    def _fingerprint(self) -> str:
        # Read, not asked of the interpreter: this runs at every start. The resolved
        # path changes when the system's Python is replaced by another version.
        parts = (
            (self.root / "pyproject.toml").read_bytes(),
            (self.path / "pyvenv.cfg").read_bytes(),
            os.fsencode(self.python.resolve(strict=True)),
            os.fsencode(self.root),
        )
        return hashlib.sha256(b"\0".join(parts)).hexdigest()


def main(arguments: Sequence[str]) -> int:
    """Do the named action; return the exit status."""
    actions = {"run": run, "test": test, "lint": lint}
    try:
        if not arguments or arguments[0] not in actions:
            raise SetupError(f"usage: bootstrap.py {'|'.join(actions)} [ARGUMENT ...]")
        if os.name != "posix":
            raise SetupError(
                "these commands are for Linux and macOS. On Windows type:\n"
                "    py -m venv .venv\n"
                "    .venv\\Scripts\\pip install -e .\n"
                "    .venv\\Scripts\\python main.py"
            )
        return actions[arguments[0]](arguments[1:])
    except SetupError as error:
        say(f"\nHornbeam: {error}", sys.stderr)
        return 2
    except OSError as error:
        say(f"\nHornbeam: the set-up could not go on: {error}", sys.stderr)
        return 2
    except KeyboardInterrupt:
        say("\nHornbeam: interrupted. The same command repairs it.", sys.stderr)
        return 130


def run(arguments: Sequence[str]) -> int:
    """Open the window; without Qt's libraries do what works without a window."""
    env = Environment(ROOT)
    set_up(env, "run")
    variables = dict(os.environ)
    problem = add_qt_libraries(env)
    if problem:
        say(f"\nHornbeam: {problem}\nGoing on without a window.", sys.stderr)
        for name in DISPLAYS:
            variables.pop(name, None)
    become([str(env.python), str(ROOT / "main.py"), *arguments], variables)


def test(arguments: Sequence[str]) -> int:
    """Run pytest with its windows off screen."""
    env = Environment(ROOT)
    set_up(env, "test")
    problem = add_qt_libraries(env)
    if problem:
        raise SetupError(problem)
    variables = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    os.chdir(ROOT)
    # One process a core; a given -n comes later and wins.
    become([str(env.python), "-m", "pytest", "-n", "auto", *arguments], variables)


def lint(_arguments: Sequence[str]) -> int:
    """Run all static checks, also after one has failed."""
    env = Environment(ROOT)
    set_up(env, "test")
    tools = env.path / "bin"
    failed = []
    for check in CHECKS:
        begin = time.monotonic()
        tool, *options = check.split()
        status = subprocess.run([str(tools / tool), *options], cwd=str(ROOT)).returncode
        verdict = "failed" if status else "passed"
        say(f"{check}: {verdict} in {time.monotonic() - begin:.1f} s")
        if status:
            failed.append(check)
    if failed:
        say(f"Failed: {', '.join(failed)}", sys.stderr)
    return 1 if failed else 0


def set_up(env: Environment, step: str) -> None:
    """Have everything that `step` ("run" or "test") needs installed in ``.venv``."""
    if env.is_done(step):
        return
    with alone():
        # Another call may have done it while this one waited.
        if env.is_done(step):
            return
        begin = time.monotonic()
        say(f"Setting Hornbeam up in {env.path}, once (some minutes)")
        if not env.is_sound():
            make_environment(env, pick(pythons(env)))
        install(env, step)
        say(f"Set up in {time.monotonic() - begin:.0f} s")


def make_environment(env: Environment, python: Interpreter) -> None:
    """Make an empty ``.venv``, whatever was there before."""
    say(f"  Python {python.version[0]}.{python.version[1]} from {python.path}")
    if not python.has_ensurepip:
        # Debian and Ubuntu ship this part of the standard library apart.
        package = "python{}.{}-venv".format(*python.version)
        if shutil.which("apt-get") is None:
            raise SetupError(
                f"{python.path} comes without ensurepip, so it cannot make a virtual "
                "environment. Use another one: make run PYTHON=/path/to/python3"
            )
        if not install_packages("apt-get", [package]):
            raise SetupError(
                f"{python.path} needs one more package. Type this, then start again:\n"
                f"    {by_hand('apt-get', [package])}"
            )
    status, tail = follow([python.path, "-m", "venv", "--clear", str(env.path)])
    if status:
        raise SetupError(failure(f"no virtual environment in {env.path}", tail))


def install(env: Environment, step: str) -> None:
    """Install the project and its dependencies, for `step`, in place."""
    target = ".[test]" if step == "test" else "."
    command = [str(env.python), "-m", "pip", "install", "--editable", target]
    variables = {
        **os.environ,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        # A "user = true" in pip's configuration makes no sense here and fails.
        "PIP_USER": "0",
    }
    env.unfinished.touch()
    status, tail = follow(command, variables, cwd=env.root)
    if status >= 0:
        # A pip that fails undoes what it began; one that is killed leaves packages
        # that look whole and are not, and the next call starts from nothing.
        env.unfinished.unlink()
    if status:
        raise SetupError(
            failure("the Python packages could not be installed", tail)
            + "\nPut that right and start again. If it is the network: behind a proxy, "
            "set HTTPS_PROXY."
        )
    env.mark_done("run", step)


def pythons(env: Environment) -> Iterator[Interpreter]:
    """Yield the Pythons of this machine: the one running, then the newest first."""
    own = str(env.path / "bin")
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    # An activated .venv is about to be replaced: it cannot be its own base.
    search = os.pathsep.join(folder for folder in folders if folder != own)
    names = [f"python3.{minor}" for minor in range(NEWEST[1], MINIMUM[1] - 1, -1)]
    paths = [shutil.which(name, path=search) for name in (*names, "python3")]
    if os.path.dirname(sys.executable) != own:
        paths.insert(0, sys.executable)
    for path in dict.fromkeys(paths):
        found = probe(path) if path else None
        if found:
            yield found


def probe(path: str) -> Interpreter | None:
    """Ask the Python at `path` what it can do; None if it does not answer."""
    question = (
        "import sys; from importlib.util import find_spec as find;"
        "print(*sys.version_info[:2], *(int(find(m) is not None)"
        " for m in ('ensurepip', 'pip')))"
    )
    try:
        # Version managers put commands on the PATH that only say they are not there.
        answer = subprocess.run(
            [path, "-c", question],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        ).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return None
    major, minor, ensurepip, pip = map(int, answer)
    return Interpreter(path, (major, minor), bool(ensurepip), bool(pip))


def pick(found: Iterable[Interpreter]) -> Interpreter:
    """Return the first Python that is new enough, or say how to get one."""
    rejected = []
    for python in found:
        if python.version >= MINIMUM:
            return python
        rejected.append("{}.{} ({})".format(*python.version, python.path))
    raise SetupError(
        "Python {}.{} or newer is needed, found {}.\n".format(
            *MINIMUM, ", ".join(rejected) or "none"
        )
        + "Install one (Fedora: sudo dnf install python3.13, macOS: brew install "
        "python@3.13,\nothers: https://www.python.org/downloads/) and start again. "
        "One outside the PATH: make run PYTHON=/path/to/python3.13"
    )


def add_qt_libraries(env: Environment) -> str:
    """Install the system libraries Qt misses; return what the user must do, or ""."""
    if env.is_done("qt"):
        return ""
    files = qt_files(env) if sys.platform == "linux" else []
    missing = missing_libraries(files)
    if missing:
        manager = next(filter(shutil.which, ("apt-get", "dnf")), None)
        if manager is None:
            return (
                "Qt needs more system libraries. Install the packages that hold "
                f"{', '.join(missing)} and start again."
            )
        packages = packages_of(manager, missing)
        with alone():
            if not install_packages(manager, packages) or missing_libraries(files):
                return (
                    "Qt needs more system libraries. Type this, then start again:\n"
                    f"    {by_hand(manager, packages)}"
                )
    env.mark_done("qt")
    return ""


def qt_files(env: Environment) -> list[Path]:
    """Return the installed binaries whose libraries must be on the system."""
    qt = next(env.path.glob("lib/python3*/site-packages/PySide6"), None)
    return [file for name in QT_FILES for file in qt.glob(name)] if qt else []


def missing_libraries(files: Sequence[Path]) -> list[str]:
    """Return the sonames that the system's loader does not find for `files`."""
    if not files or shutil.which("ldd") is None:
        return []
    listing = subprocess.run(
        ["ldd", *map(str, files)],
        env={**os.environ, "LC_ALL": "C"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ).stdout.decode(errors="replace")
    return sorted(set(re.findall(r"^\s*(\S+) => not found", listing, re.MULTILINE)))


def packages_of(manager: str, sonames: Iterable[str]) -> list[str]:
    """Return what to ask `manager` for to get the libraries."""
    # dnf finds a package by what it provides: no names to know.
    name = apt_package if manager == "apt-get" else "{}()(64bit)".format
    return sorted({name(soname) for soname in sonames})


def apt_package(soname: str) -> str:
    """Return the Debian package of a library: its soname, by Debian's policy 8.1.

    Newer releases call some of them ``...t64``, and apt resolves the old name.
    """
    if soname in DEBIAN_NAMES:
        return DEBIAN_NAMES[soname]
    name, _, version = soname.lower().replace("_", "-").partition(".so.")
    return f"{name}{'-' if name[-1].isdigit() else ''}{version}"


def install_packages(manager: str, packages: Sequence[str]) -> bool:
    """Install system packages if that needs no password; return whether it worked."""
    prefix = root_prefix(os.geteuid())
    if prefix is None:
        return False
    status = 1
    for command in manager_commands(manager, packages):
        say(f"  {shlex.join([*prefix, *command])}")
        # An update that fails in part (one dead source) is no reason to stop.
        status, tail = follow([*prefix, *command])
    if status:
        say("\n".join(f"    {line}" for line in tail), sys.stderr)
    return status == 0


def manager_commands(manager: str, packages: Sequence[str]) -> list[list[str]]:
    """Return the commands that install `packages` without asking anything."""
    if manager == "dnf":
        return [["dnf", "install", "-y", *packages]]
    # A fresh machine updates itself in the background and holds the lock meanwhile.
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    apt += ["-q", "-o", "DPkg::Lock::Timeout=300"]
    return [[*apt, "update"], [*apt, "install", "-y", *packages]]


def by_hand(manager: str, packages: Sequence[str]) -> str:
    """Return the command line for the user to type."""
    install = f"{manager} install {' '.join(map(shlex.quote, packages))}"
    return install if os.geteuid() == 0 else f"sudo {install}"


def root_prefix(user: int) -> list[str] | None:
    """Return what turns a command of `user` into one of root, None if nothing does."""
    if user == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def follow(
    command: Sequence[str],
    variables: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> tuple[int, list[str]]:
    """Run a long command showing what takes long; return its status and last lines."""
    tail: deque[str] = deque(maxlen=12)
    with subprocess.Popen(
        command,
        env=variables,
        cwd=str(cwd) if cwd else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in map(str.strip, process.stdout or ()):
            # The retries of pip say six times what its error then says once.
            if line and not line.startswith("WARNING: Retrying"):
                tail.append(line if len(line) < 200 else f"{line[:200]} ...")
            if line.startswith(LANDMARKS) and ".metadata" not in line:
                say(f"    {WHEEL_TAGS.sub('', line)[:88]}")
    return process.returncode, list(tail)


def failure(what: str, tail: Iterable[str]) -> str:
    """Return `what` went wrong with the last words of the program that failed."""
    return "\n    ".join((f"{what}. The last lines were:", *tail))


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let a second set-up of the same checkout wait until this one is through."""
    import fcntl  # not on Windows, which must get as far as being told so

    with open(__file__, "rb") as script:
        with contextlib.suppress(OSError):  # some network folders have no locks
            try:
                fcntl.flock(script, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Another call is setting it up; waiting for it.")
                fcntl.flock(script, fcntl.LOCK_EX)
        yield


def become(command: list[str], variables: Mapping[str, str]) -> NoReturn:
    """Let `command` take this process over: signals and exit status are its own."""
    sys.stdout.flush()
    os.execve(command[0], command, variables)


def say(text: str, to: TextIO | None = None) -> None:
    """Write a line at once, also into a pipe."""
    print(text, file=to or sys.stdout, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
