"""One request to the endpoint, in one of three ways of asking for JSON. Every way to fail becomes a ModelFailed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from agents.understanding.model.answer import FORM_NAME
from agents.understanding.model.endpoint import ModelEndpoint
from agents.understanding.model.failure import Kind, ModelFailed
from agents.understanding.model.waiting import named_wait

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

Way = Literal["json_schema", "function", "json"]
WAYS: tuple[Way, ...] = ("json_schema", "function", "json")

MAX_BYTES = 256 * 1024
"""No reading is longer; a body beyond it is not read on."""
MAX_OUTPUT_TOKENS = 400
CHARACTERS_A_TOKEN = 3
_BY_STATUS: dict[int, Kind] = {401: "key", 403: "forbidden", 404: "no_model", 429: "busy"}


@dataclass(frozen=True)
class Completion:
    """The model's words, and the tokens they took (estimated where the endpoint does not say)."""

    text: str
    input_tokens: int
    output_tokens: int


class Client(Protocol):
    """Asks the model once. Raises ModelFailed."""

    async def ask(self, way: Way, system: str, user: str) -> Completion: ...

    async def close(self) -> None: ...


class TooBig(Exception):
    """The body has more bytes than an answer can have."""


class ChatClient:
    """ChatOpenAI on one event loop, without retries of its own. Importing it costs seconds of CPU: see `open`."""

    def __init__(self, endpoint: ModelEndpoint, schema: dict[str, Any]) -> None:
        from langchain_openai import ChatOpenAI
        from openai import DefaultAsyncHttpxClient, DefaultHttpxClient
        from pydantic import SecretStr

        self._http = DefaultAsyncHttpxClient(
            follow_redirects=False,  # the key and the customer's words go where the operator said, nowhere else
            headers={"Accept-Encoding": "identity"},
            event_hooks={"response": [_bound_body]},
        )
        self._plain: dict[str, Any] = {"temperature": 0.0}
        self._chat = ChatOpenAI(
            model=endpoint.model,
            base_url=endpoint.base_url,
            api_key=SecretStr(endpoint.api_key),
            max_retries=0,
            max_completion_tokens=MAX_OUTPUT_TOKENS,
            use_responses_api=False,
            http_async_client=self._http,
            http_client=DefaultHttpxClient(),
        )
        function = {"name": FORM_NAME, "parameters": schema, "strict": True}
        form = {"name": FORM_NAME, "schema": schema, "strict": True}
        self._ways: dict[Way, dict[str, Any]] = {
            "json_schema": {"response_format": {"type": "json_schema", "json_schema": form}},
            "function": {
                "tools": [{"type": "function", "function": function}],
                "tool_choice": {"type": "function", "function": {"name": FORM_NAME}},
            },
            "json": {"response_format": {"type": "json_object"}},
        }

    async def ask(self, way: Way, system: str, user: str) -> Completion:
        """The model's answer as text. Raises ModelFailed."""
        from langchain_core.messages import HumanMessage, SystemMessage

        messages = [SystemMessage(system), HumanMessage(user)]
        try:
            said = await self._chat.ainvoke(messages, **self._plain, **self._ways[way])
        except Exception as error:  # whatever a client library, a proxy or a broken server comes up with
            failed = failure_of(error)
            if failed.param in self._plain:
                # Some models take only their own temperature.
                del self._plain[failed.param]
                return await self.ask(way, system, user)
            raise failed from None
        return _completion(said, way, len(system) + len(user))

    async def close(self) -> None:
        await self._http.aclose()


def _completion(said: AIMessage, way: Way, asked_characters: int) -> Completion:
    text = _words(said, way)
    usage = said.usage_metadata
    used_in = usage["input_tokens"] if usage else asked_characters // CHARACTERS_A_TOKEN
    used_out = usage["output_tokens"] if usage else len(text) // CHARACTERS_A_TOKEN
    refused = said.additional_kwargs.get("refusal")
    finish = said.response_metadata.get("finish_reason")
    kind: Kind | None = None
    if refused or finish == "content_filter":
        kind = "refused"
    elif finish == "length":
        kind = "too_long"
    elif not text.strip():
        kind = "unusable"
    if kind is not None:
        raise ModelFailed(kind, tokens=(used_in, used_out))
    return Completion(text, used_in, used_out)


def _words(said: AIMessage, way: Way) -> str:
    if way == "function":
        return json.dumps(said.tool_calls[0]["args"], ensure_ascii=False) if said.tool_calls else ""
    return said.content if isinstance(said.content, str) else ""


def failure_of(error: BaseException) -> ModelFailed:
    """What kind of failure the client's error is."""
    import openai

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, TooBig):
            return ModelFailed("too_big")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, openai.LengthFinishReasonError):
        usage = error.completion.usage
        tokens = (usage.prompt_tokens, usage.completion_tokens) if usage else (0, MAX_OUTPUT_TOKENS)
        return ModelFailed("too_long", tokens=tokens)
    if isinstance(error, openai.ContentFilterFinishReasonError):
        return ModelFailed("refused")
    if isinstance(error, openai.APIStatusError):
        return _status_failure(error)
    if isinstance(error, openai.APITimeoutError | TimeoutError):
        return ModelFailed("late")
    if isinstance(error, openai.APIConnectionError | OSError):
        return ModelFailed("unreachable")
    if isinstance(
        error, openai.APIResponseValidationError | ValueError | TypeError | LookupError | AttributeError
    ):
        return ModelFailed("unusable")  # 200, and no completion in it
    if type(error).__module__.split(".")[0] in ("httpx", "httpx2", "httpcore", "httpcore2", "h11"):
        return ModelFailed("unreachable")
    return ModelFailed("broken")


def _status_failure(error: Any) -> ModelFailed:
    status = int(error.status_code)
    headers: Mapping[str, str] = error.response.headers
    if status == 400 and error.code in ("content_filter", "content_policy_violation"):
        return ModelFailed("refused", status=status)
    kind: Kind = _BY_STATUS.get(status) or ("server" if status >= 500 or status in (408, 409) else "rejected")
    param = error.param if status == 400 and isinstance(error.param, str) else None
    return ModelFailed(kind, status=status, retry_after_seconds=named_wait(headers), param=param)


async def _bound_body(response: Any) -> None:
    """Hook of the HTTP client: stop reading where no answer ends."""
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > MAX_BYTES:
        raise TooBig
    if response.headers.get("content-encoding", "identity") != "identity":
        raise TooBig  # we asked for none: unpacking may make anything of it
    response.stream = _bounded_stream(response.stream)


def _bounded_stream(stream: Any) -> Any:
    # The HTTP client checks for its own base class, and which client it is depends on the version of openai.
    base = next(kind for kind in type(stream).__mro__ if kind.__name__ == "AsyncByteStream")

    async def parts(_self: object) -> AsyncIterator[bytes]:
        size = 0
        async for part in stream:
            size += len(part)
            if size > MAX_BYTES:
                raise TooBig
            yield part

    async def aclose(_self: object) -> None:
        await stream.aclose()

    return type("Bounded", (base,), {"__aiter__": parts, "aclose": aclose})()


async def open_client(endpoint: ModelEndpoint, schema: dict[str, Any]) -> ChatClient:
    """The client, made in a thread: imports and certificates take seconds."""
    return await asyncio.to_thread(ChatClient, endpoint, schema)
