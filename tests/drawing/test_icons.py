import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from zonebook.drawing.icons import ICONS, SIDE, NoIconError, icon, icon_file, small

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


def test_small_copy_is_small_and_the_same() -> None:
    copy = small("resources/aws/compute/ec2.png")
    raw = b64decode(copy.data.partition(",")[2])
    assert copy.id == "zb-icon-aws-compute-ec2"
    with Image.open(BytesIO(raw)) as picture:
        assert picture.size == (SIDE, SIDE)
        painted = len(picture.getcolors() or ())
    palette = raw.index(b"PLTE")
    assert int.from_bytes(raw[palette - 4 : palette], "big") == 3 * painted
    assert len(raw) < 4096
    small.cache_clear()
    assert small("resources/aws/compute/ec2.png") == copy


def test_small_copy_keeps_shape_and_transparency() -> None:
    with Image.open(ICONS / "resources/aws/general/users.png") as picture:
        wide, high = picture.size
    with Image.open(BytesIO(b64decode(small("resources/aws/general/users.png").data.partition(",")[2]))) as copy:
        assert copy.width / copy.height == pytest.approx(wide / high, rel=0.03)
        dots = copy.convert("RGBA").getchannel("A").tobytes()
    assert min(dots) == 0
    assert max(dots) > 250
