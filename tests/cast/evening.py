"""An evening: one session of one deck, with everybody who is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.cast.house import House
from tests.cast.people import Phone, Presenter, Screen
from tests.cast.waiting import until

NAMES = (
    "ben chi dee eli fay gus hal ida jon kim lea mia ned ola pia quin ron sue tom uma val wim xia yan zoe "
    "abe bea cal dot eve fin gil hua ian joe kit"
).split()
AT_ONCE = 8


class Evening:
    """`evening.ana` presents, `evening.screen` is the projector, `evening.ben` and all other names have phones."""

    def __init__(self, house: House, deck: str, **facts: Any) -> None:
        response = house.asks("POST", "/api/sessions", json={"deck": deck, **facts})
        assert response.status_code == 201, response.text
        self._finds(house, response.json())

    @classmethod
    def goes_on(cls, house: House, facts: dict[str, str]) -> Evening:
        """One that was begun elsewhere; its id and its code are known."""
        evening = cls.__new__(cls)
        evening._finds(house, facts)
        return evening

    def _finds(self, house: House, facts: dict[str, str]) -> None:
        self.facts = facts
        self.house, self.id, self.code = house, facts["id"], facts["code"]
        self.api = f"/api/sessions/{self.id}"
        self.version = 0
        """Of the presenter's latest command; whoever `sees` waits for it."""
        self.ana, self.screen = Presenter(self, "ana"), Screen(self, "screen")
        self.phones: dict[str, Phone] = {}

    @property
    def screen_key(self) -> str:
        return self.facts["screen_url"].rpartition("/")[2]

    def __getattr__(self, name: str) -> Phone:
        if name not in NAMES:
            raise AttributeError(name)
        return self.phone(name)

    def phone(self, name: str) -> Phone:
        return self.phones.setdefault(name, Phone(self, name))

    def fills(self, count: int, **how: Any) -> list[Phone]:
        """So many phones, all joined, in the order of the names."""
        strangers = (f"guest{number}" for number in range(len(NAMES), count))
        phones = [self.phone(name) for name in (*NAMES[:count], *strangers)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda phone: phone.joins(**how), [phone for phone in phones if not phone.token]))
        until(lambda: self.ana.sees()["joined"] >= count)
        return phones

    def answer(self, answers: Mapping[Phone, Any] | Iterable[tuple[Phone, Any]]) -> None:
        """All these phones answer, at about the same time; all of them are counted."""
        pairs = answers.items() if isinstance(answers, Mapping) else answers
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda pair: pair[0].answers(pair[1]), pairs))

    def everybody(self) -> list[Any]:
        return [self.ana, self.screen, *self.phones.values()]

    def goes_home(self) -> None:
        """Everybody leaves, and nothing of the session stays."""
        for person in self.everybody():
            person.leaves()
        self.house.asks("DELETE", self.api)
