"""Pictures as separate files, to be opened at full size and downloaded."""

from zonebook.write.output_format import Files, Format, Material


def _files(material: Material) -> Files:
    return material.drawings


FORMAT = Format(
    name="svg",
    title="SVG",
    files="`diagrams/NAME.svg`",
    says="each picture at full size, with its links",
    render=_files,
)
