import { here, type Door } from "../ground/web/env.ts";
import { chosenIn, directoryAddress, facets, type Count, type Facet } from "../concepts/stakeholders/directory/directory.ts";
import { Kept, type Shown } from "./directory.tsx";

/** As many values as are read through before somebody searches instead; chosen ones always stand. The map's table has all countries. */
const shownAtOnce = 24;
const open: ReadonlySet<Facet> = new Set(["sector", "region"]);

/** What the list can be narrowed by, with the number that each choice would leave. */
export function Facets({ c, shown }: { c: Door; shown: Shown }) {
  const { words } = c.var;
  const { query } = shown;
  const chosen = chosenIn(query.choices);
  return (
    <>
      <button class="opens" type="button" popovertarget="narrow">{words.say("directory.narrow.chosen", { count: chosen })}</button>
      <div class="drawer" id="narrow" popover="auto">
        <button class="closes little" type="button" popovertarget="narrow" popovertargetaction="hide">{words.say("shell.close")}</button>
        <h2>{words.say("directory.narrow")}</h2>
        <form class="facets" action={here(c)("/directory")} aria-label={words.say("directory.narrow.label")}>
          <Kept query={query} but="choices" />
          {facets.map((it) => <Values c={c} shown={shown} facet={it} />)}
          <div class="actions"><button class="little">{words.say("directory.apply")}</button>{chosen > 0 && <> <a class="small" href={here(c)(directoryAddress({ ...query, choices: {}, page: 1 }))}>{words.say("directory.clear", { count: chosen })}</a></>}</div>
        </form>
      </div>
    </>
  );
}

function Values({ c, shown, facet }: { c: Door; shown: Shown; facet: Facet }) {
  const { words } = c.var;
  const chosen = shown.query.choices[facet] ?? [];
  const values = valuesShown(shown, facet, chosen, words.compare);
  if (values.length === 0) return null;
  const name = words.say(`directory.facet.${facet}`);
  return (
    <details open={open.has(facet) || chosen.length > 0 ? true : undefined}>
      <summary>{name}</summary>
      <fieldset><legend class="hidden">{name}</legend>
        {values.map((it) => <label><input type="checkbox" name={facet} value={it.value} checked={chosen.includes(it.value)} /><bdi>{shown.names(facet, it.value)}</bdi><span>{words.number(it.count)}</span></label>)}
      </fieldset>
    </details>
  );
}

/** Chosen values first, even those that nothing has any more, then the most frequent. */
function valuesShown({ result, names }: Shown, facet: Facet, chosen: string[], compare: (a: string, b: string) => number): Pick<Count, "value" | "count">[] {
  const counts = result.counts.filter((it) => it.facet === facet);
  const named = counts.map((it) => ({ ...it, name: names(facet, it.value) })).toSorted((a, b) => b.count - a.count || compare(a.name, b.name));
  const gone = chosen.filter((value) => !counts.some((it) => it.value === value)).map((value) => ({ value, count: 0 }));
  const others = named.filter((it) => !chosen.includes(it.value));
  return [...named.filter((it) => chosen.includes(it.value)), ...gone, ...others.slice(0, Math.max(0, shownAtOnce - chosen.length))];
}
