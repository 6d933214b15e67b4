import { here, type Door } from "../ground/web/env.ts";
import { ledgerAddress } from "../concepts/answers/addresses.ts";
import { rowsBy } from "../concepts/answers/standing-rows.ts";
import { latestSaid, pinnedTo, standingsBy, type LedgerLine, type StateCell } from "../concepts/answers/store/ledger.ts";
import { barStyle, Key, LatestItem, StandingTable, type AroundLedger, type StandingRow } from "../concepts/answers/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { sectorRows } from "./provision-asks.tsx";

type Asked = Pick<Process, "id" | "slug" | "shortName" | "nature">;

/** What became of what was said: public named asks, and what was said of asks last. `asked`: the processes that have any. */
export type BecameOf = { asked: Asked[]; cells: StateCell[]; latest: LedgerLine[]; around: AroundLedger };

/** The same for some processes, with so many of their latest changes: as many queries for many processes as for one. */
export async function becameOf(c: Door, processes: readonly Asked[], most: number): Promise<BecameOf> {
  const { db } = c.var;
  const ids = processes.map((it) => it.id);
  const cells = await standingsBy(db, ids);
  const latest = await latestSaid(db, ids, most, true);
  const asked = processes.filter((it) => cells.some((cell) => cell.processId === it.id));
  return { asked, cells, latest, around: { c, pins: await pinnedTo(db, latest.flatMap((it) => it.ask.pins)) } };
}

/** One process by its sectors; several by process, each with the way to its ledger, where its sectors are. */
function rowsOf(c: Door, { asked, cells }: BecameOf): StandingRow[] {
  if (asked.length === 1) return sectorRows(c, cells);
  return asked.flatMap((process) => rowsBy(cells.filter((it) => it.processId === process.id), () => c.var.words.pick(process.shortName).text).map((row) => ({ ...row, address: here(c)(ledgerAddress(process)), invented: process.nature === "invented" })));
}

/** The lengths of its bars. */
export const becameStyle = (c: Door, it: BecameOf) => (it.asked.length === 0 ? "" : barStyle(rowsOf(c, it)));

/** The section of a page: a table of sectors or processes, latest changes, and the way to the ledger. Nothing while nothing was asked. */
export function BecameSection({ c, it }: { c: Door; it: BecameOf }) {
  const { words } = c.var;
  const [first, ...others] = it.asked;
  if (!first) return null;
  const alone = others.length === 0;
  return (
    <section aria-labelledby="became">
      <h2 id="became">{words.say("home.became")}</h2>
      <p>{words.say("home.became.text")}</p>
      <Key words={words} />
      <StandingTable rows={rowsOf(c, it)} head={words.say(alone ? "stakeholders.sector" : "shell.process.page")} caption={words.say(alone ? "provision.positions.sector" : "home.became.processes")} words={words} />
      {it.latest.length > 0 && <><h3>{words.say("home.became.latest")}</h3><ul class="entries">{it.latest.map((line) => <LatestItem line={line} around={it.around} withProcess={!alone} />)}</ul></>}
      {alone && <p class="small"><a href={here(c)(ledgerAddress(first))}>{words.say("home.became.all")}</a></p>}
    </section>
  );
}
