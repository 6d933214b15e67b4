import { Hono } from "hono";
import type { Child } from "hono/jsx";
import { dayOf } from "../ground/clock.ts";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage } from "../ground/web/page.tsx";
import { visitor } from "../ground/viewer.ts";
import { comparisonAddress, partnershipAddress, partnershipsAddress, timelineAddress } from "../concepts/partnerships/addresses.ts";
import type { ShownEdition, ShownPartnership } from "../concepts/partnerships/disclosure.ts";
import { registerAddress } from "../concepts/partnerships/register/query.ts";
import { searchRegister } from "../concepts/partnerships/register/store.ts";
import { partnershipIdAt, publicPartnerships } from "../concepts/partnerships/store.ts";
import { Freshness, Lines, Outward, timeSaid } from "../concepts/partnerships/views.tsx";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { countryName, Named } from "../concepts/stakeholders/views.tsx";
import { Pages } from "./pages.tsx";
import { askedIn, registerCrumbs } from "./partnerships.tsx";

/** So many stand beside each other: more no eye holds, and no page is wide enough. */
const compared = { least: 2, most: 4 } as const;

/** The register seen otherwise: two to four entries beside each other, and all of them over the years. */
export const partnershipViews = new Hono<Env>()
  .get(comparisonAddress, (c) => showComparison(c))
  .get(timelineAddress, (c) => showTimeline(c));

async function chosenOnes(c: Door): Promise<ShownPartnership[]> {
  const slugs = [...new Set(new URL(c.req.url).searchParams.getAll("one"))].filter((it) => /^[a-z0-9-]{1,80}$/.test(it)).slice(0, compared.most);
  const ids = [];
  for (const slug of slugs) ids.push(await partnershipIdAt(c.var.db, slug, visitor));
  return publicPartnerships(c.var.db, ids.filter((it) => it !== null));
}

async function showComparison(c: Door) {
  const { words } = c.var;
  const all = await chosenOnes(c);
  const title = words.say("partnerships.compare");
  return showPage(c, { title, crumbs: registerCrumbs(c, { name: title }), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("partnerships.compare.lede")}</p>
      {all.length < compared.least
        ? <div class="empty"><p>{words.say("partnerships.compare.few")} <a href={here(c)(partnershipsAddress)}>{words.say("partnerships.title")}</a></p></div>
        /* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keyboard */
        : <div class="scroll" tabindex={0} role="region" aria-label={title}><Comparison c={c} all={all} /></div>}
    </>);
}

function Comparison({ c, all }: { c: Door; all: ShownPartnership[] }) {
  const { words, now } = c.var;
  const list = (items: string[]) => (items.length === 0 ? "–" : <ul class="plain">{items.map((it) => <li>{it}</li>)}</ul>);
  const rows: [string, (it: ShownEdition) => Child][] = [
    [words.say("partnerships.when"), (it) => timeSaid(words, it)], [words.say("partnerships.against"), (it) => list(it.crimes.map((one) => words.pick(one.name).text))], [words.say("partnerships.functions"), (it) => list(it.functions.map((one) => words.say(`partnerships.function.${one}`)))],
    [words.say("partnerships.where"), (it) => list([...it.countries.map((one) => countryName(words, one) ?? one), ...it.regions.map((one) => words.say(`stakeholders.group.${one}`))])],
    [words.say("partnerships.partners"), (it) => <ul class="plain">{it.partners.map((one) => <li><a href={here(c)(stakeholderAddress(one.body))}><Named it={one.body.name} words={words} /></a> <span class="small soft">{words.say(`stakeholders.sector.${one.body.sector}`)}</span></li>)}</ul>],
    [words.say("partnerships.form"), (it) => words.say(`partnerships.form.${it.form}`)], ...(["basis", "rights", "data", "resources", "governance"] as const).map((field): [string, (it: ShownEdition) => Child] => [words.say(`partnerships.${field}`), (it) => (it[field].en ? <Lines it={it[field]} words={words} /> : "–")]),
    [words.say("partnerships.results"), (it) => (it.results.length === 0 ? words.say("partnerships.results.none") : <ul class="plain">{it.results.map((one) => <li><span dir="auto">{one.text}</span> <Outward to={one.evidence} /></li>)}</ul>)],
    [words.say("partnerships.head.confirmed"), (it) => <Freshness partners={it.partners} words={words} day={dayOf(now)} />],
  ];
  return (
    <table><caption class="hidden">{words.say("partnerships.compare")}</caption>
      <thead><tr><th scope="col">{words.say("partnerships.compare.what")}</th>{all.map((it) => <th scope="col"><a href={here(c)(partnershipAddress(it))}><InWords it={it.public!.title} words={words} /></a></th>)}</tr></thead>
      <tbody>{rows.map(([name, cell]) => <tr><th scope="row">{name}</th>{all.map((it) => <td>{cell(it.public!)}</td>)}</tr>)}</tbody>
    </table>
  );
}

/** So many rows of years at once: the page stays light with thousands in the register. */
const datedAtOnce = 60;

/** Years from the first to the last, each as wide as the other; what has no end runs to the year of today. */
async function showTimeline(c: Door) {
  const { db, words, now } = c.var;
  const query = askedIn(c);
  const { total, ids } = await searchRegister(db, { ...query, order: "starts" }, words.language, datedAtOnce);
  const all = await publicPartnerships(db, ids);
  const [dated, undated] = [all.filter((it) => it.public!.startsDay !== null), all.filter((it) => it.public!.startsDay === null)];
  const title = words.say("partnerships.timeline");
  return showPage(c, { title, crumbs: registerCrumbs(c, { name: title }), unlisted: registerAddress(query, "").length > 0 },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("partnerships.timeline.lede")}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keyboard */}
      {dated.length > 0 && <div class="scroll" tabindex={0} role="region" aria-label={title}><Years c={c} all={dated} today={dayOf(now)} /></div>}
      {undated.length > 0 && <section aria-labelledby="undated"><h2 id="undated">{words.say("partnerships.timeline.undated")}</h2><ul class="plain">{undated.map((it) => <li><a href={here(c)(partnershipAddress(it))}><InWords it={it.public!.title} words={words} /></a> <span class="small soft">{timeSaid(words, it.public!)}</span></li>)}</ul></section>}
      {total > datedAtOnce && <Pages c={c} page={query.page} total={total} size={datedAtOnce} address={(page) => registerAddress({ ...query, page }, timelineAddress)} />}
    </>);
}

const yearOf = (day: string) => Number(day.slice(0, 4));

/** A row each, a column a year: a mark where it runs, in words for whoever sees none. */
function Years({ c, all, today }: { c: Door; all: ShownPartnership[]; today: string }) {
  const { words } = c.var;
  const spans = all.map((it) => { const { startsDay, endsDay } = it.public!; return { it, from: yearOf(startsDay!), to: Math.max(yearOf(startsDay!), yearOf(endsDay ?? today)) }; });
  const first = Math.min(...spans.map((it) => it.from));
  const years = Array.from({ length: Math.max(...spans.map((it) => it.to)) - first + 1 }, (_, index) => first + index);
  return (
    <table class="matrix"><caption class="hidden">{words.say("partnerships.timeline")}</caption>
      <thead><tr><th scope="col">{words.say("partnerships.one")}</th>{years.map((it) => <th scope="col">{String(it)}</th>)}</tr></thead>
      <tbody>{spans.map(({ it, from, to }) => (
        <tr><th scope="row"><a href={here(c)(partnershipAddress(it))}><InWords it={it.public!.title} words={words} /></a> <small class="soft">{timeSaid(words, it.public!)}</small></th>{years.map((year) => (year >= from && year <= to ? <td class="h3">●<span class="hidden">{words.say(`partnerships.status.${it.public!.status}`)}</span></td> : <td><span class="soft">–</span></td>))}</tr>
      ))}</tbody>
    </table>
  );
}
