"""What learners are told of courses."""

from __future__ import annotations

from datetime import datetime

from lbp_teach.text import Text, both

NO_CODE = both(
    da="Ingen hold har den kode. En holdkode er seks tegn som i K7M3QD og har ingen nuller, ettaller, I, L, O eller U.",
    en="No course has that code. A course code is six signs, as in K7M3QD, and has no zeros, ones, I, L, O or U.",
)
NO_PLACE = both(
    da="Den patient hører ikke til dine hold. Vælg en fra oversigten.",
    en="That patient is not in your courses. Choose one from the list.",
)
SOON = both(da="Holdet åbner {at}. Patienterne vises først da.", en="The course opens {at}. The patients come then.")
OVER = both(
    da="Holdets tid er gået. Det, du nåede, er gemt. Du kan øve dig på egne patienter fra oversigten.",
    en="The course is over. What you did is kept. You can practise with other patients from the list.",
)
OVER_EXAM = both(
    da="Prøvens tid er gået. Det, du nåede, er gemt og tæller. Der tages ikke flere svar.",
    en="The time of the exam is over. What you did is kept and counts. No more answers are taken.",
)
IN_EXAM = both(
    da="Du kan ikke øve dig på den patient lige nu. Vælg en anden; senere kan du vende tilbage til den.",
    en="That patient cannot be practised just now. Choose another; you can come back to this one later.",
)
UNSEALED = both(
    da="Prøven kan ikke tages her. I JupyterLab kan man køre kode og læse svarene. Åbn den adresse til LBP Teach, som "
    "din underviser har givet dig.",
    en="The exam cannot be sat here. In JupyterLab code can be run and the answers read. Open the address of LBP Teach "
    "that your teacher has given you.",
)
ELSEWHERE = both(
    da="Prøven er åben i et andet vindue. Den kan kun tages i ét vindue ad gangen. Vil du fortsætte i dette, så tryk "
    "Fortsæt her.",
    en="The exam is open in another window. It can be sat in one window at a time. To go on in this one, press Go on "
    "here.",
)
ANOTHER_MEANWHILE = both(
    da="Sidens egen patient er med i en prøve lige nu. Her er en anden.",
    en="The patient of this page is in an exam just now. Here is another.",
)
NO_MORE = both(
    da="Du har mødt den patient så mange gange, som holdet tillader.",
    en="You have met this patient as often as the course allows.",
)
JOINED = both(da="Du er nu med på holdet {title}.", en="You have joined the course {title}.")
_MONTHS = (
    both(da="januar", en="January"),
    both(da="februar", en="February"),
    both(da="marts", en="March"),
    both(da="april", en="April"),
    both(da="maj", en="May"),
    both(da="juni", en="June"),
    both(da="juli", en="July"),
    both(da="august", en="August"),
    both(da="september", en="September"),
    both(da="oktober", en="October"),
    both(da="november", en="November"),
    both(da="december", en="December"),
)


def local(time: str, now: datetime | None = None) -> Text:
    """Return a time of the record in the words of a page, by the clock of the server.

    Args:
        time: ISO 8601, with a zone.
        now: the server's time; a year that is not its year is named.
    """
    at = datetime.fromisoformat(time).astimezone()
    month = _MONTHS[at.month - 1]
    year = "" if at.year == (now or datetime.now()).astimezone().year else f" {at.year}"
    da = f"{at.day}. {month.da}{year} kl. {at.hour}.{at.minute:02}"
    return Text(da=da, en=f"{at.day} {month.en}{year} at {at.hour:02}:{at.minute:02}")
