import { Hono } from "hono";
import type { Child } from "hono/jsx";
import { dayOf } from "../ground/clock.ts";
import { addressIn, here, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import type { Localized, Words } from "../ground/words.ts";
import { csvOf } from "../concepts/stakeholders/directory/export.ts";
import { regionalGroups } from "../concepts/stakeholders/stakeholder.ts";
import { kindLine, Named } from "../concepts/stakeholders/views.tsx";
import { gapsAddress, newOfferAddress, offerAddress, offersAddress } from "../concepts/offers/addresses.ts";
import { gapRegions, gapsIn, metCells, type Gap, type GapRegion } from "../concepts/offers/gaps.ts";
import { narrowed } from "../concepts/offers/narrowing.ts";
import { offerKinds, readOfferFilter, sides, wordsOf, type OfferFilter, type OfferKind } from "../concepts/offers/offer.ts";
import { metCounts, openOffers, type PostedOffer } from "../concepts/offers/store.ts";
import { allThemes } from "../concepts/themes/store.ts";
import type { Theme } from "../concepts/themes/theme.ts";
import { attached } from "./directory.tsx";
import { offerFormPages } from "./offer-form.tsx";
import { offerPage } from "./offer.tsx";
import { placesOf, themeNames, type ThemeNames } from "./offer-words.ts";

/** What bodies offer and need: the list, as a table to take along, what is missing where; and one of them. */
export const offerPages = new Hono<Env>()
  .get(offersAddress, async (c) => showList(c, readOfferFilter(new URL(c.req.url).searchParams)))
  .get("/offers.csv", async (c) => {
    const { db, words, now } = c.var;
    const shown = narrowed(await openOffers(db, dayOf(now)), readOfferFilter(new URL(c.req.url).searchParams));
    return attached(c, "offers.csv", "text/csv; charset=utf-8", csvOf(tableOf(shown, words, themeNames(words, await allThemes(db)), (it) => `${c.var.house.baseUrl}${here(c)(offerAddress(it))}`)));
  })
  .get(gapsAddress, async (c) => showGaps(c))
  .route("/", offerFormPages)
  .route("/", offerPage);

const heads = ["reference", "side", "kind", "title", "text", "body", "where", "themes", "languages", "until", "posted", "address"] as const;

/** Offers and needs as rows of words, a row of heads in front. */
function tableOf(all: readonly PostedOffer[], words: Words, names: ThemeNames, addressOf: (it: PostedOffer) => string): string[][] {
  const row = (it: PostedOffer): Record<(typeof heads)[number], string> => ({
    reference: it.reference, side: words.say(`offers.side.${it.side}`), kind: words.say(`offers.kind.${it.kind}`), title: wordsOf(it.title, words.language).text, text: wordsOf(it.text, words.language).text, body: words.pick(it.body.name).text,
    where: placesOf(words, it), themes: it.themes.map(names).join("; "), languages: it.languages.map(words.languageName).join("; "), until: it.until, posted: it.postedDay, address: addressOf(it),
  });
  return [heads.map((it) => words.say(`offers.head.${it}`)), ...all.map((it) => { const cells = row(it); return heads.map((head) => cells[head]); })];
}

async function showList(c: Door, filter: OfferFilter) {
  const { db, words, house, now } = c.var;
  const all = await openOffers(db, dayOf(now));
  const shown = narrowed(all, filter);
  const themes = (await allThemes(db)).filter((it) => all.some((one) => one.themes.includes(it.slug)));
  const spoken = [...new Set(all.flatMap((it) => it.languages))].toSorted();
  const isNarrowed = Object.values(filter).some((it) => it !== null);
  const asked = new URL(c.req.url).search;
  const formats = [{ name: words.say("directory.csv"), address: here(c)(`/offers.csv${asked}`), type: "text/csv" }, { name: words.say("footer.json"), address: `/api/v1/offers${asked}`, type: "application/json" }];
  return showPage(c, { title: words.say("offers.title"), crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("offers.name") }], formats, unlisted: isNarrowed, canonical: house.baseUrl + addressIn(words.language)(offersAddress) },
    <>
      <h1>{words.say("offers.title")}</h1>
      <p class="lede">{words.say("offers.lede")}</p>
      {(await c.var.demonstration) && <p class="small soft">{words.say("directory.invented")}</p>}
      <div class="actions"><a class="button main" href={here(c)(newOfferAddress)}>{words.say("offers.post")}</a> <a href={here(c)(gapsAddress)}>{words.say("offers.gaps")}</a></div>
      <Narrow c={c} filter={filter} themes={themes} spoken={spoken} />
      <section aria-labelledby="found">
        <h2 id="found">{words.say("offers.count", { count: shown.length })}</h2>
        {shown.length === 0 ? <div class="empty"><p>{words.say("offers.none")}</p></div> : <ul class="entries">{shown.map((it) => <li><Item c={c} it={it} /></li>)}</ul>}
      </section>
    </>);
}

function Item({ c, it }: { c: Door; it: PostedOffer }) {
  const { words } = c.var;
  const title = wordsOf(it.title, words.language);
  return (
    <>
      <h3><a href={here(c)(offerAddress(it))} lang={title.language} dir="auto">{title.text}</a></h3>
      <p class="small">{words.say(`offers.side.${it.side}`)} · {words.say(`offers.kind.${it.kind}`)} · {placesOf(words, it)} · {words.say("offers.standing.open", { day: words.day(it.until) })}</p>
      <p class="small soft"><Named it={it.body.name} words={words} /> · {kindLine(words, it.body)}</p>
    </>
  );
}

type Option = { value: string; name: string | Localized };

function Narrow({ c, filter, themes, spoken }: { c: Door; filter: OfferFilter; themes: readonly Theme[]; spoken: readonly string[] }) {
  const { words } = c.var;
  const choice = (name: keyof OfferFilter, options: Option[]) => (
    <label>{words.say(`offers.by.${name}`)} <select name={name}><option value="">{words.say("pathways.any")}</option>{options.map((it) => <option value={it.value} selected={it.value === filter[name]}>{typeof it.name === "string" ? it.name : words.pick(it.name).text}</option>)}</select></label>
  );
  return (
    <form class="inline" action={here(c)(offersAddress)} aria-label={words.say("directory.narrow")}>
      {choice("side", sides.map((value) => ({ value, name: words.say(`offers.side.${value}`) })))}
      {choice("kind", offerKinds.map((value) => ({ value, name: words.say(`offers.kind.${value}`) })))}
      {choice("region", regionalGroups.map((value) => ({ value, name: words.say(`stakeholders.group.${value}`) })))}
      {choice("theme", themes.map((it) => ({ value: it.slug, name: it.name })))}
      {choice("language", spoken.map((value) => ({ value, name: words.languageName(value) })))}
      <button>{words.say("directory.apply")}</button>
    </form>
  );
}

async function showGaps(c: Door) {
  const { db, words, house, now } = c.var;
  const gaps = gapsIn(await openOffers(db, dayOf(now)));
  const met = metCells(await metCounts(db), house.settings.smallCell.public);
  const cell = (region: GapRegion, kind: OfferKind) => gaps.find((it) => it.region === region && it.kind === kind)!;
  const metCell = (region: GapRegion, kind: OfferKind) => met.find((it) => it.region === region && it.kind === kind)!.met;
  return showPage(c, { title: words.say("offers.gaps"), crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("offers.name"), address: here(c)(offersAddress) }, { name: words.say("offers.gaps") }], formats: [{ name: words.say("footer.json"), address: "/api/v1/offers/gaps", type: "application/json" }] },
    <>
      <h1>{words.say("offers.gaps")}</h1>
      <p class="lede">{words.say("offers.gaps.lede")}</p>
      <Cells c={c} title={words.say("offers.gaps.open")} cell={(region, kind) => <GapCell c={c} it={cell(region, kind)} />} />
      <h2>{words.say("offers.gaps.met")}</h2>
      <p>{words.say("offers.gaps.met.lede", { least: house.settings.smallCell.public })}</p>
      <Cells c={c} title={words.say("offers.gaps.met")} cell={(region, kind) => { const count = metCell(region, kind); return count === null ? <td class="few">{words.say("registrations.few")}</td> : <td>{words.number(count)}</td>; }} />
    </>);
}

/** Regions down, kinds across. */
function Cells({ c, title, cell }: { c: Door; title: string; cell: (region: GapRegion, kind: OfferKind) => Child }) {
  const { words } = c.var;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keyboard
    <div class="scroll" tabindex={0} role="region" aria-label={title}>
      <table class="matrix">
        <caption class="hidden">{title}</caption>
        <thead><tr><th scope="col">{words.say("offers.by.region")}</th>{offerKinds.map((kind) => <th scope="col">{words.say(`offers.kind.${kind}`)}</th>)}</tr></thead>
        <tbody>{gapRegions.map((region) => <tr><th scope="row">{region === "none" ? words.say("offers.region.none") : words.say(`stakeholders.group.${region}`)}</th>{offerKinds.map((kind) => cell(region, kind))}</tr>)}</tbody>
      </table>
    </div>
  );
}

/** Needs, offers, and needs that nothing meets; a gap leads to who could fill it. */
function GapCell({ c, it }: { c: Door; it: Gap }) {
  const { words } = c.var;
  if (it.needs + it.offers === 0) return <td><span class="soft">{words.number(0)}</span></td>;
  const said = words.say("offers.gaps.cell", { needs: it.needs, offers: it.offers });
  return <td class={it.unmet > 0 ? "h3" : undefined}>{it.region === "none" ? said : <a href={here(c)(`${offersAddress}?kind=${it.kind}&region=${it.region}`)}>{said}</a>}{it.unmet > 0 && <><br /><small>{words.say("offers.gaps.unmet", { unmet: it.unmet })}</small></>}</td>;
}
