"""Who gets what from the pages where answers are assessed: part of the table of questionnaires, asked together."""

from samsvar.subjects.due_diligence.models import AnswerConclusion, QuestionJudgement
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone
from tests.subjects.due_diligence.chain import make_contract, make_supplier
from tests.subjects.due_diligence.laid_answers import STAMPS, make_answer


def lay(cast: Cast) -> Places:
    """An answer of ours that waits, and the neighbour's with all that is held of it."""
    ours = make_supplier(cast.enterprise, "Påfunn Renhold AS", orgnr="912345670")
    make_contract(cast.enterprise, "T-1", supplier=ours)
    own = make_answer(cast.enterprise, ours)
    theirs = make_answer(cast.neighbour, make_supplier(cast.neighbour, f"Renhold {CANARY}"), words=CANARY)
    told = {"words": CANARY, "wanted": CANARY, "decided_at": NOW}
    AnswerConclusion.objects.create(answer=theirs, conclusion="wanting", **told, **STAMPS)
    QuestionJudgement.objects.create(
        answer=theirs, question="contracts", judged="gap", note=CANARY, judged_at=NOW, **STAMPS
    )
    return {"answer": {"key": own.key}, "neighbour's answer": {"key": theirs.key}}


def more(cast: Cast, count: int) -> None:
    """Some more answers of the neighbour's."""
    for number in range(count // 10):
        supplier = make_supplier(cast.neighbour, f"{CANARY} {number}")
        make_answer(cast.neighbour, supplier, number=f"K-{CANARY[:5]}-{number}", words=CANARY)


_LIST = everyone(403, kari=200, nils=200, auditor=200, director=200, chair=200, regional=200, berit=200)
_LIST |= dict.fromkeys(("per", "ended", "future"), 404)
_READ = everyone(404, kari=200, auditor=200, director=200, chair=200)
_WRITE = everyone(404, kari=200, auditor=403, director=403, chair=403)
_WRITTEN = {**_WRITE, "kari": 302}

ROWS = [
    Row("due_diligence:assess_answers", query="?view=all", get=_LIST),
    Row("due_diligence:assess_answer", at="answer", get=_READ, post=_WRITTEN, body={"make": "impact:contracts"}),
    Row("due_diligence:assess_answer", at="neighbour's answer", get=everyone(404, nils=200)),
    Row(
        "due_diligence:conclude_answer",
        at="answer",
        get=_WRITE,
        post={**_WRITE, "kari": 422},
        body={"conclusion": "satisfactory"},
    ),
    Row("due_diligence:conclude_answer", at="neighbour's answer", get=everyone(404, nils=200)),
]
