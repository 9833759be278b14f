"""Training: every user knows the system, their own part in it, and how it makes their work better.

The gate opens when enough of the users to be trained are certified, in every role, all key users among them, taught
by certified trainers, and when no key control point is left untaught.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from phases import behaviour, progress
from phases import gate as every_gate
from phases.facts import TrainingFacts
from phases.facts.training import EnrolmentFact, LearnerFact, SessionFact, TrainingRecords
from phases.model import About, Blocker, Limits, Measure, MeasureKind, Phase, Text, listed, say
from phases.order import TITLES

STATEMENTS = 5
"""Statements of the reaction survey."""

KINDS = (
    MeasureKind(
        "coverage",
        Text("Coverage", "培训覆盖率"),
        Text("Certified users / users to be trained.", "已认证用户 / 待培训用户。"),
        limit="coverage",
    ),
    MeasureKind(
        "coverage-lowest-role",
        Text("Coverage of the weakest role", "覆盖率最低的角色"),
        Text("The same, in the role where it is lowest.", "同上，取覆盖率最低的角色。"),
        limit="coverage_per_role",
    ),
    MeasureKind(
        "key-users",
        Text("Key users certified", "关键用户认证率"),
        Text("Certified key users / key users.", "已认证关键用户 / 关键用户。"),
        limit="key_user_coverage",
    ),
    MeasureKind(
        "attendance",
        Text("Attendance", "出勤率"),
        Text("Attended / enrolled, in sessions that have been held.", "出勤人次 / 报名人次，仅计已举行的场次。"),
    ),
    MeasureKind(
        "pass-rate",
        Text("Pass rate", "合格率"),
        Text("Passed / judged, of those who attended.", "合格人次 / 已评定人次，仅计出勤者。"),
    ),
    MeasureKind(
        "gain",
        Text("Normalised gain", "标准化增益"),
        Text(
            "Mean of (after − before) / (100 − before), of those with both tests; undefined where the test before was "
            "100. Below 0.3 low, above 0.7 high.",
            "（训后 − 训前）/（100 − 训前）的平均值，仅计两次测验均有成绩者，训前满分者不计。"
            "低于 0.3 为低，高于 0.7 为高。",
        ),
        unit="index",
    ),
    MeasureKind(
        "reaction",
        Text("Reaction (1–5)", "学员反馈（1–5）"),
        Text(
            "Mean of all ratings of the reaction survey; not shown for fewer than five answers.",
            "培训反馈问卷全部评分的平均值；答卷少于五份时不显示。",
        ),
        unit="index",
    ),
    MeasureKind(
        "modules",
        Text("Module coverage", "课程覆盖率"),
        Text(
            "To-be steps that a module teaches / to-be steps in the system.", "有课程讲授的目标步骤 / 系统内目标步骤。"
        ),
    ),
    *behaviour.KINDS,
)


def gain(before: float | None, after: float | None) -> float | None:
    """The normalised gain of one person, at most 1; None without both tests, or when the first was full already."""
    if before is None or after is None or before >= 100:
        return None
    return (after - before) / (100 - before)


def is_certified(learner: LearnerFact, facts: TrainingFacts) -> bool:
    """Whether the practical test of the learner's role was passed by the day of the facts."""
    return learner.certified_on is not None and learner.certified_on <= facts.as_of


def is_held(session: SessionFact | EnrolmentFact, facts: TrainingFacts) -> bool:
    """Whether a session's day has come."""
    return session.held_on is not None and session.held_on <= facts.as_of


def coverage_of(facts: TrainingFacts, learners: Iterable[LearnerFact]) -> tuple[int, int]:
    """How many of some learners are certified, and how many they are."""
    listed = list(learners)
    return sum(is_certified(one, facts) for one in listed), len(listed)


def by_role(facts: TrainingFacts) -> dict[str, tuple[int, int]]:
    """Certified users and users of each role, by its key, also of roles without users."""
    learners = facts.records.learners
    return {
        role.key: coverage_of(facts, (one for one in learners if one.role == role.key)) for role in facts.records.roles
    }


def by_department(facts: TrainingFacts) -> dict[str, tuple[int, int]]:
    """Certified users and users of each department, by its name."""
    names = sorted({one.department for one in facts.records.learners})
    return {
        name: coverage_of(facts, (one for one in facts.records.learners if one.department == name)) for name in names
    }


def measures(facts: TrainingFacts) -> Iterator[Measure]:
    """How far the phase is, who is certified, what the sessions brought, and what is taught."""
    yield from progress.measures(facts)
    yield progress.share(facts, "coverage", *coverage_of(facts, facts.records.learners))
    rated = [found for found in by_role(facts).values() if found[1]]
    yield progress.share(facts, "coverage-lowest-role", *min(rated, key=lambda one: one[0] / one[1], default=(0, 0)))
    keys = [one for one in facts.records.learners if one.key_user]
    yield progress.share(facts, "key-users", *coverage_of(facts, keys))
    yield from _of_sessions(facts)
    yield _reaction(facts)
    steps = [one for one in facts.records.steps if one.in_system]
    yield progress.share(facts, "modules", sum(one.taught for one in steps), len(steps))
    yield from behaviour.measures(facts)


def _of_sessions(facts: TrainingFacts) -> Iterator[Measure]:
    held = [one for one in facts.records.enrolments if is_held(one, facts)]
    present = [one for one in held if one.attended]
    judged = [one for one in present if one.result]
    yield progress.share(facts, "attendance", len(present), len(held))
    yield progress.share(facts, "pass-rate", sum(one.result == "passed" for one in judged), len(judged))
    gains = [found for one in present if (found := gain(one.pre_test, one.post_test)) is not None]
    yield Measure(
        key="training.gain",
        value=sum(gains) / len(gains) if gains else None,
        numerator=sum(gains),
        denominator=len(gains),
        coverage=len(gains) / len(present) if present else 0.0,
        as_of=facts.as_of,
        n=len(gains),
        unit="index",
    )


def _reaction(facts: TrainingFacts) -> Measure:
    records = facts.records
    enough = records.reaction_answers >= max(records.group_minimum, 1)
    ratings = STATEMENTS * records.reaction_answers
    came = sum(one.attended for one in records.enrolments if is_held(one, facts))
    return Measure(
        key="training.reaction",
        value=records.reaction_sum / ratings if enough else None,
        numerator=records.reaction_sum if enough else None,
        denominator=ratings if enough else None,
        coverage=min(records.reaction_answers / came, 1.0) if came else 0.0,
        as_of=facts.as_of,
        n=records.reaction_answers,
        unit="index",
    )


def gate(facts: TrainingFacts, limits: Limits) -> Iterator[Blocker]:
    """Every gate's objections, and too few certified users, uncertified trainers, untaught control points."""
    yield from every_gate.blockers(facts)
    yield from coverage(facts, limits)
    yield from coverage_per_role(facts, limits)
    yield from key_users(facts, limits)
    yield from trainers(facts)
    yield from control_points(facts)


def coverage(facts: TrainingFacts, limits: Limits) -> Iterator[Blocker]:
    """Fewer certified users than the edition asks for, or nobody to be trained at all."""
    certified, users = coverage_of(facts, facts.records.learners)
    about = About("record", "training/learners")
    if not users:
        yield Blocker(
            "training.no-learners",
            Text("Nobody has been named for training yet.", "尚未登记待培训用户。"),
            about,
        )
    elif 100 * certified < limits["coverage"] * users:
        yield Blocker(
            "training.coverage",
            say(
                "{certified} of {users} users to be trained are certified; at least {limit:g}% are needed.",
                "待培训用户{users}人，已认证{certified}人；至少须达到{limit:g}%。",
                certified=certified,
                users=users,
                limit=limits["coverage"],
            ),
            About("record", "training/certifications"),
        )


def coverage_per_role(facts: TrainingFacts, limits: Limits) -> Iterator[Blocker]:
    """Each role with too few certified users, or with nobody in it."""
    found = by_role(facts)
    for role in facts.records.roles:
        certified, users = found[role.key]
        if not users:
            yield Blocker(
                f"training.role-empty:{role.key}",
                say(
                    "Nobody has been named for the role “{role}”, so its coverage cannot be measured.",
                    "角色“{role}”尚未登记用户，无法计算其覆盖率。",
                    role=role.name,
                ),
                About("record", "training/learners"),
            )
        elif 100 * certified < limits["coverage_per_role"] * users:
            yield Blocker(
                f"training.role-coverage:{role.key}",
                say(
                    "In the role “{role}” {certified} of {users} users are certified; at least {limit:g}% are needed.",
                    "角色“{role}”共{users}名用户，已认证{certified}人；至少须达到{limit:g}%。",
                    role=role.name,
                    certified=certified,
                    users=users,
                    limit=limits["coverage_per_role"],
                ),
                About("record", "training/certifications"),
            )


def key_users(facts: TrainingFacts, limits: Limits) -> Iterator[Blocker]:
    """Key users without a certificate, or no key user at all."""
    named = [one for one in facts.records.learners if one.key_user]
    certified, users = coverage_of(facts, named)
    if facts.records.learners and not users:
        yield Blocker(
            "training.no-key-users",
            Text("No key user has been named yet.", "尚未指定关键用户。"),
            About("record", "training/learners"),
        )
    elif 100 * certified < limits["key_user_coverage"] * users:
        missing = [one.name for one in named if not is_certified(one, facts)]
        yield Blocker(
            "training.key-users",
            say(
                "{certified} of {users} key users are certified; not yet: {names}.",
                "关键用户{users}人，已认证{certified}人；尚未认证：{names}。",
                certified=certified,
                users=users,
                names=listed(missing, 5),
            ),
            About("record", "training/certifications"),
        )


def trainers(facts: TrainingFacts) -> Iterator[Blocker]:
    """Each session that was held by nobody known, or by a trainer whose certificate was missing or expired that day."""
    for session in facts.records.sessions:
        if is_held(session, facts) and (sentence := _wrong_with_trainer(session)) is not None:
            yield Blocker(
                f"training.uncertified-trainer:{session.key}",
                sentence,
                About("record", f"training/sessions/{session.key}"),
            )


def _wrong_with_trainer(session: SessionFact) -> Text | None:
    told = {"session": session.title, "trainer": session.trainer}
    if not session.trainer:
        return say("It is not said who held the session “{session}”.", "培训“{session}”未注明讲师。", **told)
    if not session.certificate.strip():
        return say(
            "The session “{session}” was held by {trainer}, who has no certificate.",
            "培训“{session}”的讲师{trainer}没有讲师证书。",
            **told,
        )
    if session.expires_on is not None and session.held_on is not None and session.expires_on < session.held_on:
        return say(
            "The session “{session}” was held by {trainer}, whose certificate had expired on {day}.",
            "培训“{session}”的讲师{trainer}的证书已于{day}到期。",
            **told,
            day=session.expires_on,
        )
    return None


def control_points(facts: TrainingFacts) -> Iterator[Blocker]:
    """Each to-be step that is a key control point and is taught by no module."""
    for step in facts.records.steps:
        if step.control_point and not step.taught:
            yield Blocker(
                f"training.control-point-untaught:{step.key}",
                say(
                    "No module teaches the key control point “{step}”.",
                    "没有任何课程讲授关键控制点“{step}”。",
                    step=f"{step.code} {step.name}".strip(),
                ),
                About("record", "training/modules"),
            )


PHASE = Phase(
    word="training",
    number=5,
    title=TITLES["training"],
    purpose=Text(
        "Every user knows the system, their own part in it, and how it makes their work better.",
        "让每一位用户都了解系统、清楚自己的职责，并知道系统如何改善自己的工作。",
    ),
    facts=TrainingFacts,
    gate=gate,
    measures=measures,
    records=TrainingRecords,
    kinds=KINDS,
    needs=("coverage", "coverage_per_role", "key_user_coverage"),
)
