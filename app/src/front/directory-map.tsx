import { countriesAsOf, countryByCode } from "../ground/countries/countries.ts";
import map from "../ground/countries/map.json" with { type: "json" };
import { here, type Door } from "../ground/web/env.ts";
import { directoryAddress } from "../concepts/stakeholders/directory/directory.ts";
import type { Shown } from "./directory.tsx";

export type InCountry = { code: string; name: string; count: number };

/** How many of what was found are in each country; the most first. Chosen countries only, when some are chosen. */
export function countriesFound({ query, result, names }: Pick<Shown, "query" | "result" | "names">, compare: (a: string, b: string) => number): InCountry[] {
  const chosen = query.choices.country;
  return result.counts.filter((it) => it.facet === "country" && (!chosen || chosen.includes(it.value)))
    .map((it) => ({ code: it.value, name: names("country", it.value), count: it.count })).toSorted((a, b) => b.count - a.count || compare(a.name, b.name));
}

/** The area of a circle goes by its number: 4 pixels for one body, and none over 18. The smallest can still be seen. */
const radius = (count: number, most: number) => Math.max(2.5, Math.round(Math.sqrt(count) * Math.min(4, 18 / Math.sqrt(most)) * 10) / 10);

/** Where the bodies are that were found. */
export function MapOfBodies({ c, shown }: { c: Door; shown: Shown }) {
  const { words } = c.var;
  const places = countriesFound(shown, words.compare);
  const addressOf = (code: string) => directoryAddress({ ...shown.query, view: "list", page: 1, choices: { ...shown.query.choices, country: [code] } });
  return <CountryMap c={c} places={places} elsewhere={shown.result.total - places.reduce((sum, it) => sum + it.count, 0)} caption={words.say("directory.map.caption")} number={words.say("directory.map.number")} nowhere={words.say("directory.map.elsewhere")} addressOf={addressOf} />;
}

type MapProps = { c: Door; places: readonly InCountry[]; elsewhere: number; caption: string; number: string; nowhere: string; addressOf: (code: string) => string };

/** A map and a table that say the same: countries and their numbers, then those of no one country. */
export function CountryMap({ c, places, elsewhere, caption, number, nowhere, addressOf }: MapProps) {
  const { words } = c.var;
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
        <caption>{caption}</caption>
        <thead><tr><th scope="col">{words.say("directory.head.country")}</th><th scope="col">{words.say("directory.head.region")}</th><th scope="col" class="n">{number}</th></tr></thead>
        <tbody>
          {places.map((it) => <Row c={c} it={it} address={addressOf(it.code)} />)}
          {elsewhere > 0 && <tr><th scope="row">{nowhere}</th><td>–</td><td class="n">{words.number(elsewhere)}</td></tr>}
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

function Row({ c, it, address }: { c: Door; it: InCountry; address: string }) {
  const { words } = c.var;
  const group = countryByCode(it.code)?.group ?? null;
  return <tr><th scope="row"><a href={here(c)(address)}>{it.name}</a></th><td>{group ? words.say(`stakeholders.group.${group}`) : "–"}</td><td class="n">{words.number(it.count)}</td></tr>;
}
