"""The corpus of honest replies, and how many of them the grader understands.

Language models that had seen neither the lexicon nor the grammar wrote all of them, each hand in
voices of its own. The 14,910 letters of the part `seen`, by 126 hands, served to widen the lexicon
and to count its cues. Recall was measured once on many of them before they did: at 0.82 on 1,200,
0.80 on 360, 0.86 on 360, 0.87 on 1,890, 0.90 on 810, 0.92 on 360, 0.89 on 1,080, 0.95 on 540, 0.94
on 720, 0.92 on 720, 0.93 on 720, 0.92 on 720, 0.93 on 540 and 0.95 on 720, each with the grader of
its time. Ten more hands wrote the 900 letters of the part `unseen`. Nobody has read those. Half of
them, by five of the hands, were scored with an earlier grader as well, at 0.96. After all had been
scored a rule was withdrawn that a hostile reply could use; it moved none of them.

`python -m tests.corpus` prints the recall of both: the share of letters that earn full marks when
the evidence was read and the right code submitted.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from supportops.casefile import CaseFile
from supportops.cases import case_file
from supportops.cases.archetypes import FAMILIES
from supportops.reply import Quality, quality, read
from supportops.vocabulary import FULL

Part = Literal["seen", "unseen"]
LETTERS = Path(__file__).parent / "letters"

GROUPS = {
    "money": """refund_original_payment refund_duplicate_charge reship_or_refund_lost
        cancel_full_refund cancel_prorated_refund refund_and_close_inquiry accept_chargeback
        issue_store_credit_difference refund_price_difference return_full_refund
        return_for_store_credit return_with_restocking_fee refund_shipping_plus_credit
        issue_shipping_credit honour_recorded_promise apply_promo_credit
        reissue_refund_alternate_method retry_refund recall_refund_stop_use""",
    "refusal": """deny_evidence_mismatch deny_out_of_window deny_proof_of_delivery
        deny_not_covered_offer_paid_repair deny_expired_offer_discount deny_change_offer_return
        deny_third_party_disclosure deny_unauthorized_reseller deny_different_article
        deny_price_match deny_below_minimum deny_not_returnable deny_used_article deny_on_time
        deny_customer_reschedule deny_force_majeure deny_promo_expired deny_promo_terms
        decline_legal_hold_escalate_privacy""",
    "explanation": """explain_authorization_hold release_authorization_hold
        explain_two_valid_orders explain_refund_in_progress explain_recognized_purchase
        explain_correct_item explain_own_redemption confirm_already_cancelled
        refer_to_billing_partner advise_wait_sla_window provide_refund_trace submit_representment
        submit_refund_proof_no_second_refund route_to_standard_refund_flow""",
    "hand-over": """escalate_abuse_review route_to_disputes_no_refund escalate_billing_mismatch
        lock_account_and_escalate_fraud escalate_warehouse_review escalate_account_security
        freeze_gift_card_and_escalate_fraud escalate_finance escalate_product_safety_stop_use
        collect_for_laboratory_test open_carrier_investigation""",
    "request": """request_photo_evidence hold_and_verify_identity offer_second_identity_check
        pause_order_for_decision verify_identity_first settle_open_balance_first
        request_valid_authorization request_proof_of_card request_device_for_inspection
        request_missing_record defer_until_order_closed""",
    "service": """send_replacement send_correct_item warranty_replacement warranty_repair
        reissue_gift_card offer_warranty_repair recall_parcel_and_reset_credentials
        reset_credentials_and_monitor update_shipping_address request_carrier_intercept
        cancel_at_period_end erase_retain_invoices close_account_only
        disclose_to_authorized_delegate""",
}
"""Resolution families, in groups that letters resemble each other in."""

GROUP_OF = {code: group for group, codes in GROUPS.items() for code in codes.split()}


class Letter(NamedTuple):
    """An honest reply to a case."""

    task: str
    hand: str
    voice: str
    text: str

    @property
    def file(self) -> CaseFile:
        """The case it answers."""
        return case_file(self.task)

    @property
    def family(self) -> str:
        """The family of the case."""
        return self.task.split("/")[1]

    def quality(self) -> Quality:
        """What it earns with all evidence read and the right code submitted."""
        file = self.file
        return quality(read(self.text, file), file, frozenset(file.texts), file.gold.resolution)


def letters(part: Part) -> Iterator[Letter]:
    """Every letter of a part, in the order of hands and cases."""
    for path in sorted((LETTERS / part).glob("*.md")):
        for section in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, _, text = section.partition("\n")
            task, voice = head.split(" | ")
            yield Letter(task, path.stem, voice.strip(), text.strip())


class Tally:
    """How many letters there are of each sort, and how many of them earn full marks."""

    def __init__(self) -> None:
        self._all: Counter[str] = Counter()
        self._full: Counter[str] = Counter()

    def add(self, sorts: Iterable[str], *, full: bool) -> None:
        """Count one letter under each of its sorts."""
        for sort in sorts:
            self._all[sort] += 1
            self._full[sort] += full

    def counts(self, sort: str) -> tuple[int, int]:
        """How many letters there are, and how many of them fall short of full marks."""
        return self._all[sort], self._all[sort] - self._full[sort]

    def recall(self, sort: str) -> float:
        """The share at full marks, in [0, 1]."""
        return self._full[sort] / self._all[sort]

    def lines(self) -> Iterator[str]:
        """One line a sort."""
        for sort, count in sorted(self._all.items()):
            yield f"{sort:<32} {count:>6} {self._full[sort]:>6} {self.recall(sort):>7.3f}"

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._all))


def tally(part: Part, family: str | None = None) -> tuple[Tally, list[tuple[Letter, Quality]]]:
    """Grade a part of the corpus: the figures, and the letters that miss full marks."""
    figures, misses = Tally(), []
    for letter in letters(part):
        if family in (None, letter.family):
            marks = letter.quality()
            full = marks.earned == FULL
            group = GROUP_OF[letter.file.gold.resolution]
            sorts = ("all", f"family {letter.family}", f"group {group}", f"hand {letter.hand}")
            figures.add(sorts, full=full)
            if not full:
                misses.append((letter, marks))
    return figures, misses


def main() -> None:
    """Print the recall, and on demand every miss with the reason."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--part", choices=get_args(Part))
    parser.add_argument("--family", choices=[*FAMILIES])
    parser.add_argument("--misses", action="store_true", help="print the letters that fall short")
    options = parser.parse_args()
    for part in get_args(Part) if options.part is None else (options.part,):
        figures, misses = tally(part, options.family)
        _put(f"{part:<32} {'all':>6} {'full':>6} {'recall':>7}", *figures.lines())
        for letter, marks in misses if options.misses else ():
            code = letter.file.gold.resolution
            _put(f"\n--- {letter.task} | {letter.voice} | {code}: {marks.why}\n{letter.text}")


def _put(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
