"""Where a project stands on a day: what each view of ``concept status`` is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Any, Final

from concept_cli.ledger.rounds import missed
from concept_cli.ledger.states import State, state
from concept_cli.model import Contribution, Milestone, Project, Span, Unknown, iso
from concept_cli.status.as_of import contributions_as_of, project_as_of
from concept_cli.status.asked import Question, about, heads, questions
from concept_cli.status.deadlines import AGREED, Clock, Deadline, deadlines

_RATE_DAYS: Final = 28
"""The days before today of which the decisions are counted for a forecast: four weeks, so that each weekday counts alike."""
Value = dict[str, Any]


def standing(project: Project, contributions: Iterable[Contribution], day: date) -> Value:
    """The standing of a project by the end of a day: sections, stakeholders, milestones, instructions, approvals, rounds, blockers."""
    return _Standing(project, contributions, day).value()


class _Standing:
    """What is counted once and told in several lists."""

    def __init__(self, project: Project, contributions: Iterable[Contribution], day: date) -> None:
        self.day = day
        self.project = project_as_of(project, day)
        self.clock = Clock(self.project, day)
        came = contributions_as_of(contributions, day)
        self.entries = [(each, state(each)) for each in came]
        self.late = _late(self.project, came)
        self.senders = {each.id: each.head.stakeholder for each in came}
        self.questions = questions(self.clock, came)
        self.deadlines = deadlines(self.clock)
        self.by_section: dict[str, list[tuple[Contribution, State]]] = {}
        for each, found in self.entries:
            self.by_section.setdefault(each.head.place.section if each.head.place else "", []).append((each, found))
        self.heads = [*heads(self.clock)]
        self.titles = {id: self.clock.title(head.title) for id, head, _ in self.heads}
        self.next = self._next_milestone()

    def value(self) -> Value:
        blockers = [*self._blockers()]
        return {
            "as_of": self.day.isoformat(),
            "sections": [*self._sections(blockers)],
            "stakeholders": [*self._stakeholders()],
            "milestones": [*self._milestones(blockers)],
            "instructions": [*self._instructions()],
            "approvals": [*self._approvals()],
            "rounds": [*self._rounds()],
            "meetings": [*self._meetings()],
            "road_maps": [self._told(each) for each in self._of("road-map", "action")],
            "acts": [*self._acts()],
            "blockers": blockers,
        }

    def _of(self, *kinds: str) -> list[Deadline]:
        return [each for each in self.deadlines if each.kind in kinds]

    def _told(self, deadline: Deadline, **own: Any) -> Value:
        """An entry: what all have, and its own fields."""
        became = {"open": False, "done": True, "unknown": None}[deadline.became]
        return {**deadline.value(self.day), "kind": deadline.kind, "done": became, "owners": [*deadline.owners], **own}

    # -- sections

    def _sections(self, blockers: Sequence[Value]) -> Iterator[Value]:
        due = {each.id: each for each in self._of("section")}
        for id, head, place in self.heads:
            title = self.titles[id]
            asked = about(self.questions, id)
            found = self.by_section.get(id, [])
            answered = {each.body for each in asked if each.answered}
            deadline = due.get(id) or Deadline("section", id, title, None, place=place)
            if head.status in AGREED and deadline.became == "open":
                deadline = Deadline("section", id, title, None, became="done", place=place)
            yield self._told(
                deadline,
                status=head.status,
                undated=["status"],
                owner=head.owner,
                asked=sorted({each.body for each in asked}),
                answered=sorted(answered),
                silent=sorted({each.body for each in asked if each.is_silent(self.day)}),
                waiting=sorted({each.body for each in asked if not each.answered and not each.is_silent(self.day)}),
                contributions=_counted(found),
                undecided=[each.id for each, one in found if _is_undecided(one)],
                conflicts=[each.id for each, one in found if one.name == "conflict"],
                open_questions=[each.id for each, one in found if each.head.kind == "remark" and _is_undecided(one)],
                blocked_by=[f"{each['kind']} {each['id']}" for each in blockers if each["section"] == id],
            )

    # -- stakeholders

    def _stakeholders(self) -> Iterator[Value]:
        asked: dict[str, list[Question]] = {}
        for each in self.questions:
            asked.setdefault(each.body, []).append(each)
        owed: dict[str, list[Deadline]] = {}
        for one in self.deadlines:
            for body in one.owners if one.became != "done" else ():
                owed.setdefault(body, []).append(one)
        came: dict[str, list[tuple[Contribution, State]]] = {}
        for contribution, found in self.entries:
            came.setdefault(contribution.head.stakeholder, []).append((contribution, found))
        for written in self.project.stakeholders:
            id = written.record.id
            own = asked.get(id, [])
            owes = [*(each.deadline() for each in own if each.answered is None), *owed.get(id, ())]
            first = min((each for each in owes if each.due), key=lambda each: (each.due, each.kind, each.id), default=None)
            due = first.due if first else None
            mine = came.get(id, [])
            yield self._told(
                Deadline(
                    "stakeholder", id, self.clock.title(written.record.name), due, (), "open", place=str(written.place("id"))
                ),
                status=written.record.status,
                asked=sorted({each.id for each in own}),
                received=len(mine),
                late=[each.id for each, _ in mine if each.id in self.late],
                silent=sorted({each.id for each in own if each.is_silent(self.day)}),
                waiting=sorted({each.id for each in own if each.answered is None and not each.is_silent(self.day)}),
                replied=sum(found.reply is not None for _, found in mine),
                undecided=sum(_is_undecided(found) for _, found in mine),
                owes=[{"kind": each.kind, **each.value(self.day)} for each in sorted(owes, key=_by_day)],
            )

    # -- milestones

    def _next_milestone(self) -> Deadline | None:
        """The milestone that comes next: the first from today on that is not known to be reached, else the last such one."""
        waiting = sorted((each for each in self._of("milestone") if each.became != "done" and each.due), key=_by_day)
        ahead = [each for each in waiting if not each.is_overdue(self.day)]
        return next(iter(ahead or waiting[::-1]), None)

    def _milestones(self, blockers: Sequence[Value]) -> Iterator[Value]:
        records: Mapping[str, Milestone] = {each.id: each for each in self.project.concept.record.milestones}
        undecided, rate = sum(_is_undecided(found) for _, found in self.entries), self._decisions_a_week()
        ready = self._after(ceil(undecided / rate * 7)) if rate else None
        for each in self._of("milestone"):
            is_next = self.next is not None and each.id == self.next.id
            forecast = ready if is_next and undecided else None
            yield self._told(
                each,
                next=is_next,
                date=iso(records[each.id].due),
                waits_for=[*records[each.id].waits_for],
                blocked_by=len(blockers) if is_next else 0,
                undecided=undecided if is_next else 0,
                decisions_a_week=round(rate, 1) if is_next else None,
                forecast=forecast.isoformat() if forecast else None,
                forecast_slip=(forecast - each.due).days if forecast and each.due else None,
            )

    def _after(self, days: int) -> date | None:
        """So many days after today; None when no calendar has it."""
        try:
            return self.day + timedelta(days=days)
        except OverflowError:
            return None

    def _decisions_a_week(self) -> float:
        """How many were decided a week in the last four, each by its last decision; what was settled since was decided before."""
        made = ([event.date for event in each.head.history if event.step == "decided"] for each, _ in self.entries)
        return sum((self.day - days[-1]).days < _RATE_DAYS for days in made if days) / (_RATE_DAYS / 7)

    # -- records

    def _instructions(self) -> Iterator[Value]:
        records = {each.record.id: each.record for each in self.project.instructions}
        for each in self._of("instruction"):
            record = records[each.id]
            yield self._told(
                each,
                lead=next((one.body for one in record.assignees if one.lead), None),
                issuer=record.issuer,
                level=record.level,
                issued=iso(record.issued),
                text=None if record.text.get("") == "unknown" else self.clock.title(record.text),
                due_known=not isinstance(record.due, Unknown) and record.due is not None,
                extensions=len(record.moved),
            )

    def _approvals(self) -> Iterator[Value]:
        for written in self.project.approvals:
            own = [each for each in self.questions if each.kind == "approval" and each.id == written.record.id]
            waits = [each.body for each in own if each.answered is None]
            deadline = self.clock.deadline("approval", written, written.record, owners=waits, became="open" if waits else "done")
            yield self._told(
                deadline,
                draft=written.record.draft,
                number=written.record.number,
                **{
                    result: [each.body for each in own if each.result == result]
                    for result in ("approved", "with-remarks", "refused")
                },
                silent=[each.body for each in own if each.is_silent(self.day)],
                waiting=[each.body for each in own if each.answered is None and not each.is_silent(self.day)],
            )

    def _rounds(self) -> Iterator[Value]:
        for written in self.project.rounds:
            own = [each for each in self.questions if each.kind == "round" and each.id == written.record.id]
            waits = [each.body for each in own if each.answered is None]
            deadline = self.clock.deadline("round", written, written.record, owners=waits, became="open" if waits else "done")
            title = self.clock.title(written.record.asked) if written.record.asked else written.record.id
            yield self._told(
                deadline,
                draft=written.record.draft,
                sent=written.record.sent.isoformat(),
                sections=[*written.record.sections],
                asked=[each.body for each in own],
                answered=[each.body for each in own if each.answered],
                late=[each.body for each in own if each.is_late],
                silent=[each.body for each in own if each.is_silent(self.day)],
                waiting=[each.body for each in own if each.answered is None and not each.is_silent(self.day)],
            ) | {"title": title}

    def _meetings(self) -> Iterator[Value]:
        packs = {each.id: each for each in self._of("pack")}
        for written in self.project.meetings:
            record = written.record
            when = record.date
            first, last = (when.first, when.last) if isinstance(when, Span) else (None, None)
            over = last is not None and last < self.day
            ahead = first is not None and first > self.day
            became = "planned" if ahead and record.state != "cancelled" else record.state or ("held" if over else "planned")
            pack = packs.get(record.id)
            deadline = Deadline(
                "meeting", record.id, self.clock.title(record.title), last, (), "done", place=str(written.place("date"))
            )
            yield self._told(
                deadline,
                date=iso(when),
                first=first.isoformat() if first else None,
                kind_of_meeting=record.kind,
                state=became,
                series=record.series,
                number=record.number,
                pack_due=pack.due.isoformat() if pack and pack.due else None,
                pack_overdue=bool(pack and pack.is_overdue(self.day)),
            ) | {"done": {"held": True, "cancelled": True, "planned": False}.get(became)}

    def _acts(self) -> Iterator[Value]:
        records = {each.record.id: each.record for each in self.project.acts}
        for each in self._of("act"):
            yield self._told(each, status=records[each.id].status)

    # -- blockers

    def _blockers(self) -> Iterator[Value]:
        """What stands between today and the next milestone, and everything that is overdue."""
        for each in self.questions:
            if each.is_silent(self.day):
                section = each.sections[0] if len(each.sections) == 1 else None
                yield self._blocker(
                    each.deadline(), "silent", f"{each.body} has not answered", section=section, sections=[*each.sections]
                )
        refused = self._refused()
        for each in self.questions:
            if each.kind == "approval" and (each.id, each.body) in refused:
                yield self._blocker(each.deadline(), "refused", f"{each.body} refused")
        for section, found in self.by_section.items():
            yield from self._waiting(section, found)
        for one in self.deadlines:
            if one.is_overdue(self.day):
                said = "what became of it is not known" if one.became == "unknown" else "overdue"
                yield self._blocker(one, "overdue", said, section=one.id if one.kind == "section" else None)
        dated = {each.id: each for each in self._of("section")}
        for id, head, place in self.heads:
            deadline = dated.get(id) or Deadline("section", id, self.titles[id], None, place=place)
            if head.status not in AGREED and not deadline.is_overdue(self.day):
                yield self._blocker(deadline, "not-agreed", head.status, section=id)
        yield from self._waits_for()

    def _waiting(self, section: str, found: Sequence[tuple[Contribution, State]]) -> Iterator[Value]:
        """What waits in a section for a decision, or for somebody who settles a conflict."""
        title = self.titles.get(section, section or "the whole")
        for kind, chosen in (
            ("conflict", [(each, one) for each, one in found if one.name == "conflict"]),
            ("undecided", [(each, one) for each, one in found if _is_undecided(one)]),
        ):
            if chosen:
                yield self._blocker(
                    Deadline(kind, section or "whole", title, None),
                    kind,
                    f"{len(chosen)} {kind}",
                    section=section or None,
                    contributions=[self._contribution(each, one) for each, one in chosen],
                )

    def _contribution(self, contribution: Contribution, found: State) -> Value:
        """Whose it is that waits, whether it is insisted on or came late, and whose words stand against it."""
        against = found.conflict.against if found.conflict else ()
        return {
            "id": contribution.id,
            "from": contribution.head.stakeholder,
            "essential": contribution.head.essential,
            "late": contribution.id in self.late,
            "against": [*dict.fromkeys(self.senders.get(each, each) for each in against)],
        }

    def _refused(self) -> set[tuple[str, str]]:
        """Rounds of approval and bodies that refused in them, unless they were asked once more."""
        latest: dict[str, Question] = {}
        order = {each.record.id: (each.record.sent, each.record.number) for each in self.project.approvals}
        for each in sorted((one for one in self.questions if one.kind == "approval"), key=lambda one: order[one.id]):
            latest[each.body] = each
        return {(each.id, each.body) for each in latest.values() if each.result == "refused"}

    def _waits_for(self) -> Iterator[Value]:
        """What the next milestone waits for and what is not there yet."""
        if self.next is None:
            return
        record = next(each for each in self.project.concept.record.milestones if each.id == self.next.id)
        known = {each.id: each for each in self.deadlines}
        for id in record.waits_for:
            each = known.get(id)
            if each and each.became != "done" and not each.is_overdue(self.day):
                yield self._blocker(each, "waits-for", f"{record.id} waits for it")

    def _blocker(self, deadline: Deadline, kind: str, said: str, *, section: str | None = None, **own: Any) -> Value:
        told = {"kind": kind, "of": deadline.kind, "said": said, "owners": [*deadline.owners], "section": section}
        return {**deadline.value(self.day), **told, **own}


# -------------------------------------------------------------------- counting


def _late(project: Project, contributions: Sequence[Contribution]) -> frozenset[str]:
    """The contributions that came outside of every round in which their bodies were asked."""
    by_draft: dict[str | None, list[Any]] = {}
    for each in project.rounds:
        by_draft.setdefault(each.record.draft, []).append(each.record)
    return frozenset(each.id for each in contributions if missed(each, by_draft.get(each.head.draft, ())))


def _is_undecided(found: State) -> bool:
    """Whether a decision is still to be made; what came and was not registered yet waits, too. A conflict waits for its words alone."""
    return (found.is_open and found.name != "conflict") or not found.name


def _counted(found: Iterable[tuple[Contribution, State]]) -> dict[str, int]:
    """How many contributions are in which state, by the names of states."""
    return dict(sorted(Counter(state.name or "registered" for _, state in found).items()))


def _by_day(deadline: Deadline) -> tuple[date, str, str]:
    return (deadline.due or date.max, deadline.kind, deadline.id)
