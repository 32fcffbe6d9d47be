"""The process of a command ends at once, and loses nothing by it."""

import subprocess
import sys

import pytest

ENDED = """
import atexit, os, sys, threading, time
from zonebook.cli import ending
class Kept:
    def __del__(self, write=os.write):
        write(2, b"taken apart")
kept = Kept()
atexit.register(print, "asked at the end")
def later():
    time.sleep(0.2)
    print("said later")
{before}
with ending.at_once():
    print("said")
    raise SystemExit({code})
"""


def ended(code: str, before: str = "") -> "subprocess.CompletedProcess[str]":
    """Return what a process did that exits with a code."""
    text = ENDED.format(code=code, before=before)
    return subprocess.run((sys.executable, "-c", text), capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("code", "expected"), [("0", 0), ("3", 3), ("None", 0), ("141", 141)])
def test_process_ends_at_once(code: str, expected: int) -> None:
    done = ended(code)
    assert (done.returncode, done.stderr) == (expected, "")
    assert done.stdout.splitlines() == ["said", "asked at the end"]


def test_text_as_code_is_printed() -> None:
    done = ended("'not so'")
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, "not so")


def test_other_thread_is_awaited() -> None:
    done = ended("0", before="threading.Thread(target=later).start()")
    assert done.returncode == 0
    assert "said later" in done.stdout.splitlines()


def test_profiler_is_awaited() -> None:
    done = ended("0", before="sys.setprofile(lambda *_: None)")
    assert (done.returncode, done.stderr) == (0, "taken apart")
