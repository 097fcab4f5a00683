"""`closeloop eval capture`: a stored case as a scenario file."""

from __future__ import annotations

from pathlib import Path


def run_eval_capture(case_id: str, *, out: Path | None) -> None:
    """Read the case from the configured database, write the file, and say how to play it."""
    from engine.business_loading import load_business_of
    from engine.settings import Settings
    from evals.capture import capture_case
    from storage.database import Database

    settings = Settings()
    path = out or Path("evals") / "scenarios" / "captured" / f"{case_id.replace('_', '-')}.yaml"
    database = Database.open(settings.database)
    try:
        scenario = capture_case(database, case_id, load_business_of(settings), path)
    finally:
        database.close()
    print(f"{path}: {len(scenario.script or [])} moves; play it: ./closeloop eval {path}")
    print("Read it before you share it: masking finds what looks like a name or a number, not every secret.")
