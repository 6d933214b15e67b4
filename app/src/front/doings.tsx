import type { Child } from "hono/jsx";
import { dayOf } from "../ground/clock.ts";
import { visitor } from "../ground/viewer.ts";
import { here, type Door } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { commitmentAddress, commitmentsAddress } from "../concepts/commitments/addresses.ts";
import { commitmentsAbout } from "../concepts/commitments/store.ts";
import { Said } from "../concepts/commitments/views.tsx";
import { offerAddress, offersAddress } from "../concepts/offers/addresses.ts";
import { wordsOf } from "../concepts/offers/offer.ts";
import { openOffers, type PostedOffer } from "../concepts/offers/store.ts";
import { partnershipAddress } from "../concepts/partnerships/addresses.ts";
import { registerAddress } from "../concepts/partnerships/register/query.ts";
import { searchRegister } from "../concepts/partnerships/register/store.ts";
import { publicPartnerships } from "../concepts/partnerships/store.ts";
import { practiceAddress } from "../concepts/practices/addresses.ts";
import { findable, searchAddress, searched } from "../concepts/practices/search.ts";
import { publicPractices } from "../concepts/practices/store.ts";
import type { Theme } from "../concepts/themes/theme.ts";

/** So many of each stand on a page about something else. */
export const shownHere = 5;

/** What is done about a theme: the first few partnerships, practices, offers, needs and commitments, and how many there are of each. */
export async function doingsAbout(c: Door, theme: string) {
  const { db, words, now } = c.var;
  const register = await searchRegister(db, { words: "", choices: { crime: [theme] }, order: "newest", page: 1 }, words.language, shownHere);
  const practices = searched(await publicPractices(db), findable, { words: "", choices: { theme: [theme] } }).found;
  return { partnerships: await publicPartnerships(db, register.ids), partnershipsInAll: register.total, practices, offers: await openOffers(db, dayOf(now), { theme }), commitments: Map.groupBy(await commitmentsAbout(db, theme, visitor), (it) => it.process.slug) };
}

/** What is done about a theme, as sections that lead to the lists; a section with nothing in it is left out, but for the register, which then says where there is none. */
export function Doings({ c, it, theme }: { c: Door; it: Awaited<ReturnType<typeof doingsAbout>>; theme: Pick<Theme, "slug" | "kind"> }) {
  const { words } = c.var;
  const register = registerAddress({ choices: { crime: [theme.slug] } });
  return (
    <>
      {it.partnershipsInAll > 0
        ? <Few c={c} id="partnerships" name={words.say("partnerships.name")} total={it.partnershipsInAll} all={register}>{it.partnerships.map((one) => <li><a href={here(c)(partnershipAddress(one))}><InWords it={one.public!.title} words={words} /></a></li>)}</Few>
        : theme.kind === "offence" && <p><a href={here(c)(register)}>{words.say("partnerships.title")}</a></p>}
      {it.practices.length > 0 && <Few c={c} id="practices" name={words.say("practices.name")} total={it.practices.length} all={searchAddress({ choices: { theme: [theme.slug] } })}>{it.practices.slice(0, shownHere).map((one) => <li><a href={here(c)(practiceAddress(one))}><InWords it={one.title} words={words} /></a></li>)}</Few>}
      {it.offers.length > 0 && <Few c={c} id="offers" name={words.say("offers.name")} total={it.offers.length} all={`${offersAddress}?theme=${theme.slug}`}>{it.offers.slice(0, shownHere).map((one) => <OfferLine c={c} it={one} />)}</Few>}
      {[...it.commitments].map(([slug, all]) => <Few c={c} id={`commitments-${slug}`} name={`${words.pick(all[0]!.process.shortName).text}: ${words.say("commitments.name")}`} total={all.length} all={`${commitmentsAddress({ slug })}?theme=${theme.slug}`}>{all.slice(0, shownHere).map((one) => <li><a href={here(c)(commitmentAddress({ slug }, one))}><Said text={one.title} language={one.language} words={words} /></a></li>)}</Few>)}
    </>
  );
}

type FewProps = { c: Door; id: string; name: string; total: number; all: string; children: Child };
const Few = ({ c, id, name, total, all, children }: FewProps) => (
  <section aria-labelledby={id}><h2 id={id}>{name}</h2><ul class="plain">{children}</ul><p class="small"><a href={here(c)(all)}>{c.var.words.say("themes.all", { count: total })}</a></p></section>
);

/** An offer or need in a line: its title, which of both it is, and until when. */
export function OfferLine({ c, it }: { c: Door; it: PostedOffer }) {
  const { words } = c.var;
  const title = wordsOf(it.title, words.language);
  return <li><a href={here(c)(offerAddress(it))} lang={title.language} dir="auto">{title.text}</a> <span class="small soft">{words.say(`offers.side.${it.side}`)} · {words.say("offers.standing.open", { day: words.day(it.until) })}</span></li>;
}
