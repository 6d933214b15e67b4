import { countriesAsOf, countryByCode } from "../ground/countries/countries.ts";
import map from "../ground/countries/map.json" with { type: "json" };
import { here, type Door } from "../ground/web/env.ts";
import { directoryAddress } from "../concepts/stakeholders/directory/directory.ts";
import type { Shown } from "./directory.tsx";

export type InCountry = { code: string; name: string; count: number };

/** How many of what was found are in each country; the most first. Chosen countries only, when some are chosen. */
export function countriesFound({ query, result, names }: Shown, compare: (a: string, b: string) => number): InCountry[] {
  const chosen = query.choices.country;
  return result.counts.filter((it) => it.facet === "country" && (!chosen || chosen.includes(it.value)))
    .map((it) => ({ code: it.value, name: names("country", it.value), count: it.count })).toSorted((a, b) => b.count - a.count || compare(a.name, b.name));
}

/** The area of a circle goes by its number: 4 pixels for one body, and none over 18. The smallest can still be seen. */
const radius = (count: number, most: number) => Math.max(2.5, Math.round(Math.sqrt(count) * Math.min(4, 18 / Math.sqrt(most)) * 10) / 10);

/** A map and a table that say the same: countries and their numbers, then those of no one country. */
export function MapOfBodies({ c, shown }: { c: Door; shown: Shown }) {
  const { words } = c.var;
  const places = countriesFound(shown, words.compare);
  const elsewhere = shown.result.total - places.reduce((sum, it) => sum + it.count, 0);
  const said = words.list(places.slice(0, 12).map((it) => `${it.name} ${words.number(it.count)}`));
  return (
    <>
      <figure>
        <svg class="map" viewBox={`0 0 ${map.width} ${map.height}`} role="img" aria-label={words.say("directory.map.alt", { countries: places.length, first: said })}>
          <path class="land" d={map.land} />
          {places.map((it) => <Circle it={it} most={places[0]!.count} number={words.number(it.count)} />)}
        </svg>
        <figcaption class="small soft">{words.say("countries.boundaries")} {words.say("countries.footnote", { day: words.day(countriesAsOf) })}</figcaption>
      </figure>
      <table>
        <caption>{words.say("directory.map.caption")}</caption>
        <thead><tr><th scope="col">{words.say("directory.head.country")}</th><th scope="col">{words.say("directory.head.region")}</th><th scope="col" class="n">{words.say("directory.map.number")}</th></tr></thead>
        <tbody>
          {places.map((it) => <Row c={c} it={it} shown={shown} />)}
          {elsewhere > 0 && <tr><th scope="row">{words.say("directory.map.elsewhere")}</th><td>–</td><td class="n">{words.number(elsewhere)}</td></tr>}
        </tbody>
      </table>
    </>
  );
}

function Circle({ it, most, number }: { it: InCountry; most: number; number: string }) {
  const place = (map.places as unknown as Record<string, [number, number]>)[it.code];
  if (!place) return null;
  const r = radius(it.count, most);
  return <circle cx={place[0]} cy={place[1]} r={r}><title>{`${it.name}: ${number}`}</title></circle>;
}

function Row({ c, it, shown }: { c: Door; it: InCountry; shown: Shown }) {
  const { words } = c.var;
  const group = countryByCode(it.code)?.group ?? null;
  const address = directoryAddress({ ...shown.query, view: "list", page: 1, choices: { ...shown.query.choices, country: [it.code] } });
  return <tr><th scope="row"><a href={here(c)(address)}>{it.name}</a></th><td>{group ? shown.names("region", group) : "–"}</td><td class="n">{words.number(it.count)}</td></tr>;
}
