"""What the business of a dialogue does, said in three languages. Our own words; a domain that is not here is named
by its label.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.language import Language


@dataclass(frozen=True)
class Domain:
    """`name` of its one service by language; `aliases`: what customers call it."""

    name: dict[Language, str]
    aliases: dict[Language, tuple[str, ...]]
    places: bool = False
    """Providers are places, not people."""


def domain_of(label: str) -> Domain:
    """The domain with that label."""
    known = _DOMAINS.get(label.casefold())
    if known is not None:
        return known
    words = " ".join(label.replace("_", " ").split()) or "visit"
    return Domain({"ru": words, "hy": words, "en": words}, {"en": (words,)})


_DOMAINS = {
    "hair_salon": Domain(
        {"ru": "Стрижка", "hy": "Սանրվածք", "en": "Hair appointment"},
        {
            "ru": ("стрижка", "стрижку", "подстричься", "парикмахер", "к парикмахеру", "салон"),
            "hy": ("սանրվածք", "մազերը կտրել", "վարսավիր", "վարսահարդար"),
            "en": ("hair appointment", "haircut", "hair cut", "hair done", "hairdresser", "hair stylist", "stylist",
                   "salon appointment", "hair salon", "salon", "barber", "barber shop", "trim"),
        },
        places=True,
    ),
    "dentist": Domain(
        {"ru": "Приём стоматолога", "hy": "Ատամնաբույժի այց", "en": "Dentist visit"},
        {
            "ru": ("стоматолог", "к стоматологу", "зубной", "к зубному", "осмотр зубов"),
            "hy": ("ատամնաբույժ", "ատամնաբույժի", "ատամների զննում"),
            "en": ("dentist", "dental", "dental appointment", "dentist appointment", "dental visit", "teeth cleaning",
                   "cleaning", "check-up", "checkup"),
        },
    ),
    "doctor": Domain(
        {"ru": "Приём врача", "hy": "Բժշկի այց", "en": "Doctor's visit"},
        {
            "ru": ("врач", "к врачу", "доктор", "к доктору", "приём", "терапевт"),
            "hy": ("բժիշկ", "բժշկի", "բժշկի մոտ", "թերապևտ"),
            "en": ("doctor", "doctor's appointment", "doctor appointment", "medical appointment", "physician", "gp",
                   "general practitioner", "specialist", "consultation", "check-up", "checkup", "vaccination",
                   "vaccine", "dermatologist", "ophthalmologist", "gynecologist", "ent specialist"),
        },
    ),
    "therapist": Domain(
        {"ru": "Приём психолога", "hy": "Հոգեբանի այց", "en": "Therapy session"},
        {
            "ru": ("психолог", "к психологу", "психотерапевт", "консультация психолога"),
            "hy": ("հոգեբան", "հոգեբանի", "հոգեթերապևտ"),
            "en": ("therapist", "therapy", "therapy session", "counselor", "counsellor", "family counselor",
                   "psychologist", "psychiatrist", "counseling"),
        },
    ),
    "apartment_viewing": Domain(
        {"ru": "Просмотр квартиры", "hy": "Բնակարանի դիտում", "en": "Apartment viewing"},
        {
            "ru": ("квартира", "квартиру", "просмотр квартиры", "посмотреть квартиру"),
            "hy": ("բնակարան", "բնակարանի դիտում", "բնակարանը տեսնել"),
            "en": ("apartment viewing", "apartment", "apartments", "viewing", "view an apartment", "see the apartment",
                   "visit the apartment", "flat", "tour"),
        },
        places=True,
    ),
    "property_viewing": Domain(
        {"ru": "Просмотр жилья", "hy": "Տան դիտում", "en": "Property viewing"},
        {
            "ru": ("просмотр", "посмотреть дом", "дом", "жильё"),
            "hy": ("տան դիտում", "տունը տեսնել", "բնակարան"),
            "en": ("property viewing", "property", "viewing", "house", "apartment", "visit the property", "tour"),
        },
        places=True,
    ),
    "meeting": Domain(
        {"ru": "Встреча", "hy": "Հանդիպում", "en": "Meeting"},
        {
            "ru": ("встреча", "встречу", "встретиться", "совещание"),
            "hy": ("հանդիպում", "հանդիպել", "ժողով"),
            "en": ("meeting", "meet", "meet with"),
        },
    ),
    "restaurant": Domain(
        {"ru": "Столик", "hy": "Սեղանի ամրագրում", "en": "Table"},
        {"ru": ("столик", "стол"), "hy": ("սեղան",), "en": ("table", "reservation", "dinner", "lunch")},
        places=True,
    ),
}  # fmt: skip
