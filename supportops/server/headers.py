"""The headers of every answer: what a browser may do with it, which is next to nothing."""

from base64 import b64encode
from hashlib import sha256

from supportops.server.docs_page import STYLE
from supportops.server.settings import Settings

SPACE_PAGES = "'self' https://huggingface.co https://*.hf.space"
"""Who may frame a page here when the server is a Space, whose own page is a frame around it."""


def answer_headers(settings: Settings) -> list[tuple[bytes, bytes]]:
    """Name and value of each header."""
    return [(name.encode(), value.encode()) for name, value in _headers(settings).items()]


def _headers(settings: Settings) -> dict[str, str]:
    return {
        "cache-control": "no-store",
        "content-security-policy": _policy(SPACE_PAGES if settings.space_id else "'none'"),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }


def _policy(frames: str) -> str:
    """The content security policy. The one style within a page is named by its hash."""
    style = b64encode(sha256(STYLE.encode()).digest()).decode()
    parts = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": f"'self' 'sha256-{style}'",
        "connect-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": frames,
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())
