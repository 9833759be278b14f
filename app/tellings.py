"""How each verb of the audit trail is told: a sentence that follows the person's name, an icon, and where to look."""

from dataclasses import dataclass
from typing import Any

from app.words import lazy


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence with placeholders, its icon, and the place below the project with `{about}` or `{number}` in it."""

    sentence: Any
    icon: str = "dot"
    place: str = ""


ITEM, DELIVERABLE, RAID, GATE = "items/{about}", "deliverables/{about}", "raid/{about}", "phases/{about}/gate"
ROUND, FINDING, ACTION, CRITERION = "rounds/{number}", "rounds/{number}", "actions/{about}", "criteria"

READINESS = "readiness/{number}"
SURVEY = "surveys/{about}"
RECORD = "records/{register}/{about}"
DATA_SET = "deployment/data-sets/{about}"

TELLINGS: dict[str, Telling] = {
    "project.created": Telling(lazy("opened the engagement"), "flag"),
    "project.edited": Telling(lazy("changed the engagement's settings"), "edit"),
    "project.paused": Telling(lazy("paused the engagement: %(reason)s"), "stop"),
    "project.resumed": Telling(lazy("resumed the engagement"), "flag"),
    "project.reopened": Telling(lazy("opened the engagement again: %(reason)s"), "flag"),
    "project.closed": Telling(lazy("closed the engagement"), "done"),
    "project.cancelled": Telling(lazy("cancelled the engagement: %(reason)s"), "stop"),
    "plan.moved": Telling(lazy("moved the start of “%(title)s” to %(start)s"), "calendar", "schedule"),
    "plan.move-undone": Telling(lazy("moved the start of “%(title)s” back to %(start)s"), "return", "schedule"),
    "plan.durations-set": Telling(lazy("changed the lengths of phases"), "calendar", "schedule"),
    "member.added": Telling(lazy("added %(person)s to the team as %(role)s"), "people", "people"),
    "member.joined": Telling(lazy("joined the team as %(role)s"), "people", "people"),
    "member.role-changed": Telling(lazy("gave %(person)s the part of %(role)s"), "people", "people"),
    "member.removed": Telling(lazy("took %(person)s off the team"), "people", "people"),
    "readiness.opened": Telling(lazy("opened readiness assessment no. %(number)s"), "people", READINESS),
    "readiness.asked": Telling(lazy("asked more people in readiness assessment no. %(number)s"), "people", READINESS),
    "readiness.released": Telling(
        lazy("no longer asks %(person)s in readiness assessment no. %(number)s"), "people", READINESS
    ),
    "readiness.described": Telling(
        lazy("described the company beside readiness assessment no. %(number)s"), "edit", READINESS
    ),
    "readiness.closed": Telling(lazy("closed readiness assessment no. %(number)s"), "lock", READINESS),
    "readiness.recommended": Telling(lazy("recommended on readiness assessment no. %(number)s"), "flag", READINESS),
    "survey.opened": Telling(lazy("opened the survey “%(title)s”"), "people", SURVEY),
    "survey.links-made": Telling(lazy("made %(count)s links of the survey “%(title)s”"), "link", SURVEY),
    "survey.closed": Telling(lazy("closed the survey “%(title)s”"), "lock", SURVEY),
    "survey.reopened": Telling(lazy("opened the survey “%(title)s” again"), "people", SURVEY),
    "survey.removed": Telling(lazy("removed the survey “%(title)s”"), "trash", "surveys"),
    "raid.raised": Telling(lazy("entered “%(title)s” in the RAID log"), "alert", RAID),
    "raid.edited": Telling(lazy("changed “%(title)s” in the RAID log"), "edit", RAID),
    "raid.closed": Telling(lazy("closed “%(title)s” in the RAID log"), "done", RAID),
    "raid.reopened": Telling(lazy("opened “%(title)s” in the RAID log again"), "return", RAID),
    "diagnosis.written": Telling(lazy("wrote the diagnosis sheet"), "edit", "diagnosis/sheet"),
    "problems.confirmed": Telling(lazy("confirmed %(number)s business problems"), "sign", "diagnosis/sheet"),
    "record.added": Telling(lazy("entered the record “%(title)s”"), "plus", RECORD),
    "record.changed": Telling(lazy("changed the record “%(title)s”"), "edit", RECORD),
    "record.removed": Telling(lazy("removed the record “%(title)s”"), "trash"),
    "record.restored": Telling(lazy("put the record “%(title)s” back"), "return", RECORD),
    "thread.joined": Telling(lazy("joined “%(title)s” with “%(other)s”"), "link", "thread"),
    "thread.parted": Telling(lazy("parted “%(title)s” from “%(other)s”"), "link", "thread"),
    "data.uploaded": Telling(lazy("brought a file of the data set “%(title)s”"), "upload", DATA_SET),
    "data.profiled": Telling(lazy("profiled %(rows)s records of the data set “%(title)s”"), "chart", DATA_SET),
    "data.profiled-again": Telling(lazy("had a file of the data set “%(title)s” profiled again"), "refresh", DATA_SET),
    "sample.checked": Telling(lazy("checked a sample of “%(title)s”: %(right)s of %(of)s right"), "done", DATA_SET),
    "record.taken-in": Telling(
        lazy("took a table into “%(title)s”: %(added)s new, %(changed)s changed"), "upload", "records/{about}"
    ),
    "headings.told": Telling(lazy("said what headings of tables hold in “%(title)s”"), "edit", "{about}"),
    "words.told": Telling(lazy("said what words of tables mean in “%(title)s”"), "edit", "{about}"),
    "process.approved": Telling(
        lazy("approved version %(version)s of the process “%(title)s”"), "sign", "solidification/processes/{about}"
    ),
    "item.answered": Telling(lazy("answered “%(title)s”: %(state)s"), "done", ITEM),
    "item.undone": Telling(lazy("took back the answer to “%(title)s”"), "return", ITEM),
    "item.planned": Telling(lazy("changed who answers “%(title)s” and when"), "edit", ITEM),
    "item.added": Telling(lazy("added the item “%(title)s”"), "plus", ITEM),
    "item.edited": Telling(lazy("reworded the item “%(title)s”"), "edit", ITEM),
    "item.deleted": Telling(lazy("deleted the item “%(title)s”"), "trash"),
    "evidence.added": Telling(lazy("added the evidence “%(title)s”"), "clip", ITEM),
    "evidence.removed": Telling(lazy("removed the evidence “%(title)s”"), "trash", ITEM),
    "evidence.restored": Telling(lazy("put the evidence “%(title)s” back"), "return", ITEM),
    "deliverable.added": Telling(lazy("added the deliverable “%(title)s”"), "plus", DELIVERABLE),
    "deliverable.changed": Telling(lazy("changed who owes “%(title)s” and when"), "edit", DELIVERABLE),
    "deliverable.removed": Telling(lazy("removed the deliverable “%(title)s”"), "trash"),
    "version.added": Telling(lazy("added version %(version)s of “%(title)s”"), "file", DELIVERABLE),
    "version.submitted": Telling(lazy("handed in version %(version)s of “%(title)s”"), "upload", DELIVERABLE),
    "version.withdrawn": Telling(lazy("withdrew version %(version)s of “%(title)s”"), "return", DELIVERABLE),
    "version.accepted": Telling(lazy("accepted version %(version)s of “%(title)s”"), "done", DELIVERABLE),
    "version.returned": Telling(lazy("returned version %(version)s of “%(title)s”"), "return", DELIVERABLE),
    "phase.begun": Telling(lazy("began the phase “%(title)s”"), "flag", GATE),
    "gate.proposed": Telling(lazy("proposed the gate “%(title)s”"), "gate", GATE),
    "gate.withdrawn": Telling(lazy("withdrew the proposal for the gate “%(title)s”"), "return", GATE),
    "gate.decided": Telling(lazy("decided on the gate “%(title)s”: %(outcome)s"), "sign", GATE),
    "threshold.changed": Telling(lazy("changed the threshold “%(threshold)s”"), "edit", "thresholds"),
    "threshold.relaxed": Telling(lazy("relaxed the threshold “%(threshold)s”"), "waived", "thresholds"),
    "threshold.proposed": Telling(lazy("proposed to relax the threshold “%(threshold)s”"), "gate", "thresholds"),
    "threshold.refused": Telling(lazy("refused to relax the threshold “%(threshold)s”"), "return", "thresholds"),
    "waiver.granted": Telling(lazy("waived a blocker of the gate “%(title)s”"), "waived", GATE),
    "waiver.revoked": Telling(lazy("revoked a waiver at the gate “%(title)s”"), "return", GATE),
    "warning.dismissed": Telling(lazy("set the warning “%(title)s” aside"), "waived", "warnings"),
    "warning.restored": Telling(lazy("let the warning “%(title)s” count again"), "return", "warnings"),
    "condition.done": Telling(lazy("fulfilled the condition “%(title)s”"), "done", "conditions/{about}"),
    "condition.reopened": Telling(lazy("opened the condition “%(title)s” again"), "return", "conditions/{about}"),
    "criterion.added": Telling(lazy("added the success criterion “%(name)s”"), "plus", CRITERION),
    "criterion.changed": Telling(lazy("changed the success criterion “%(name)s”"), "edit", CRITERION),
    "criterion.removed": Telling(lazy("removed the success criterion “%(name)s”"), "trash", CRITERION),
    "criterion.signed": Telling(lazy("signed the success criterion “%(name)s”"), "sign", CRITERION),
    "round.opened": Telling(lazy("opened evaluation round %(number)s"), "chart", ROUND),
    "round.moved": Telling(lazy("changed the dates of evaluation round %(number)s"), "calendar", ROUND),
    "round.computing": Telling(lazy("had evaluation round %(number)s computed"), "chart", ROUND),
    "round.computed": Telling(lazy("computed evaluation round %(number)s"), "chart", ROUND),
    "round.concluded": Telling(lazy("wrote the conclusion of evaluation round %(number)s"), "edit", ROUND),
    "round.closed": Telling(lazy("closed evaluation round %(number)s"), "done", ROUND),
    "round.correcting": Telling(lazy("asked for corrected figures of evaluation round %(number)s"), "chart", ROUND),
    "round.corrected": Telling(lazy("corrected the figures of evaluation round %(number)s"), "chart", ROUND),
    "round.deleted": Telling(lazy("deleted evaluation round %(number)s"), "trash", "rounds"),
    "counts.stated": Telling(lazy("stated counts of round %(number)s"), "edit", ROUND),
    "judgement.handed-in": Telling(lazy("handed in the grades of round %(number)s"), "edit", ROUND),
    "records.added": Telling(lazy("brought in the records “%(name)s”"), "upload", "usage/records"),
    "records.removed": Telling(lazy("removed the records “%(name)s”"), "trash", "usage/records"),
    "norms.agreed": Telling(lazy("set the norms of use"), "edit", "usage"),
    "figures.entered": Telling(lazy("entered figures against the baseline"), "edit", "rounds"),
    "benefits.reckoned": Telling(lazy("said by what benefit and cost are reckoned"), "edit", "benefits"),
    "finding.added": Telling(lazy("wrote down the finding “%(title)s”"), "plus", FINDING),
    "finding.changed": Telling(lazy("changed the finding “%(title)s”"), "edit", FINDING),
    "finding.removed": Telling(lazy("removed the finding “%(title)s”"), "trash"),
    "action.proposed": Telling(lazy("proposed the action “%(title)s”"), "plus", ACTION),
    "action.changed": Telling(lazy("changed the action “%(title)s”"), "edit", ACTION),
    "action.agreed": Telling(lazy("agreed to the action “%(title)s”"), "sign", ACTION),
    "action.started": Telling(lazy("started the action “%(title)s”"), "half", ACTION),
    "action.done": Telling(lazy("reported the action “%(title)s” as done"), "done", ACTION),
    "action.verified": Telling(lazy("verified the action “%(title)s”"), "shield", ACTION),
    "action.judged": Telling(lazy("judged the effect of the action “%(title)s”"), "chart", ACTION),
    "action.sent-back": Telling(lazy("sent the action “%(title)s” back"), "return", ACTION),
    "action.dropped": Telling(lazy("dropped the action “%(title)s”"), "trash", ACTION),
    "usage.uploaded": Telling(lazy("uploaded the file “%(title)s”"), "upload", "usage/{about}"),
    "usage.importing": Telling(lazy("had the file “%(title)s” imported"), "upload", "usage/{about}"),
    "usage.imported": Telling(lazy("imported the file “%(title)s”"), "done", "usage/{about}"),
    "usage.failed": Telling(lazy("could not import the file “%(title)s”"), "alert", "usage/{about}"),
    "cases.uploaded": Telling(lazy("uploaded the log of cases “%(title)s”"), "upload", "cases/logs/{about}"),
    "cases.importing": Telling(lazy("had the log of cases “%(title)s” imported"), "upload", "cases/logs/{about}"),
    "cases.imported": Telling(lazy("imported the log of cases “%(title)s”"), "done", "cases/logs/{about}"),
    "cases.failed": Telling(lazy("could not import the log of cases “%(title)s”"), "alert", "cases/logs/{about}"),
    "cases.removed": Telling(lazy("removed the log of cases “%(title)s”"), "trash", "cases"),
    "cases.abandoned": Telling(
        lazy("deleted the log of cases “%(title)s”, which nobody had imported for %(days)s days"), "trash", "cases"
    ),
    "cases.left-over": Telling(
        lazy("deleted the log of cases “%(title)s”, whose process had been gone for %(days)s days"), "trash", "cases"
    ),
    "cases.decided": Telling(
        lazy("said which activity is which step of “%(title)s”"), "link", "cases/processes/{about}/activities"
    ),
    "usage.names": Telling(lazy("decided whether names in usage data are replaced by codes"), "edit", "usage"),
    "usage.token-made": Telling(lazy("made the access token “%(title)s” for the interface"), "plus", "usage/tokens"),
    "usage.token-revoked": Telling(
        lazy("revoked the access token “%(title)s” of the interface"), "trash", "usage/tokens"
    ),
    "usage.mapped": Telling(lazy("said which column is which in “%(title)s”"), "edit", "usage"),
    "usage.abandoned": Telling(
        lazy("deleted the file “%(title)s”, which nobody had imported for %(days)s days"), "trash", "usage"
    ),
    "usage.removed": Telling(lazy("removed the file “%(title)s”"), "trash", "usage"),
    "reactions.opened": Telling(lazy("opened the survey of the session “%(title)s”"), "link", "training/reactions"),
    "report.written": Telling(lazy("wrote texts for a report"), "edit", "reports"),
    "report.ordered": Telling(lazy("ordered report no. %(number)s"), "report", "reports"),
    "report.drawn": Telling(lazy("drew report no. %(number)s"), "report", "reports"),
    "report.issued": Telling(lazy("issued report no. %(number)s"), "report", "reports"),
    "report.deleted": Telling(lazy("deleted report no. %(number)s"), "trash", "reports"),
}
ELSE = Telling(lazy("changed something in the project"))
STATES = {
    "open": lazy("Open"),
    "doing": lazy("Doing"),
    "done": lazy("Done"),
    "na": lazy("Not applicable"),
}
OUTCOMES = {"go": lazy("Go"), "conditions": lazy("Go with conditions"), "no-go": lazy("No-go")}
