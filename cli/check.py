"""`closeloop check`: the owner's files, every mistake at once."""

from __future__ import annotations

from datetime import datetime

from cli.businesses import BUSINESSES, in_folder
from domain.business import Business
from domain.errors import BusinessFileError


def _offers(business: Business) -> str:
    """What is booked and what is sold."""
    services = f"{len(business.services.services)} services"
    if business.catalogue is None:
        return services
    variants = sum(len(p.variants) for p in business.catalogue.products)
    return f"{services}, {len(business.catalogue.products)} products in {variants} variants"


def run_check(name: str | None) -> None:
    """Check one business or all; exit code 2 when something is wrong."""
    from agents.writing.required import missing_words
    from knowledge.advice import advise, find_stray_rules
    from knowledge.business_files import list_businesses, load_business
    from knowledge.policies import read_policies

    problems: list[str] = []
    for business in [name] if name else list_businesses(BUSINESSES):
        try:
            loaded = load_business(BUSINESSES / business)
            today = datetime.now(loaded.zone).date()
            passages = read_policies(BUSINESSES / business / "policies", today=today)
            problems += [f"{business}/{p}" for p in missing_words(loaded)]
            found = [*find_stray_rules(BUSINESSES / business), *advise(loaded, passages)]
            hints = [f"{business}/{hint}" for hint in found]
            print(
                f"{business}: {_offers(loaded)}, {len(passages)} policy passages, "
                f"{len(loaded.profile.languages)} languages"
            )
            if hints:
                print("\n".join(["Not wrong, but worth a minute:", *(f"  {hint}" for hint in hints)]))
        except BusinessFileError as error:
            problems += in_folder(business, error.problems)
    if name is None:
        problems += _examples()
    if problems:
        raise BusinessFileError(problems)
    print("All good.")


def _examples() -> list[str]:
    """Mistakes in what messages are read by: the shipped examples and labelled sets."""
    from agents.understanding.lint_examples import lint, lint_labelled

    findings = [*lint(), *lint_labelled()]
    if not findings:
        print("understanding: examples in order")
    return [str(finding) for finding in findings]
