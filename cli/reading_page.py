"""A reading with its explanation, laid out for people: `closeloop read --why` on a terminal."""

from __future__ import annotations

from typing import Any

_NAME_WIDTH = 12
_LAYERS = {
    "exact": "word lists alone, no model",
    "local": "the local model",
    "model": "the model that was asked",
}


def page_of(out: dict[str, Any]) -> str:
    """`out`: a line of `read --why`, as JSON. Ends with an empty line."""
    if "error" in out:
        return f"{out['error']}\n"
    explained = out["explained"]
    lines = [out["text"], _marked(out["text"], explained["spans"])]
    lines.append(_row("language", f"{out['language']}, {out['script']}"))
    layer = explained["layer"]
    sure = (
        ""
        if layer == "exact"
        else f"; sure from {explained['bar']:.2f} on"
        + (": a model would be asked" if explained["unsure"] else "")
    )
    lines.append(_row("read by", _LAYERS.get(layer, layer) + sure))
    routes = ", ".join(f"{route['route']} {route['confidence']:.2f}" for route in out["routes"]) or "none"
    lines.append(_row("routes", routes + (f"  (intent {out['intent']})" if out["intent"] else "")))
    lines.append(_row("because", "; ".join(out["why"])))
    lines += [_row(name, ", ".join(out[name])) for name in ("acts", "flags") if out[name]]
    if out["choice"]:
        lines.append(_row("choice", out["choice"]))
    for n, span in enumerate(explained["spans"]):
        place = (
            f'"{span["text"]}" at {span["start"]}-{span["end"]}'
            if span["text"] is not None
            else "no words of its own"
        )
        lines.append(_row("facts" if n == 0 else "", f"{span['fact']} = {span['value']}   {place}"))
    for n, one in enumerate(explained["nearest"]):
        lines.append(
            _row("nearest" if n == 0 else "", f"{one['similarity']:.2f} {one['label']}: {one['text']}")
        )
    return "\n".join(line for line in lines if line) + "\n"


def _row(name: str, text: str) -> str:
    return f"  {name:<{_NAME_WIDTH}}{text}"


def _marked(text: str, spans: list[dict[str, Any]]) -> str:
    """A line that underlines the words of facts; nothing for text of several lines."""
    places = [(s["start"], s["end"]) for s in spans if s["text"] is not None]
    if not places or "\n" in text:
        return ""
    return "".join(
        "^" if any(a <= i < b for a, b in places) else " " for i in range(max(b for _, b in places))
    )
