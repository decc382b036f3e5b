"""Going on elsewhere: a code is made on one device and typed on another. Part of the player's wire.

A code goes over once, in a message of its own: it is no event, stands in no view, and nobody can ask for it again.
"""

from __future__ import annotations

from typing import Any

from lbp_teach.records import Learner, Store
from lbp_teach.records.codes import typed
from lbp_teach.refusal import refuse

Message = dict[str, Any]
NEW, TYPED = "resume_code", "resume"
#: The kinds of acts that belong here.
KINDS = (NEW, TYPED)


def offered(records: Store) -> bool:
    """Return whether there is anything to offer: under JupyterHub, whoever logs in is where they were."""
    return records.hub_user is None


def new_code(records: Store, learner: Learner) -> Message:
    """Return the message that carries a new code; an older one is no longer good.

    Raises:
        Refusal: there are no codes here.
        sqlite3.Error: no code was made.
    """
    _only_where_offered(records)
    return {"type": "resume_code", "code": records.new_resume_code(learner.id)}


def by_code(records: Store, code: object) -> tuple[Learner, str]:
    """Return whose code was typed, with a token for this device.

    Args:
        records: the store.
        code: as it came from the browser.

    Raises:
        Refusal: it cannot be a code, or it is nobody's; the text says which.
    """
    _only_where_offered(records)
    if not isinstance(code, str) or typed(code) is None:
        raise refuse(
            "En kode er 12 bogstaver og tal efter dit navn, som i BIRK-42-7K3M-9QXD-R5TN.",
            "A code is 12 letters and digits behind your name, as in BIRK-42-7K3M-9QXD-R5TN.",
        )
    found = records.resume(code)
    if found is None:
        raise refuse(
            "Ingen har den kode. Se efter, om den er tastet rigtigt. Er der lavet en nyere, gælder kun den.",
            "Nobody has that code. Check that it is typed right. If a newer one was made, only that one is good.",
        )
    return found


def _only_where_offered(records: Store) -> None:
    if not offered(records):
        raise refuse(
            "Her er du logget ind, og dit forløb følger dig. Der er brug for ingen kode.",
            "You are logged in here, and your record follows you. No code is needed.",
        )
