import { here, type Door } from "../ground/web/env.ts";
import { ledgerAddress } from "../concepts/answers/addresses.ts";
import { latestSaid, pinnedTo, standingsBy, type LedgerLine, type StateCell } from "../concepts/answers/store/ledger.ts";
import { barStyle, Key, LatestItem, StandingTable, type AroundLedger } from "../concepts/answers/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { sectorRows } from "./provision-asks.tsx";

/** What became of what was said in a process: public named asks by sector, and what was said of asks last. */
export type BecameOf = { process: Pick<Process, "slug">; cells: StateCell[]; latest: LedgerLine[]; around: AroundLedger };

/** The same for one process, with so many of its latest changes. */
export async function becameOf(c: Door, process: Pick<Process, "id" | "slug">, most: number): Promise<BecameOf> {
  const { db } = c.var;
  const cells = await standingsBy(db, process.id);
  const latest = await latestSaid(db, [process.id], most, true);
  return { process, cells, latest, around: { c, pins: await pinnedTo(db, latest.flatMap((it) => it.ask.pins)) } };
}

/** The lengths of its bars. */
export const becameStyle = (c: Door, it: BecameOf) => barStyle(sectorRows(c, it.cells));

/** The section of a page: a table of sectors, latest changes, and the way to the ledger. Nothing while nothing was asked. */
export function BecameSection({ c, it }: { c: Door; it: BecameOf }) {
  const { words } = c.var;
  if (it.cells.length === 0) return null;
  const id = `became-${it.process.slug}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{words.say("home.became")}</h2>
      <p>{words.say("home.became.text")}</p>
      <Key words={words} />
      <StandingTable rows={sectorRows(c, it.cells)} head={words.say("stakeholders.sector")} caption={words.say("provision.positions.sector")} words={words} />
      {it.latest.length > 0 && <><h3>{words.say("home.became.latest")}</h3><ul class="entries">{it.latest.map((line) => <LatestItem line={line} around={it.around} />)}</ul></>}
      <p class="small"><a href={here(c)(ledgerAddress(it.process))}>{words.say("home.became.all")}</a></p>
    </section>
  );
}
