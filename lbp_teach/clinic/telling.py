"""What came of a morning, in words: one sentence for the whole, and a few for each patient."""

from __future__ import annotations

from lbp_teach.clinic.outcomes import Result, Totals
from lbp_teach.text import Text, both, number

_MET = {
    "none": both(da="Ingen af patienterne var akutte.", en="None of the patients was an emergency."),
    "one_met": both(da="Du mødte den ene akutte patient i tide.", en="You met the one emergency in time."),
    "one_missed": both(
        da="Du mødte ikke den ene akutte patient i tide.", en="You did not meet the one emergency in time."
    ),
    "all": both(da="Du mødte alle {n} akutte patienter i tide.", en="You met all {n} emergencies in time."),
    "some": both(da="Du mødte {met} af {n} akutte patienter i tide.", en="You met {met} of {n} emergencies in time."),
}
_LATE = both(
    da="Alvorlig sygdom, der ikke var akut, men blev fundet for sent: {n}.",
    en="Serious disease that was no emergency but was found too late: {n}.",
)
_NEEDLESS = {
    "neither": both(
        da="Ingen blev scannet eller sendt videre uden grund", en="Nobody was scanned or sent on without need"
    ),
    "both": both(
        da="Scannet uden grund: {scans}, sendt videre uden grund: {visits}",
        en="Scanned without need: {scans}, sent on without need: {visits}",
    ),
}
_END = {
    "on_time": both(da="og morgenen sluttede til tiden.", en="and the morning ended on time."),
    "late": both(da="og morgenen sluttede {n} minutter for sent.", en="and the morning ended {n} minutes late."),
    "late_one": both(da="og morgenen sluttede 1 minut for sent.", en="and the morning ended 1 minute late."),
    "rebooked": both(da="og {n} måtte have en ny tid.", en="and {n} had to be rebooked."),
}
_WAS = both(da="Det var: {what}.", en="It was: {what}.")
_REBOOKED = both(
    da="Du nåede det ikke. Patienten fik en ny tid og blev set af en kollega, der fulgte vejledningen.",
    en="You did not get there. The patient was rebooked and seen by a colleague who followed the guideline.",
)
_FOUND = both(
    da="Skulle være mødt inden for {deadline} og blev det efter {met}.",
    en="Had to be met within {deadline}, and was after {met}.",
)
_INCIDENTAL = both(
    da="Billederne viste aldersforandringer, der intet forklarer.",
    en="The images showed age changes that explain nothing.",
)
_WORRIED = both(
    da="Det gjorde patienten bekymret, og bedringen kom senere.",
    en="That worried the patient, and getting better took longer.",
)
_MORE = both(da="Fundet førte til flere undersøgelser.", en="The finding led to more tests.")
_BETTER = both(da="Ryggen var betydeligt bedre efter {n} uger.", en="The back was considerably better after {n} weeks.")
_NOT_BETTER = both(
    da="Ryggen var ikke betydeligt bedre efter {n} uger.", en="The back was not considerably better after {n} weeks."
)
_RELAPSED = both(da="Smerterne kom igen inden for {n} uger.", en="The pain came back within {n} weeks.")
_LEAVE = both(da="Sygemeldt {n} arbejdsdage.", en="Off work for {n} working days.")
_LEAVE_ONE = both(da="Sygemeldt 1 arbejdsdag.", en="Off work for 1 working day.")
_HOURS = both(da="{n} timer", en="{n} hours")
_DAYS = both(da="{n} dage", en="{n} days")
_WEEKS = both(da="{n} uger", en="{n} weeks")


def said(totals: Totals) -> list[Text]:
    """Return the morning in one breath: emergencies, what else was found too late, what was needless, and the clock."""
    scans, visits = totals.needless_scans, totals.needless_visits
    needless = _NEEDLESS["both"].format(scans=scans, visits=visits) if scans or visits else _NEEDLESS["neither"]
    if totals.rebooked:
        end = _END["rebooked"].format(n=totals.rebooked)
    elif totals.late >= 60:
        late = totals.late // 60
        end = _END["late_one"] if late == 1 else _END["late"].format(n=late)
    else:
        end = _END["on_time"]
    # An emergency that was missed has been told.
    slow = totals.serious - totals.serious_met - (totals.emergencies - totals.emergencies_met)
    found = [_met(totals), *([_LATE.format(n=slow)] if slow else [])]
    return [*found, Text(da=f"{needless.da}, {end.da}", en=f"{needless.en}, {end.en}")]


def _met(totals: Totals) -> Text:
    found, met = totals.emergencies, totals.emergencies_met
    if found == 0:
        return _MET["none"]
    if found == 1:
        return _MET["one_met" if met else "one_missed"]
    return _MET["all"].format(n=found) if met == found else _MET["some"].format(met=met, n=found)


def story(one: Result, weeks: int) -> list[Text]:
    """Return what happened to a patient over so many weeks."""
    later = one.later
    found = [_WAS.format(what=one.course.label)]
    if one.rebooked:
        found.append(_REBOOKED)
    if one.course.deadline_hours is not None:
        found.append(_FOUND.format(deadline=_long(one.course.deadline_hours), met=_long(one.met_hours)))
    if later.harm_text is not None:
        found.append(later.harm_text)
    found += [text for holds, text in ((later.incidental, _INCIDENTAL), (later.worried, _WORRIED)) if holds]
    if later.more_tests:
        found.append(_MORE)
    first = next((week for week, better in one.better.items() if better), None)
    # After harm that lasts, how the back fares is no comfort and is not told.
    if first is not None and not later.harmed:
        found.append(_BETTER.format(n=first))
    if later.relapsed:
        found.append(_RELAPSED.format(n=weeks))
    elif first is None and not later.harmed:
        found.append(_NOT_BETTER.format(n=weeks))
    if one.leave_days:
        found.append(_LEAVE_ONE if round(one.leave_days) == 1 else _LEAVE.format(n=round(one.leave_days)))
    return found


def _long(hours: float) -> Text:
    if hours < 72:
        return _HOURS.format(n=number(hours))
    days = hours / 24
    return _DAYS.format(n=number(round(days))) if days < 21 else _WEEKS.format(n=number(round(days / 7)))
