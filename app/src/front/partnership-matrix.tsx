import { Hono } from "hono";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { matrixAddress } from "../concepts/partnerships/addresses.ts";
import { functions, type Doing } from "../concepts/partnerships/partnership.ts";
import { registerAddress, type Cell, type RegisterQuery } from "../concepts/partnerships/register/query.ts";
import { cellsOf, searchRegister } from "../concepts/partnerships/register/store.ts";
import { directoryAddress } from "../concepts/stakeholders/directory/directory.ts";
import { regionalGroups } from "../concepts/stakeholders/stakeholder.ts";
import { allThemes } from "../concepts/themes/store.ts";
import type { Theme } from "../concepts/themes/theme.ts";
import { askedIn, registerCrumbs } from "./partnerships.tsx";

/** Crime type by function, for all regions or one: how many there are, and where there is none. */
export const partnershipMatrix = new Hono<Env>().get(matrixAddress, (c) => showMatrix(c));

type Shown = { query: RegisterQuery; crimes: Theme[]; counts: ReadonlyMap<string, number>; sums: ReadonlyMap<string, number>; most: number };
const nameOf = (crime: string, doing: string) => `${crime} ${doing}`;

async function showMatrix(c: Door) {
  const { db, words } = c.var;
  const query = askedIn(c);
  const [cells, { counts }] = [await cellsOf(db, query), await searchRegister(db, { ...query, page: 1 }, words.language, 0)];
  const chosen = query.choices.crime;
  const crimes = (await allThemes(db)).filter((it) => it.kind === "offence" && (!chosen || chosen.includes(it.slug)));
  const shown: Shown = { query, crimes, ...summed(cells), sums: new Map(counts.map((it) => [`${it.facet}:${it.value}`, it.count])) };
  const gaps = crimes.length * functions.length - cells.filter((it) => crimes.some((one) => one.slug === it.crime)).length;
  const title = words.say("partnerships.matrix");
  return showPage(c, { title, crumbs: registerCrumbs(c, { name: title }), formats: [{ name: words.say("footer.json"), address: registerAddress({ ...query, page: 1 }, `/api/v1${matrixAddress}`), type: "application/json" }], unlisted: registerAddress(query, "").length > 0 },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("partnerships.matrix.lede")}</p>
      <Regions c={c} query={query} path={matrixAddress} />
      <p class="small">{words.say("partnerships.matrix.gaps", { count: gaps })}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keyboard */}
      <div class="scroll" tabindex={0} role="region" aria-label={title}><Matrix c={c} shown={shown} /></div>
    </>);
}

const summed = (cells: readonly Cell[]) => ({ counts: new Map(cells.map((it) => [nameOf(it.crime, it.function), it.count])), most: Math.max(1, ...cells.map((it) => it.count)) });

/** The same for each region, as links; `path`: what is asked of the register there. */
export function Regions({ c, query, path }: { c: Door; query: RegisterQuery; path: string }) {
  const { words } = c.var;
  const { region: now, ...others } = query.choices;
  const link = (name: string, address: string, isHere: boolean) => <li><a href={here(c)(address)} aria-current={isHere ? "page" : undefined}>{name}</a></li>;
  return (
    <nav aria-label={words.say("partnerships.facet.region")}><ul class="tags">
      {link(words.say("partnerships.matrix.regions"), registerAddress({ words: query.words, choices: others }, path), !now)}
      {regionalGroups.map((it) => link(words.say(`stakeholders.group.${it}`), registerAddress({ words: query.words, choices: { ...others, region: [it] } }, path), now?.includes(it) ?? false))}
    </ul></nav>
  );
}

function Matrix({ c, shown }: { c: Door; shown: Shown }) {
  const { words } = c.var;
  const { crimes, sums } = shown;
  return (
    <table class="matrix"><caption class="hidden">{words.say("partnerships.matrix")}</caption>
      <thead><tr><th scope="col">{words.say("partnerships.matrix.crime")}</th>{functions.map((it) => <th scope="col">{words.say(`partnerships.function.${it}`)}</th>)}<th scope="col">{words.say("partnerships.matrix.all")}</th></tr></thead>
      <tbody>{crimes.map((crime) => <tr><th scope="row">{words.pick(crime.name).text}</th>{functions.map((it) => <Counted c={c} shown={shown} crime={crime} doing={it} />)}<td class="sum">{words.number(sums.get(`crime:${crime.slug}`) ?? 0)}</td></tr>)}</tbody>
    </table>
  );
}

/** The depth of a cell goes by its share of the fullest one. */
const depth = (count: number, most: number) => `h${Math.min(5, Math.max(1, Math.ceil((count / most) * 5)))}`;

/** How many there are, leading to them; or a nought that leads to whoever could. */
function Counted({ c, shown: { query, counts, most }, crime, doing }: { c: Door; shown: Shown; crime: Theme; doing: Doing }) {
  const { words } = c.var;
  const count = counts.get(nameOf(crime.slug, doing)) ?? 0;
  const said = { crime: words.pick(crime.name).text, function: words.say(`partnerships.function.${doing}`) };
  if (count > 0) return <td class={depth(count, most)}><a href={here(c)(registerAddress({ words: query.words, choices: { ...query.choices, crime: [crime.slug], function: [doing] } }))} aria-label={words.say("partnerships.matrix.some", { ...said, count })}>{words.number(count)}</a></td>;
  const { region, country } = query.choices;
  return <td class="few"><a href={here(c)(directoryAddress({ choices: { expertise: [crime.slug], ...(region ? { region } : {}), ...(country ? { country } : {}) } }))} aria-label={words.say("partnerships.matrix.gap", { ...said, count: 0 })}>{words.number(0)}</a></td>;
}
