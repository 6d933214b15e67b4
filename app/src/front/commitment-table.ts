import type { Words } from "../ground/words.ts";
import { isLate } from "../concepts/commitments/commitment.ts";
import type { ShownCommitment } from "../concepts/commitments/disclosure.ts";

const heads = ["number", "title", "address", "status", "late", "due", "before", "owners", "asked", "what", "indicator", "themes", "born", "share", "opened", "closed", "outcome", "report"] as const;

/** Commitments as rows of words, a row of heads in front: for CSV and spreadsheets. */
export function commitmentTable(all: readonly ShownCommitment[], words: Words, today: string, addressOf: (it: ShownCommitment) => string): string[][] {
  const row = (it: ShownCommitment): Record<(typeof heads)[number], string> => ({
    number: String(it.number), title: it.title, address: addressOf(it), status: words.say(`commitments.status.${it.state}`), late: isLate(it, today) ? words.say("commitments.status.late") : "", due: it.dueDay,
    before: it.moves.map((one) => `${one.before}: ${one.because}`).join("\n"), owners: it.owners.map((one) => words.pick(one.body.name).text).join("; "), asked: String(it.asked), what: it.what, indicator: it.indicator, themes: it.themes.map((one) => words.pick(one.name).text).join("; "),
    born: it.source ? words.pick(it.source.title).text : "", share: it.share === null ? "" : String(it.share), opened: it.openedDay ?? "", closed: it.closedDay ?? "", outcome: it.outcome ? words.say(`commitments.outcome.${it.outcome}`) : "", report: it.report ?? "",
  });
  return [heads.map((it) => words.say(`commitments.head.${it}`)), ...all.map((it) => { const cells = row(it); return heads.map((head) => cells[head]); })];
}
