"""The style sheet of the colours of pictures, as it follows from the palette."""

from zonebook.document.palette import PALETTE

_HEAD = """\
/*
 * The colours of pictures in the reader's scheme: a picture carries the light ones itself, for slides and paper, on
 * which the dark ones do not apply. A test holds this file against the palette in document/palette.py.
 */
"""


def style_sheet() -> str:
    """Return the text of assets/diagram/palette.css."""
    light = "".join(f"  --zb-p-{role}: {colour.light.lower()};\n" for role, colour in PALETTE.items())
    dark = "".join(f"  --zb-p-{role}: {colour.dark.lower()};\n" for role, colour in PALETTE.items())
    rules = "".join(
        f"{where}.f-{role} {{ fill: var(--zb-p-{role}); }}\n.zb-picture .s-{role} {{ stroke: var(--zb-p-{role}); }}\n"
        for role in PALETTE
        for where in ["" if role == "tile" else ".zb-picture "]
    )
    return (
        f'{_HEAD}:root,\n[data-md-color-scheme="default"] {{\n{light}}}\n\n'
        f'@media screen {{\n  [data-md-color-scheme="slate"] {{\n{dark.replace("  --", "    --")}  }}\n}}\n\n{rules}'
    )
