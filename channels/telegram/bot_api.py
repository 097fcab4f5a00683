"""Calls to the Bot API over HTTP, and what their failures mean."""

from __future__ import annotations

import logging
import re
from typing import Any

import httpx

from channels.telegram.settings import Settings
from domain.errors import DeliveryUnknown, SendRefused, SendRetry

SERVER_ERROR_RETRY_SECONDS = 5.0
UNREACHABLE_RETRY_SECONDS = 5.0

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_UNKNOWN_RECIPIENT = re.compile(
    r"chat not found|user not found|peer_id_invalid|user is deactivated|have no rights", re.I
)
_BROKEN_ACCOUNT = re.compile(r"business_connection|bot_access_forbidden", re.I)
_RETRY_AFTER = re.compile(r"retry after (\d+)", re.I)
_TOKEN_IN_URL = re.compile(r"/bot[^/\s]+/")


class BotApi:
    """One bot's connection. Errors never hold the URL, which contains the token."""

    def __init__(self, settings: Settings, http: httpx.AsyncClient | None = None) -> None:
        self._base = f"{settings.base_url.rstrip('/')}/bot{settings.bot_token.get_secret_value()}"
        timeout = httpx.Timeout(settings.timeout_seconds, connect=settings.connect_timeout_seconds)
        self._http = http or httpx.AsyncClient(timeout=timeout)
        _keep_tokens_out_of_logs()

    async def call(self, method: str, arguments: dict[str, Any]) -> Any:
        """The `result` of the call. Raises SendRetry, SendRefused, DeliveryUnknown."""
        try:
            response = await self._http.post(f"{self._base}/{method}", json=arguments)
        except _NEVER_SENT as error:
            raise SendRetry(UNREACHABLE_RETRY_SECONDS, f"{method}: {type(error).__name__}") from None
        except httpx.RequestError as error:
            # The request may have arrived: only the answer is missing.
            raise DeliveryUnknown(f"{method}: {type(error).__name__}") from None
        return read_answer(method, response)

    async def close(self) -> None:
        await self._http.aclose()


def read_answer(method: str, response: httpx.Response) -> Any:
    """The `result` of a Bot API answer, or the error that says what to do about it."""
    answer = _json_object(response)
    status = response.status_code
    if 200 <= status < 300:
        if answer is None or answer.get("ok") is not True or "result" not in answer:
            raise DeliveryUnknown(f"{method}: an answer that is no Bot API answer")
        return answer["result"]
    description = str((answer or {}).get("description", ""))[:200]
    reason = f"{method}: {status} {description}".strip()
    if status == 429:
        raise SendRetry(_retry_after(answer or {}, response, description), reason, exact=True)
    if status >= 500:
        raise SendRetry(SERVER_ERROR_RETRY_SECONDS, reason)
    if status in (401, 404) or _BROKEN_ACCOUNT.search(description):
        raise SendRefused("account", reason)
    if status == 403 or _UNKNOWN_RECIPIENT.search(description):
        raise SendRefused("recipient", reason)
    raise SendRefused("content", reason)


def _json_object(response: httpx.Response) -> dict[str, Any] | None:
    try:
        value = response.json()
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _retry_after(answer: dict[str, Any], response: httpx.Response, description: str) -> float:
    """Exactly what Telegram asks for, wherever it says it."""
    parameters = answer.get("parameters")
    named = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if isinstance(named, int | float) and not isinstance(named, bool) and named >= 0:
        return float(named)
    header = response.headers.get("Retry-After", "")
    if header.isascii() and header.isdigit():
        return float(header)
    told = _RETRY_AFTER.search(description)
    return float(told.group(1)) if told else SERVER_ERROR_RETRY_SECONDS


class _TokenFilter(logging.Filter):
    """httpx logs every URL, and the Bot API's URLs contain the token."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                _TOKEN_IN_URL.sub("/bot***/", str(item)) if isinstance(item, httpx.URL | str) else item
                for item in record.args
            )
        return True


_TOKEN_FILTER = _TokenFilter()


def _keep_tokens_out_of_logs() -> None:
    logging.getLogger("httpx").addFilter(_TOKEN_FILTER)
