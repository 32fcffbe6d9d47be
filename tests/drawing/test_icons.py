import re
from pathlib import Path

import pytest

from zonebook.drawing.icons import ICONS, NoIconError, icon, icon_file

KINDS = Path(__file__).parents[2] / "generator" / "zonebook" / "catalogue" / "kinds"
NAMED = {
    found[1]: path.name
    for path in sorted(KINDS.rglob("*.yaml"))
    for found in re.finditer(r"^icon:\s*[\"']?([^\s\"'#]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
}


def test_library_class_has_a_file() -> None:
    assert icon("aws.compute.EC2") == "resources/aws/compute/ec2.png"
    assert icon_file("aws.compute.EC2") == ICONS / "resources/aws/compute/ec2.png"
    assert icon_file("aws.compute.EC2").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path",
    [
        "aws.compute.NoSuchThing",
        "aws.nosuch.EC2",
        "nosuch.compute.EC2",
        "aws.compute._Compute",
        "EC2",
        "",
        "..compute.EC2",
        "aws.compute.EC2 ",
        "aws.compute.EC2\n",
        "../../etc.passwd",
        "cli.run",
        "os.path.join",
    ],
)
def test_anything_else_is_refused(path: str) -> None:
    with pytest.raises(NoIconError, match="diagrams library"):
        icon(path)


@pytest.mark.skipif(not NAMED, reason="there are no kinds with icons yet")
def test_every_catalogue_icon_exists() -> None:
    absent = []
    for path, file in NAMED.items():
        try:
            icon_file(path)
        except NoIconError as error:
            absent.append(f"{file}: {error}")
    assert absent == []
