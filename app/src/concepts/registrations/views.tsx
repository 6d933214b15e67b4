import type { Key, Words } from "../../ground/words.ts";
import type { Meeting } from "../meetings/meeting.ts";
import type { PublishedFigures } from "./store.ts";
import type { Figure } from "./figures.ts";
import type { Registration } from "./registration.ts";

/** How a registration stands, as a mark with words. */
export const RegistrationMark = ({ it, words }: { it: Pick<Registration, "state">; words: Words }) => <span class={`state ${shapes[it.state]}`}>{words.say(`registrations.state.${it.state}`)}</span>;
const shapes: Record<Registration["state"], string> = { applied: "waiting", "proof-asked": "waiting", registered: "reflected", waiting: "partly", declined: "not", withdrawn: "not" };

/** What is told somebody of their registration: where people are drawn, who waits is not waited for by a seat but by the draw. */
export const toldKey = ({ admission }: Pick<Meeting, "admission">, state: Registration["state"]): Key => (admission === "selected" && (state === "applied" || state === "waiting") ? `registrations.told.drawn.${state}` : `registrations.told.${state}`);

/** The name of a sector or a region; what has none is said. */
export const groupName = (words: Words, of: "sector" | "region", value: string) => (of === "sector" ? words.say(`stakeholders.sector.${value as "academia"}`) : value === "none" ? words.say("registrations.region.none") : words.say(`stakeholders.group.${value as "african"}`));

/** A count, or that there are too few to be told. */
export const countSaid = (words: Words, count: number | null, least: number) => (count === null ? words.say("registrations.few", { least }) : words.number(count));

/** Counts that were published, side by side: by sector, then by region; what would tell of a few is left out. */
export function Balance({ all, words, least }: { all: readonly PublishedFigures[]; words: Words; least: number }) {
  const shown = (["applied", "chosen", "came", "spoke"] as const).flatMap((what) => all.find((it) => it.what === what) ?? []);
  if (shown.length === 0) return null;
  const cell = (it: PublishedFigures, figure: Figure | undefined) => <td role="cell" data-label={words.say(`registrations.figures.${it.what}`)}>{figure ? countSaid(words, figure.count, least) : ""}</td>;
  const rows = (of: "sector" | "region") => shown[0]!.figures[of].filter(({ value }) => value !== "none" || shown.some((it) => it.figures[of].find((one) => one.value === value)?.count !== null));
  return (
    <section aria-labelledby="balance">
      <h2 id="balance">{words.say("registrations.balance")}</h2>
      {(["sector", "region"] as const).map((of) => (
        shown.every((it) => it.figures[of].every((one) => one.count === null)) ? <p>{words.say(`registrations.balance.${of}`)}: {words.say("registrations.figures.none")}</p> : <table class="stack" role="table"><caption>{words.say(`registrations.balance.${of}`)}</caption>
          <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{words.say(`registrations.column.${of}`)}</th>{shown.map((it) => <th role="columnheader" scope="col">{words.say(`registrations.figures.${it.what}`)}</th>)}</tr></thead>
          <tbody role="rowgroup">{rows(of).map(({ value }) => <tr role="row"><th role="rowheader" scope="row">{groupName(words, of, value)}</th>{shown.map((it) => cell(it, it.figures[of].find((one) => one.value === value)))}</tr>)}</tbody>
        </table>
      ))}
      <p class="small soft">{words.say("registrations.balance.note", { least })} {shown.map((it) => words.say("registrations.figures.by", { what: words.say(`registrations.figures.${it.what}`), by: it.by, day: words.day(it.day) })).join(" ")}</p>
    </section>
  );
}
