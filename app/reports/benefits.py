"""The report on benefits and ROI: result first, then where it comes from, what it costs and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from app.charts import Voice
from app.charts.benefit import cash_course, value_tornado
from app.language import moved
from app.reports.catalogue import BENEFITS, own_text
from app.reports.cover import bind
from app.reports.model import (
    Block,
    Chart,
    Column,
    Definition,
    Definitions,
    Figure,
    Points,
    Prose,
    Report,
    Summary,
    Table,
    Tone,
)
from app.reports.sources import Benefits, CostEntry
from app.reports.wording import DASH, bracketed, labelled, signed_number
from phases.evaluation import costs
from phases.evaluation.attribution import METHODS
from phases.evaluation.benefit import Sum
from phases.evaluation.definitions import DEFINITIONS

MOST = 5


def benefits(source: Benefits, voice: Voice) -> Report:
    """The report in the voice's language."""
    _ = voice.gettext
    account = source.account
    months = _("%(months)s months from %(start)s") % {
        "months": account.months,
        "start": voice.month(account.start, year=True),
    }
    return bind(
        BENEFITS,
        source.cover,
        title=_("Benefits and ROI"),
        subtitle=months,
        summary=_summary(source, voice),
        blocks={
            "result": tuple(_result(source, voice)),
            "benefit": tuple(_benefit(source, voice)),
            "attribution": (_attribution(source, voice),),
            "costs": tuple(_costs(source, voice)),
            "course": tuple(_course(source, voice)),
            "sensitivity": tuple(_sensitivity(source, voice)),
            "cost-lines": (_lines(source, voice),),
            "definitions": (_definitions(source, voice),),
        },
        voice=voice,
    )


def _money(amount: float, source: Benefits, voice: Voice) -> str:
    sign = "−" if round(amount) < 0 else ""
    return f"{sign}{source.account.currency} {voice.number(abs(round(amount)))}"


def _plain(amount: float, voice: Voice) -> str:
    return f"{'−' if round(amount) < 0 else ''}{voice.number(abs(round(amount)))}"


def _roi(of: Sum | None, voice: Voice) -> str:
    if of is None or of.roi is None:
        return DASH
    return f"{'−' if of.roi < 0 else ''}{voice.percent(abs(of.roi))}"


def _payback(source: Benefits, voice: Voice) -> str:
    _ = voice.gettext
    result = source.result
    if result.missing:
        return DASH
    if result.payback is not None:
        return voice.month(result.payback, year=True)
    return _("never out of pocket") if result.never_out else _("not within the account")


def _summary(source: Benefits, voice: Voice) -> Summary:
    _ = voice.gettext
    result = source.result
    tone: Tone = "plain" if result.npv is None else "good" if result.npv >= 0 else "weak"
    words = {
        "plain": _("Not complete"),
        "good": _("It pays"),
        "weak": _("It does not pay"),
        "watch": "",
    }
    covered = _("%(known)s of %(all)s kinds of cost entered") % {
        "known": len(result.kinds),
        "all": len(costs.KINDS),
    }
    worth = DASH if result.npv is None else _plain(result.npv, voice)
    counted = f"{source.account.currency}, {_rate(source, voice)}"
    figures = (
        Figure(_("ROI over the account"), _roi(result.whole, voice), covered, tone),
        Figure(_("ROI so far"), _roi(result.so_far, voice), _until(source, voice)),
        Figure(_("Net present value"), worth, counted),
        Figure(_("Payback month"), _payback(source, voice)),
    )
    chart = cash_course(source.account, result, voice)
    return Summary(
        verdict=_verdict(source, voice),
        tone=tone,
        tone_word=words[tone],
        figures=figures,
        points=tuple(_summary_points(source, voice)),
        chart=Chart(chart, numbers=False) if chart else None,
        own_text=next(iter(own_text(source.cover.texts.get("summary", ""))), None),
    )


def _until(source: Benefits, voice: Voice) -> str:
    _ = voice.gettext
    until = source.result.until
    return _("measured up to %(day)s") % {"day": voice.day(until)} if until else ""


def _rate(source: Benefits, voice: Voice) -> str:
    _ = voice.gettext
    rate = source.account.rate
    return _("no rate set") if rate is None else _("at %(rate)s a year") % {"rate": f"{voice.number(100 * rate)}%"}


def _verdict(source: Benefits, voice: Voice) -> str:
    _ = voice.gettext
    result = source.result
    if result.missing:
        return voice.gap.join(one.in_(voice.language) for one in result.missing)
    words = {
        "benefit": _money(result.whole.benefit, source, voice),
        "cost": _money(result.whole.cost, source, voice),
        "months": source.account.months,
    }
    first = _("Over %(months)s months a benefit of %(benefit)s stands against a cost of %(cost)s.") % words
    measured = sum(one.measured for one in result.months)
    second = _("Of the benefit %(measured)s has been measured; the rest carries the last measured change on.") % {
        "measured": _money(measured, source, voice)
    }
    return voice.gap.join([first, second])


def _summary_points(source: Benefits, voice: Voice) -> Iterator[Points]:
    _ = voice.gettext
    language = voice.language
    brought = sorted(source.result.streams, key=lambda one: -(one[1] + one[2]))
    yield Points(
        _("What brings most"),
        tuple(
            labelled(one.criterion.name.in_(language), _money(measured + carried, source, voice), voice)
            for one, measured, carried in brought[:MOST]
        )
        or (_("No benefit has been measured in money yet."),),
    )
    remarks = tuple(one.in_(language) for one in source.result.remarks)
    more = len(remarks) - MOST
    tail = (_("and %(count)s more") % {"count": more},) if more > 0 else ()
    if remarks:
        yield Points(_("What to know before believing the figures"), remarks[:MOST] + tail)


def _result(source: Benefits, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    result = source.result
    rows = tuple(
        (name, _plain(of.benefit, voice), _plain(of.cost, voice), _plain(of.benefit - of.cost, voice), _roi(of, voice))
        for name, of in ((_("So far, measured"), result.so_far), (_("Over the account"), result.whole))
        if of is not None
    )
    columns = (
        Column("", share=28),
        Column(_("Benefit"), numeric=True, share=19),
        Column(_("Cost"), numeric=True, share=19),
        Column(_("Benefit less cost"), numeric=True, share=19),
        Column(_("ROI"), numeric=True, share=15),
    )
    note = _(
        "Amounts in %(currency)s, not discounted. Discount rate of the net present value: %(rate)s. %(source)s"
    ) % {
        "currency": source.account.currency,
        "rate": _rate(source, voice),
        "source": source.rate_source,
    }
    yield Table(_("Benefit against cost"), columns, rows, note=note.strip())
    remarks = tuple(one.in_(voice.language) for one in result.remarks)
    if remarks:
        yield Points(_("Remarks on the figures"), remarks)


def _benefit(source: Benefits, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    language = voice.language
    rows = tuple(
        (
            one.criterion.name.in_(language),
            moved(signed_number(one.levels[-1].change, voice), one.criterion.unit).in_(language),
            voice.number(one.money.base),
            voice.percent(one.criterion.share.base),
            _plain(measured, voice),
            _plain(carried, voice),
        )
        for one, measured, carried in source.result.streams
    )
    columns = (
        Column(_("Success criterion"), share=22),
        Column(_("Improvement last measured"), numeric=True, share=25),
        Column(_("Money per unit and year"), numeric=True, share=16),
        Column(_("Attributed"), numeric=True, share=11),
        Column(_("Measured"), numeric=True, share=13),
        Column(_("Carried on"), numeric=True, share=13),
    )
    note = _("Benefit = change × money per unit and year × attributed share × days / 365, in %(currency)s.") % {
        "currency": source.account.currency
    }
    yield Table(
        _("Benefit by success criterion"),
        columns,
        rows,
        note=note,
        empty=_("No benefit has been measured in money yet."),
    )
    left_out = tuple(
        labelled(one.criterion.name.in_(language), one.reason.in_(language), voice) for one in source.account.left_out
    )
    if left_out:
        yield Points(_("Not counted"), left_out)


def _attribution(source: Benefits, voice: Voice) -> Table:
    _ = voice.gettext
    language = voice.language
    rows = tuple(
        (
            one.criterion.name.in_(language),
            METHODS[one.criterion.attribution].title.in_(language),
            voice.percent(one.criterion.share.base),
            one.criterion.attribution_reason or DASH,
        )
        for one in source.account.streams
    )
    columns = (
        Column(_("Success criterion"), share=24),
        Column(_("Method of attribution"), share=18),
        Column(_("Share"), numeric=True, share=10),
        Column(_("Why this share"), share=48),
    )
    return Table(_("Method and share by criterion"), columns, rows, empty=_("Nothing has been attributed yet."))


def _costs(source: Benefits, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    result, total = source.result, source.result.whole.cost
    rows = tuple(
        (
            title.in_(voice.language),
            str(sum(one.kind == kind for one in source.account.lines)),
            _plain(result.kinds[kind], voice) if kind in result.kinds else _("0 or forgotten?"),
            voice.percent(result.kinds[kind] / total) if kind in result.kinds and total else DASH,
        )
        for kind, title in costs.KINDS.items()
    )
    columns = (
        Column(_("Kind"), share=45),
        Column(_("Entries"), numeric=True, share=13),
        Column(_("Over the account"), numeric=True, share=27),
        Column(_("Share"), numeric=True, share=15),
    )
    note = _("Amounts in %(currency)s. A kind without an entry may be nothing, or forgotten.")
    yield Table(_("Costs by kind"), columns, rows, note=note % {"currency": source.account.currency})


def _sensitivity(source: Benefits, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    drawing = value_tornado(source.account, source.result, voice)
    if drawing is None:
        yield Prose(_("There is no net present value yet, so nothing can be varied."))
        return
    yield Prose(DEFINITIONS["tornado"][1].in_(voice.language))
    yield Chart(drawing, titled=False)


def _course(source: Benefits, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    drawing = cash_course(source.account, source.result, voice)
    if drawing is not None:
        yield Chart(drawing)


def _when(one: CostEntry, voice: Voice) -> str:
    days = voice.day(one.first) + (f" – {voice.day(one.last)}" if one.last else "")
    return labelled(one.rhythm.in_(voice.language), days, voice)


def _lines(source: Benefits, voice: Voice) -> Table:
    _ = voice.gettext
    language = voice.language
    rows = tuple(
        (
            one.code,
            bracketed(one.what, one.source, voice),
            one.kind.in_(language),
            _when(one, voice),
            voice.number(one.amount),
            _plain(one.total, voice),
            one.basis.in_(language),
        )
        for one in source.entries
    )
    columns = (
        Column(_("No."), share=9),
        Column(_("What"), share=23),
        Column(_("Kind"), share=15),
        Column(_("Falls due"), share=19),
        Column(_("Amount"), numeric=True, share=12),
        Column(_("Over the account"), numeric=True, share=12),
        Column(_("How sure"), share=10),
    )
    return Table("", columns, rows, empty=_("No cost has been entered."))


def _definitions(source: Benefits, voice: Voice) -> Definitions:
    language = voice.language
    own = [Definition(name.in_(language), words.in_(language)) for name, words in DEFINITIONS.values()]
    used = dict.fromkeys(one.criterion.attribution for one in source.account.streams)
    methods = [Definition(METHODS[word].title.in_(language), METHODS[word].about.in_(language)) for word in used]
    terms = [Definition(one.term.in_(language), one.definition.in_(language)) for one in source.terms]
    return Definitions((*own, *methods, *terms))
