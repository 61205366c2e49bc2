"""The OpenAPI document as one HTML page: no script, nothing to load."""

from html import escape
from typing import Any

from pydantic_core import to_json

from supportops.server.protocol import JsonObject

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark}code,pre{font-family:ui-monospace,monospace}pre{overflow:auto;"
    "padding:1rem;border:1px solid #8886;border-radius:.4rem}summary{cursor:pointer}"
    "b{display:inline-block;min-width:3.5rem;text-transform:uppercase}"
)


def page(document_: JsonObject, schemas: dict[str, Any]) -> str:
    """The document as one HTML page: no script, nothing to load."""
    info = document_["info"]
    rows = "".join(
        _operation_html(path, method, found)
        for path, methods in document_["paths"].items()
        for method, found in methods.items()
    )
    models = "".join(_details(f"<code>{escape(name)}</code>", schemas[name]) for name in schemas)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(info['title'])}</title><style>{STYLE}</style></head><body>"
        f"<h1>{escape(info['title'])}</h1><p>{escape(info['description'])}</p>"
        f"<p>An episode is played over the WebSocket <code>/ws</code>, or over HTTP by sending the "
        f"<code>session_id</code> that a reset returns. The document itself: "
        f'<a href="/openapi.json">/openapi.json</a>.</p>'
        f"<h2>Operations</h2>{rows}<h2>Models</h2>{models}</body></html>"
    )


def _operation_html(path: str, method: str, found: JsonObject) -> str:
    title = f"<b>{escape(method)}</b> <code>{escape(path)}</code> {escape(found['summary'])}"
    return _details(title, found.get("requestBody", found["parameters"]))


def _details(title: str, value: Any) -> str:
    return (
        f"<details><summary>{title}</summary>"
        f"<pre>{escape(to_json(value, indent=2).decode())}</pre></details>"
    )
