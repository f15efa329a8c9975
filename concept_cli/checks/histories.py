"""What the histories of contributions say: steps that can follow one another, decisions with their reasons and meetings, conflicts."""

from __future__ import annotations

from concept_cli.checks.account import Account, Entry
from concept_cli.checks.nearest import Known, report_unknown
from concept_cli.diagnostics import Report
from concept_cli.ledger.duplicates import in_circle, is_put_aside, named
from concept_cli.ledger.files import place_of
from concept_cli.ledger.states import impossible
from concept_cli.model import REASONED
from concept_cli.wording import findings


def check_histories(account: Account, report: Report) -> None:
    """Every history begins with “registered” and goes on as it can; every decision says what was decided, and why where it has to."""
    for each in account.whole():
        contribution = each.contribution
        if not contribution.head.history:
            report(findings.MISSING_FIELD.at(place_of(contribution), field="history"))
        for number, before in impossible(contribution):
            place, step = place_of(contribution, "history", number, "step"), contribution.head.history[number].step
            said = f"“{before}”" if before else "nothing: a history begins with “registered”"
            report(findings.IMPOSSIBLE_STEP.at(place, step=step, before=said))
            if not before:
                break  # nothing of what comes next can follow either
        _decision(each, report)


def _decision(entry: Entry, report: Report) -> None:
    """The decision that holds. What was decided before and decided anew since is past."""
    contribution, decision = entry.contribution, entry.state.decision
    if decision is None:
        return
    number = contribution.head.history.index(decision)
    if decision.date < contribution.head.received:
        place, received = place_of(contribution, "history", number, "date"), contribution.head.received
        report(findings.DECIDED_EARLY.at(place, day=decision.date, received=received, id=contribution.id))
    if decision.disposition is None:
        report(findings.MISSING_FIELD.at(place_of(contribution, "history", number), field="disposition"))
    elif decision.disposition in REASONED and not decision.reason:
        place = place_of(contribution, "history", number, "disposition")
        report(findings.MISSING_REASON.at(place, disposition=decision.disposition, id=contribution.id))


def check_conflicts_named(account: Account, report: Report) -> None:
    """Every contribution with which another one is in conflict is there."""
    if account.ledger.faulty:
        return  # what could not be read may be the one
    known = {each.contribution.id for each in account.entries}
    for each in account.entries:
        conflict, contribution = each.state.conflict, each.contribution
        if conflict is None or known.issuperset(conflict.against):
            continue
        number = contribution.head.history.index(conflict)
        for index, id in enumerate(conflict.against):
            if id not in known:
                place = place_of(contribution, "history", number, "against", index)
                report(findings.UNKNOWN_CONTRIBUTION.at(place, id=id, own=contribution.id))


def check_put_aside(account: Account, report: Report) -> None:
    """What was put aside as a duplicate has something to be a duplicate of: by its reason, one that is answered for itself and not gone."""
    ledger = {each.contribution.id: each.contribution for each in account.entries}
    gone = {each.contribution.id: became for each in account.entries if (became := _gone(each))}
    for contribution, state in account.whole():
        if not is_put_aside(state) or state.decision is None:
            continue
        number = contribution.head.history.index(state.decision)
        alone = {each: gone[each] for each in named(state.reason, ledger) if each in gone and each != contribution.id}
        alone |= dict.fromkeys(in_circle(contribution.id, state.reason, ledger), "itself put aside as a duplicate of it")
        for other, became in alone.items():
            place = place_of(contribution, "history", number, "reason")
            report(findings.DUPLICATE_ALONE.at(place, other=other, became=became, id=contribution.id))


def _gone(entry: Entry) -> str:
    """How a contribution, or its words, went again; empty for one that stands."""
    if entry.state.name == "withdrawn":
        return "withdrawn since"
    steps = [each.step for each in entry.contribution.head.history if each.step in {"applied", "reverted"}]
    return "taken out of the text since" if steps[-1:] == ["reverted"] else ""


def check_sittings(account: Account, report: Report) -> None:
    """Every meeting that a history names is there."""
    if "records/meetings.yaml" in account.project.unread:
        return
    known = Known(each.record.id for each in account.project.meetings)
    for contribution in account.ledger.contributions:
        for number, event in enumerate(contribution.head.history):
            if event.meeting and event.meeting not in known:
                place = place_of(contribution, "history", number, "meeting")
                report_unknown(findings.UNKNOWN_MEETING, place, event.meeting, known, report)
