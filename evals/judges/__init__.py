"""Judgements that need a model: ragas's metrics on any OpenAI-compatible endpoint. Figures only; they fail no play."""
