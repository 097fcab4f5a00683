"""What the fake of OpenAI's API refuses, and in which words: those of the API's documented error bodies."""

from __future__ import annotations

import re
from typing import Any

KEY = "sk-test-0000"
MODEL = "reader-1"
_KNOWN = {
    "model", "messages", "response_format", "tools", "tool_choice", "parallel_tool_calls", "temperature", "top_p",
    "max_completion_tokens", "max_tokens", "stream", "n", "seed", "stop", "user", "store", "metadata", "reasoning_effort",
}  # fmt: skip
_STRICT_KEYS = {
    "type", "properties", "required", "additionalProperties", "items", "enum", "description", "pattern", "minItems",
    "maxItems", "anyOf", "$ref", "$defs", "const", "format", "title", "minimum", "maximum",
}  # fmt: skip


class Refused(Exception):
    def __init__(self, status: int, message: str, *, kind: str = "invalid_request_error",
                 param: str | None = None, code: str | None = None) -> None:  # fmt: skip
        self.status = status
        self.asked_for = (
            "not supported" in message and param in ("response_format", "tools")
        ) or param == "temperature"
        self.body = {"error": {"message": message, "type": kind, "param": param, "code": code}}


def check(request: dict[str, Any], headers: Any, refuses: set[str]) -> str:
    """The way in which the request asks; `refuses`: see `FakeOpenAI`. Raises Refused."""
    if headers.get("Authorization") != f"Bearer {KEY}":
        raise Refused(401, "Incorrect API key provided: ***.", code="invalid_api_key")
    if "application/json" not in headers.get("Content-Type", ""):
        raise Refused(415, "Unsupported content type.")
    unknown = set(request) - _KNOWN
    if unknown:
        raise Refused(
            400, f"Unrecognized request argument supplied: {sorted(unknown)[0]}", param=sorted(unknown)[0]
        )
    if "model" not in request:
        raise Refused(400, "you must provide a model parameter")
    if request["model"] != MODEL:
        raise Refused(404, f"The model `{request['model']}` does not exist or you do not have access to it.",
                      code="model_not_found")  # fmt: skip
    if {"max_tokens", "max_completion_tokens"} <= set(request):
        raise Refused(
            400, "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported."
        )
    _check_messages(request.get("messages"))
    if "temperature" in refuses and request.get("temperature", 1) != 1:
        raise Refused(400, "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value"
                           " is supported.", param="temperature", code="unsupported_value")  # fmt: skip
    if "tools" in request:
        if "function" in refuses:
            raise Refused(400, "tools is not supported in this model.", param="tools")
        _check_tools(request)
        return "function"
    if "tool_choice" in request or "parallel_tool_calls" in request:
        raise Refused(400, "'tool_choice' is only allowed when 'tools' are specified.", param="tool_choice")
    form = request.get("response_format", {"type": "text"})
    if form.get("type") == "json_schema":
        if "json_schema" in refuses:
            raise Refused(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
                          param="response_format")  # fmt: skip
        schema = form.get("json_schema") or {}
        if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", str(schema.get("name", ""))):
            raise Refused(
                400,
                "Missing required parameter: 'response_format.json_schema.name'.",
                param="response_format",
            )
        if schema.get("strict") is True:
            _check_strict(schema.get("schema"), "response_format")
        return "json_schema"
    if form.get("type") == "json_object":
        if "json" in refuses:
            raise Refused(
                400, "'response_format.type' must be 'json_schema' or 'text'", param="response_format"
            )
        if not any("json" in str(m["content"]).lower() for m in request["messages"]):
            raise Refused(400, "'messages' must contain the word 'json' in some form, to use 'response_format' of type"
                               " 'json_object'.", param="messages")  # fmt: skip
        return "json"
    if form.get("type") != "text":
        raise Refused(400, f"Invalid value: '{form.get('type')}'.", param="response_format.type")
    return "text"


def _check_messages(messages: Any) -> None:
    if not isinstance(messages, list) or not messages:
        raise Refused(400, "Invalid 'messages': empty array. Expected an array with minimum length 1.", param="messages",
                      code="empty_array")  # fmt: skip
    for n, message in enumerate(messages):
        if message.get("role") not in ("system", "developer", "user", "assistant", "tool"):
            raise Refused(
                400,
                f"Invalid value: '{message.get('role')}'.",
                param=f"messages[{n}].role",
                code="invalid_value",
            )
        if not isinstance(message.get("content"), str):
            raise Refused(400, f"Invalid type for 'messages[{n}].content'.", param=f"messages[{n}].content")
    roles = [m["role"] for m in messages]
    if roles != ["system", "user"]:
        # The API would take more; our reader has no reason to send anything else.
        raise Refused(400, f"expected one system and one user message, got {roles}", param="messages")


def _check_tools(request: dict[str, Any]) -> None:
    names = []
    for tool in request["tools"]:
        function = tool.get("function", {})
        if tool.get("type") != "function" or not re.fullmatch(
            r"[a-zA-Z0-9_-]{1,64}", str(function.get("name", ""))
        ):
            raise Refused(400, "Invalid 'tools[0].function.name'.", param="tools[0].function.name")
        if function.get("strict"):
            _check_strict(function.get("parameters"), "tools[0].function.parameters")
        names.append(function["name"])
    choice = request.get("tool_choice")
    if isinstance(choice, dict) and choice.get("function", {}).get("name") not in names:
        raise Refused(400, "Tool choice not found in 'tools' parameter.", param="tool_choice")


def _check_strict(schema: Any, param: str) -> None:
    name = f"Invalid schema for {param}"
    if not isinstance(schema, dict) or schema.get("type") != "object":
        raise Refused(400, f"{name}: schema must be a JSON Schema of 'type: \"object\"'.", param=param)
    _check_node(schema, name, param)


def _check_node(node: dict[str, Any], name: str, param: str) -> None:
    extra = set(node) - _STRICT_KEYS
    if extra:
        raise Refused(400, f"{name}: In context=(), '{sorted(extra)[0]}' is not permitted.", param=param)
    if node.get("type") == "object":
        if node.get("additionalProperties") is not False:
            raise Refused(
                400,
                f"{name}: 'additionalProperties' is required to be supplied and to be false.",
                param=param,
            )
        if set(node.get("required", [])) != set(node.get("properties", {})):
            raise Refused(
                400, f"{name}: 'required' is required to include every key in properties.", param=param
            )
        for child in node["properties"].values():
            _check_node(child, name, param)
    if node.get("type") == "array":
        _check_node(node["items"], name, param)
    if "enum" in node and len(node["enum"]) != len(set(node["enum"])):
        raise Refused(400, f"{name}: enum values must be unique.", param=param)
