import type { Child } from "hono/jsx";
import { here, type Door } from "../ground/web/env.ts";
import { chosenIn, directoryAddress, facets, type Facet } from "../concepts/stakeholders/directory/directory.ts";
import { Kept, type Shown } from "./directory.tsx";

/** As many values as are read through before somebody searches instead; chosen ones always stand. The map's table has all countries. */
const shownAtOnce = 24;
const open: ReadonlySet<Facet> = new Set(["sector", "region"]);

/** What the directory can be narrowed by, with the number that each choice would leave. */
export function Facets({ c, shown }: { c: Door; shown: Shown }) {
  const { words } = c.var;
  const { query, result, names } = shown;
  return (
    <Narrowing c={c} path="/directory" label={words.say("directory.narrow.label")} chosen={chosenIn(query.choices)} clear={directoryAddress({ ...query, choices: {}, page: 1 })} kept={<Kept query={query} but="choices" />}
      facets={facets.map((it) => ({ facet: it, name: words.say(`directory.facet.${it}`), open: open.has(it), chosen: query.choices[it] ?? [], counts: result.counts.filter((one) => one.facet === it), named: (value) => names(it, value) }))} />
  );
}

/** A facet with its values, each with the number that it would leave; `named`: a value in the reader's words. */
export type FacetShown = { facet: string; name: string; open: boolean; chosen: readonly string[]; counts: readonly { value: string; count: number }[]; named: (value: string) => string };
type NarrowingProps = { c: Door; path: string; label: string; chosen: number; clear: string; kept: Child; facets: readonly FacetShown[] };

/** The form by which a list is narrowed; `kept` goes along with every choice. */
export function Narrowing({ c, path, label, chosen, clear, kept, facets: all }: NarrowingProps) {
  const { words } = c.var;
  return (
    <>
      <button class="opens" type="button" popovertarget="narrow">{words.say("directory.narrow.chosen", { count: chosen })}</button>
      <div class="drawer" id="narrow" popover="auto">
        <button class="closes little" type="button" popovertarget="narrow" popovertargetaction="hide">{words.say("shell.close")}</button>
        <h2>{words.say("directory.narrow")}</h2>
        <form class="facets" action={here(c)(path)} aria-label={label}>
          {kept}
          {all.map((it) => <Values c={c} it={it} />)}
          <div class="actions"><button class="little">{words.say("directory.apply")}</button>{chosen > 0 && <> <a class="small" href={here(c)(clear)}>{words.say("directory.clear", { count: chosen })}</a></>}</div>
        </form>
      </div>
    </>
  );
}

function Values({ c, it }: { c: Door; it: FacetShown }) {
  const { words } = c.var;
  const values = valuesShown(it, words.compare);
  if (values.length === 0) return null;
  return (
    <details open={it.open || it.chosen.length > 0 ? true : undefined}>
      <summary>{it.name}</summary>
      <fieldset><legend class="hidden">{it.name}</legend>
        {values.map((one) => <label><input type="checkbox" name={it.facet} value={one.value} checked={it.chosen.includes(one.value)} /><bdi>{it.named(one.value)}</bdi><span>{words.number(one.count)}</span></label>)}
      </fieldset>
    </details>
  );
}

/** Chosen values first, even those that nothing has any more, then the most frequent. */
function valuesShown({ counts, chosen, named }: FacetShown, compare: (a: string, b: string) => number): { value: string; count: number }[] {
  const sorted = counts.map((it) => ({ ...it, name: named(it.value) })).toSorted((a, b) => b.count - a.count || compare(a.name, b.name));
  const gone = chosen.filter((value) => !counts.some((it) => it.value === value)).map((value) => ({ value, count: 0 }));
  const others = sorted.filter((it) => !chosen.includes(it.value));
  return [...sorted.filter((it) => chosen.includes(it.value)), ...gone, ...others.slice(0, Math.max(0, shownAtOnce - chosen.length))];
}
