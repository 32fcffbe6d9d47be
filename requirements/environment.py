"""Makes a virtual environment with pip in it, also where Python came without ensurepip (as Debian's does).

`python3 requirements/environment.py FOLDER`; needs the standard library only. Ways, in order: ensurepip; virtualenv;
the pip of this Python; pip fetched from the index that PIP_INDEX_URL names, held to the hash in pip.txt.
"""

import hashlib
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from importlib.util import find_spec
from pathlib import Path

LOCK = Path(__file__).with_name("pip.txt")
HELP = """\
zonebook: this Python has neither ensurepip, virtualenv nor pip, so no virtual environment can be filled. Either
  as root:      apt-get install python3-venv
  without root: PIP_INDEX_URL=ADDRESS make ...
                (the "simple" page of your package index; pip is fetched from there and held to its locked hash)
"""


def main(folder: Path) -> int:
    """Make the environment in `folder`, in the place of an older one; return 0 when it has a working pip, else 2."""
    if not _replaceable(folder):
        sys.stderr.write(f"zonebook: {folder} holds files and is no virtual environment; name another folder\n")
        return 2
    shutil.rmtree(folder, ignore_errors=True)
    index = os.environ.get("PIP_INDEX_URL", "")
    if find_spec("ensurepip") and _run("-m", "venv", str(folder)):
        return 0
    if find_spec("virtualenv") and _run("-m", "virtualenv", "--clear", str(folder)):
        return 0
    if _run("-m", "venv", "--clear", "--without-pip", str(folder)):
        inside = str(folder / "bin" / "python")
        wanted = ("install", "--quiet", "--ignore-installed", "--require-hashes", "--requirement", str(LOCK))
        if find_spec("pip") and _run("-m", "pip", "--python", inside, *wanted):
            return 0
        if index and _fetched(index, inside, wanted):
            return 0
    shutil.rmtree(folder, ignore_errors=True)
    sys.stderr.write(HELP)
    return 2


def _replaceable(folder: Path) -> bool:
    """Return whether nothing but a virtual environment would be lost."""
    if not folder.is_dir():
        return not folder.exists()
    return (folder / "pyvenv.cfg").is_file() or not any(folder.iterdir())


def _run(*words: str, python: str = sys.executable) -> bool:
    return subprocess.run([python, *words], check=False).returncode == 0


def _fetched(index: str, inside: str, wanted: tuple[str, ...]) -> bool:
    """Install pip with the pip wheel of the index, if it is the locked one."""
    try:
        wheel = _wheel(index.rstrip("/") + "/pip/")
    except (OSError, ValueError) as error:
        sys.stderr.write(f"zonebook: pip cannot be fetched: {error}\n")
        return False
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "pip.whl"
        path.write_bytes(wheel)
        return _run(f"{path}/pip", *wanted, python=inside)


def _wheel(page: str) -> bytes:
    """Return the locked pip wheel; ValueError where the page has none with the locked hash."""
    lock = LOCK.read_text(encoding="utf-8")
    version = re.search(r"^pip==([0-9.]+)", lock, re.MULTILINE)
    name = f"pip-{version[1]}-py3-none-any.whl" if version else "no locked version"
    links = re.findall(r'href="([^"]+)"', _get(page).decode("utf-8", "replace"))
    link = next((link for link in links if f"/{name}" in f"/{link}"), "")
    if not link:
        raise ValueError(f"the index has no {name}")
    wheel = _get(urllib.parse.urljoin(page, html.unescape(link)))
    if hashlib.sha256(wheel).hexdigest() not in lock:
        raise ValueError(f"{name} is not the locked file")
    return wheel


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310  the user's own address
        content: bytes = answer.read()
    return content


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
