import { pinWritten } from "../concepts/contributions/answer.ts";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import { isolatesOut } from "../ground/web/xml.ts";
import { placeName, regionName, sectorName, signatureOf } from "../concepts/contributions/views.tsx";
import { combinationOf, isOffered } from "../concepts/disclosure/rule.ts";
import { plainWords } from "../concepts/disclosure/words.ts";
import { standingOf } from "../concepts/answers/answer.ts";
import { type LedgerLine } from "../concepts/answers/store/ledger.ts";
import type { AroundLedger } from "../concepts/answers/views.tsx";

const heads = ["reference", "number", "ask", "from", "sector", "region", "disclosure", "pinned", "call", "published", "state", "standing", "day", "by", "reason", "link", "campaign", "address"] as const;

/** The ledger as rows of words, a row of heads in front, for CSV and spreadsheets: what a program could calculate with is made words where it is written. `campaigns`: the reference of the campaign, by submission. */
export function tableOf(lines: readonly LedgerLine[], { c, pins }: AroundLedger, campaigns: ReadonlyMap<string, string>): string[][] {
  const { words, house } = c.var;
  const elsewhere = (link: string | null) => (link === null ? "" : link.startsWith("/") ? house.baseUrl + link : link);
  const cells = (line: LedgerLine): Record<(typeof heads)[number], string> => {
    const { shown, ask, answer, stands } = line;
    const combination = combinationOf(shown);
    return {
      reference: shown.reference, number: String(ask.number), ask: line.text, from: signatureOf(words, shown), sector: shown.by.organisation ?? shown.by.sector ? sectorName(words, shown) : "", region: regionName(words, shown) ?? "",
      disclosure: isOffered(combination) ? plainWords(words, combination).name : "", pinned: ask.pins.map((it) => [placeName(words, it.place), pins.get(pinWritten(it))?.symbol].filter(Boolean).join(", ")).join("; "),
      call: stands.call ? String(stands.call.number) : "", published: line.since, state: words.say(`answers.state.${ask.state}`), standing: words.say(`answers.standing.${standingOf(ask.state)}`),
      day: answer?.day ?? "", by: answer?.by ?? "", reason: answer ? [answer.reason, answer.line].filter(Boolean).join(" ") : "", link: elsewhere(answer?.link ?? null), campaign: campaigns.get(shown.id) ?? "", address: `${house.baseUrl}${contributionAddress(stands.process, shown)}#ask-${ask.number}`,
    };
  };
  return [heads.map((it) => words.say(`answers.column.${it}`)), ...lines.map((line) => { const row = cells(line); return heads.map((it) => isolatesOut(row[it])); })];
}
