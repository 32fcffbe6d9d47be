"""What a finished page lets its browser load and run: a Content Security Policy, stated on the page itself."""

import base64
import hashlib
import re
from functools import lru_cache

OWN = "'self' file:"
"""The site, on a server and in a folder: some browsers count no file as of the same origin as another."""
_RULES = (
    ("default-src", "'none'"),
    ("script-src", OWN + "{script}"),
    ("style-src", OWN + "{style}"),
    ("style-src-attr", "'unsafe-inline'"),  # Markdown says so which way a column is aligned; it runs nothing
    ("worker-src", OWN),
    ("img-src", OWN + " data: blob:"),
    ("font-src", OWN),
    ("connect-src", OWN),
    ("frame-src", OWN),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
)
_POLICY = "; ".join(f"{name} {sources}" for name, sources in _RULES)
_HEAD = re.compile(r"<head(?:\s[^>]*)?>")
_INLINE = re.compile(r"<(script|style)((?:\s[^>]*)?)>(.*?)</\1>", re.DOTALL)
_NOT_RUN = re.compile(r"""\ssrc=|\stype=["']?application/""")


def stated(html: str) -> str:
    """Return a page with its policy at the beginning of its head; a page without a head as it is.

    Nothing inline runs, or styles, but what stood on the page when it was built: the policy has its SHA-256.
    """
    head = _HEAD.search(html)
    if not head:
        return html
    found: dict[str, dict[str, None]] = {"script": {}, "style": {}}
    for name, attributes, text in _INLINE.findall(html):
        if not _NOT_RUN.search(attributes):
            found[name][f" '{_hash(text)}'"] = None
    policy = _POLICY.format(**{name: "".join(hashes) for name, hashes in found.items()})
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{html[: head.end()]}{meta}{html[head.end() :]}"


@lru_cache(maxsize=256)
def _hash(text: str) -> str:
    """Return the source of a policy that lets a text run: browsers read each end of a line as one newline."""
    read = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"sha256-{base64.b64encode(hashlib.sha256(read.encode()).digest()).decode()}"
