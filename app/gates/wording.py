"""What a signature means, in words that the decision keeps in both languages."""

from typing import Any

from app.database import db
from app.facts.thresholds import changes_of
from app.models import Client, GateProposal, Project, User
from phases.model import Text, say
from phases.order import ORDER, TITLES, following

SEEN = Text(
    "As sponsor of “{project}” at {client}, I have seen the facts, blockers and waivers recorded with this decision. ",
    "本人作为{client}“{project}”项目的项目发起人，已查阅随本决策一并记录的事实、阻碍和豁免。",
)
MEANINGS = {
    "go": Text(
        SEEN.en + "I accept the phase “{phase}” as complete: its gate is passed.{after}",
        SEEN.zh + "本人确认“{phase}”阶段已经完成，同意通过该关口。{after}",
    ),
    "conditions": Text(
        SEEN.en
        + "I let the gate “{phase}” pass on the conditions listed, each owed by its owner until its due date.{after}",
        SEEN.zh + "本人同意“{phase}”关口有条件通过，所列各项附带条件由其负责人在到期日前落实。{after}",
    ),
    "no-go": Text(
        SEEN.en + "I do not let the gate “{phase}” pass: work on the phase goes on.",
        SEEN.zh + "本人不同意通过“{phase}”关口，该阶段的工作继续进行。",
    ),
}
CRITERIA = Text(" With it I sign the success criteria that are complete.", "本人同时签署内容已完整的各项成功标准。")
THRESHOLDS = Text("I know the thresholds that differ from the method:", "本人知悉与方法不同的阈值：")
NEXT = Text(" The phase “{next}” begins.", "随即进入“{next}”阶段。")
LAST = Text(" The system is live, and the evaluation rounds begin.", "系统正式上线，随即进入应用评价轮次。")


def meaning_of(project: Project, phase: str, outcome: str) -> Text:
    """What signing this outcome means."""
    next_word = following(phase)
    after = say(NEXT.en, NEXT.zh, next=TITLES[next_word]) if next_word else LAST
    if phase == ORDER[0]:
        after = say("{criteria}{next}", "{criteria}{next}", criteria=CRITERIA, next=after)
    words = MEANINGS[outcome]
    said = say(words.en, words.zh, project=project.name, client=client_name(project), phase=TITLES[phase], after=after)
    changed = [one.sentence for one in changes_of(project, phase)]
    if not changed or outcome == "no-go":
        return said
    return Text(
        f"{said.en} {THRESHOLDS.en} {'; '.join(_open_ended(one.en) for one in changed)}.",
        f"{said.zh}{THRESHOLDS.zh}{'；'.join(_open_ended(one.zh) for one in changed)}。",
    )


def _open_ended(sentence: str) -> str:
    """A sentence without its full stop, which the reason that somebody wrote may have brought."""
    return sentence.rstrip().rstrip(".。；;")


def wording_of(project: Project, proposal: GateProposal, outcome: str, signer_id: int) -> dict[str, Any]:
    """The names and sentences of a decision as they stood; later changes of names do not touch them."""
    proposer, signer = db.session.get_one(User, proposal.proposed_by_id), db.session.get_one(User, signer_id)
    return {
        "meaning": _plain(meaning_of(project, proposal.phase, outcome)),
        "phase": _plain(TITLES[proposal.phase]),
        "thresholds": [_plain(one.sentence) for one in changes_of(project, proposal.phase)],
        "project": project.name,
        "client": client_name(project),
        "time_zone": project.time_zone,
        "signer": {"name": signer.name, "job_title": signer.job_title, "role": "sponsor"},
        "proposer": {"name": proposer.name, "job_title": proposer.job_title, "role": "lead"},
        "proposal": {
            "outcome": proposal.outcome,
            "text": proposal.text,
            "at": proposal.created_at.isoformat(timespec="microseconds"),
        },
    }


def client_name(project: Project) -> str:
    """The client's name, whether or not the page has loaded it."""
    return db.session.get_one(Client, project.client_id).name


def _plain(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
