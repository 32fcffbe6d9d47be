"""The what-if as HTML: what a script needs, and the same links where none runs."""

import json

from zonebook.document.inline import Link
from zonebook.document.page import WhatIf
from zonebook.write import escape
from zonebook.write.markdown import inline
from zonebook.write.markdown.inline import Setting


def what_if(block: WhatIf, setting: Setting) -> str:
    """Return the links to the decisions and to the options, and the data for the script; no blank line."""
    name = escape.anchor(block.name)
    begins = "".join(
        f'<li id="from-{escape.anchor(each.id)}" data-decision="{escape.attribute(_json(each.said))}">'
        f"{_link(each.at, setting)}</li>"
        for each in block.begins
    )
    options = "".join(
        f'<li data-option="{escape.attribute(id_)}">{_link(link, setting)}</li>' for id_, link in block.options
    )
    return "\n".join((
        f'<div class="zb-what-if" id="{name}" data-search-exclude>',
        f"<p>{inline.html(block.lead, setting)}</p>",
        f'<ul class="zb-begins">{begins}</ul>',
        f'<ol class="zb-options">{options}</ol>',
        f'<script type="application/json">{_within_script(_json(block.data))}</script>',
        "</div>",
    ))  # fmt: skip


def _link(link: Link, setting: Setting) -> str:
    return inline.html((link,), setting)


def _json(data: object) -> str:
    return json.dumps(data, separators=(",", ":"))


def _within_script(text: str) -> str:
    """Return JSON in which nothing ends the element or begins a comment."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
