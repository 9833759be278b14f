"""Where what an item asks about is recorded: the registers and pages that its answer is read from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from app.identity import Viewer
from app.language import say
from app.registers.catalogue import registers
from app.registers.pages import PAGES
from phases.model import Text

PLACES: Mapping[str, tuple[str, ...]] = {
    "concept.motive-recorded": ("diagnosis/sheet",),
    "concept.operating-goal-stated": ("diagnosis/sheet",),
    "concept.problems-ranked": ("diagnosis/problems", "diagnosis/sheet"),
    "concept.readiness-first": ("readiness",),
    "concept.roles-filled": ("concept/team", "concept/raci"),
    "concept.team-beyond-it": ("concept/team",),
    "concept.frontline-in-team": ("concept/team",),
    "concept.sponsor-rank": ("concept/team",),
    "concept.sponsor-acts": ("concept/acts",),
    "concept.kickoff-with-sponsor": ("concept/meetings",),
    "concept.data-ownership-settled": ("concept/acts",),
    "concept.training-covers-managers": ("concept/attendance", "concept/learning"),
    "concept.tests-before-after": ("concept/attendance", "concept/learning"),
    "concept.glossary-accepted": ("concept/glossary",),
    "concept.five-viewpoints-checked": ("concept/self-check",),
    "concept.five-duties-rehearsed": ("concept/self-check",),
    "concept.criteria-complete": ("criteria",),
    "concept.criteria-customer-behaviour": ("criteria",),
    "concept.baseline-sourced": ("criteria",),
    "concept.criteria-signed": ("criteria",),
    "review.scope-decided": ("review/processes",),
    "review.departments-heard": ("review/departments", "review/interviews"),
    "review.staff-voices-heard": ("review/interviews",),
    "review.relationship-factors-heard": ("review/interviews",),
    "review.steps-complete": ("review/steps", "review/flows"),
    "review.times-taken": ("review/steps",),
    "review.as-is-confirmed": ("review/processes", "review/flows"),
    "review.control-points-marked": ("review/steps", "review/flows"),
    "review.hand-offs-named": ("review/steps", "review/flows"),
    "review.problems-joined": ("review/steps", "thread"),
    "review.root-causes-found": ("diagnosis/problems",),
    "review.no-missing-feature-problems": ("diagnosis/problems",),
    "review.problem-cost-stated": ("diagnosis/problems",),
    "review.stakeholders-rated": ("review/stakeholders",),
    "review.strong-opponents-planned": ("review/stakeholders",),
    "review.recommendations-presented": ("review/recommendations",),
    "solidification.to-be-complete": ("solidification/steps", "solidification/flows"),
    "solidification.begins-with-customer": ("solidification/flows",),
    "solidification.reform-dosed": ("solidification/flows",),
    "solidification.hand-offs-received": ("solidification/steps",),
    "solidification.control-points-kept": ("solidification/flows",),
    "solidification.service-times-agreed": ("solidification/steps",),
    "solidification.process-measures-set": ("solidification/figures",),
    "solidification.fit-decided": ("solidification/steps",),
    "solidification.functions-answer-problems": ("solidification/functions", "solidification/loose-ends"),
    "solidification.coverage-examined": ("solidification/functions",),
    "solidification.problems-answered": ("solidification/loose-ends", "thread"),
    "solidification.strategy-lands": ("solidification/strategy", "solidification/loose-ends"),
    "solidification.criteria-traced": ("thread",),
    "solidification.owners-approved": ("solidification/flows",),
    "deployment.environments-separated": ("deployment/environments",),
    "deployment.configuration-traced": ("deployment/configuration", "thread"),
    "deployment.control-points-tested": ("deployment/configuration",),
    "deployment.data-dictionary-agreed": ("deployment/dictionary",),
    "deployment.one-customer-rule": ("deployment/dictionary",),
    "deployment.data-owners-named": ("deployment/dictionary", "deployment/data-sets"),
    "deployment.data-sets-profiled": ("deployment/data-quality",),
    "deployment.duplicates-resolved": ("deployment/data-quality",),
    "deployment.accuracy-sampled": ("deployment/data-quality",),
    "deployment.loads-reconciled": ("deployment/loads",),
    "deployment.erp-loop-closed": ("deployment/integrations",),
    "deployment.channels-in-one-record": ("deployment/integrations",),
    "deployment.client-runs-it-alone": ("deployment/transfers",),
    "training.users-listed": ("training/learners",),
    "training.modules-follow-process": ("training/modules",),
    "training.control-points-taught": ("training/modules", "training/coverage"),
    "training.trainers-certified": ("training/trainers",),
    "training.attendance-recorded": ("training/enrolments",),
    "training.tested-before-and-after": ("training/enrolments",),
    "training.resistance-addressed": ("review/stakeholders",),
    "training.certified-in-practice": ("training/certifications",),
    "training.coverage-by-role": ("training/coverage",),
    "training.key-users-certified": ("training/coverage",),
    "training.retraining-dated": ("training/retraining",),
    "training.reaction-answered": ("training/reactions",),
    "training.behaviour-check-prepared": ("training/behaviour",),
    "golive.six-factors-rated": ("readiness",),
    "golive.factors-in-balance": ("readiness",),
    "golive.baselines-frozen": ("criteria",),
    "golive.decision-meeting-held": ("golive/meetings",),
    "golive.cutover-planned": ("golive/tasks",),
    "golive.return-possible": ("golive/tasks",),
    "golive.rehearsal-done": ("golive/rehearsals",),
    "golive.support-rostered": ("golive/roster",),
    "golive.issues-triaged-daily": ("golive/issues", "golive/hypercare"),
    "golive.daily-use-watched": ("golive/days", "golive/hypercare"),
    "golive.stable-operation-shown": ("golive/hypercare",),
    "golive.old-system-closed": ("golive/old-systems",),
    "golive.shadow-ledgers-ended": ("golive/old-systems",),
}
"""Registers by their path and pages by the end of their address, for each item whose answer stands in the records."""

_FLOWS = {"review/flows": "review/processes", "solidification/flows": "solidification/processes"}
"""Pages whose address is also the path of a register."""
_THREAD = Text("Golden thread", "主线")


def places_of(item: str, base: str, viewer: Viewer) -> list[tuple[str, str]]:
    """Title and address of each place where the item's matter is recorded, as far as the viewer may see it.

    `base` is the address of the project; an item of the project's own has none.
    """
    found = []
    for place in PLACES.get(item, ()):
        register = registers().get(place)
        if register is None:
            end = _FLOWS.get(place, place)
            found.append((say(_titles()[end]), f"{base}/{end}"))
        elif viewer.of_firm or not register.private:
            found.append((say(register.title), f"{base}/records/{place}"))
    return found


@cache
def _titles() -> Mapping[str, Text]:
    return {"thread": _THREAD, **{end: title for pages in PAGES.values() for title, _about, end in pages}}
