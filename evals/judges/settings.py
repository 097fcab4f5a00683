"""Which model judges, from environment variables `CLOSELOOP_JUDGE_…` or a `.env` file."""

from __future__ import annotations

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import BadRequest


class JudgeSettings(BaseSettings):
    """No model, no judge: everything else works without one. Transcripts are sent to the endpoint named here."""

    model_config = SettingsConfigDict(
        env_prefix="CLOSELOOP_JUDGE_",
        env_file=".env",
        extra="ignore",
        env_ignore_empty=True,
        protected_namespaces=(),
    )

    model: str = ""
    """The model's name at the endpoint."""
    base_url: str = "https://api.openai.com/v1"
    """Any endpoint that speaks OpenAI's chat completions."""
    api_key: SecretStr = SecretStr("none")
    """Endpoints of one's own often need none."""
    timeout_seconds: float = Field(default=60.0, gt=0)
    """For one judgement, which may be several requests."""
    concurrency: int = Field(default=4, ge=1, le=64)
    """Judgements at a time."""
    max_tokens: int = Field(default=4096, ge=256)

    @field_validator("base_url")
    @classmethod
    def _is_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("write a URL such as http://localhost:8080/v1")
        return value


def judge_settings() -> JudgeSettings | None:
    """The settings, or None when no judge is configured. Raises BadRequest for values that cannot be used."""
    try:
        settings = JudgeSettings()
    except ValidationError as error:
        lines = [
            f"CLOSELOOP_JUDGE_{'_'.join(str(part) for part in one['loc']).upper()}: {one['msg']}"
            for one in error.errors(include_input=False)
        ]
        raise BadRequest("the judge's settings are wrong: " + "; ".join(lines)) from None
    return settings if settings.model else None
