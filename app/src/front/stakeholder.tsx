import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { Check } from "../ground/web/choices.tsx";
import { ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { LinkedData } from "../ground/web/linked-data.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { personOf, visitor } from "../ground/viewer.ts";
import { roomAddress, stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import type { ShownStakeholder } from "../concepts/stakeholders/disclosure.ts";
import { JoiningInput } from "../concepts/stakeholders/inputs.ts";
import { linkedData } from "../concepts/stakeholders/linked-data.ts";
import { partnershipAddress } from "../concepts/partnerships/addresses.ts";
import { networkAddressOf } from "../concepts/partnerships/register/network.ts";
import type { ShownPartnership } from "../concepts/partnerships/disclosure.ts";
import { partnershipsWith } from "../concepts/partnerships/store.ts";
import { commitmentAddress } from "../concepts/commitments/addresses.ts";
import type { ShownCommitment } from "../concepts/commitments/disclosure.ts";
import { commitmentsOwnedBy } from "../concepts/commitments/store.ts";
import { Said, Standing as CommitmentStanding } from "../concepts/commitments/views.tsx";
import { practiceAddress } from "../concepts/practices/addresses.ts";
import type { ShownPractice } from "../concepts/practices/disclosure.ts";
import { SignedStatements } from "./signed-statements.tsx";
import { practicesOf } from "../concepts/practices/store.ts";
import { offersAddress } from "../concepts/offers/addresses.ts";
import { openOffers, type PostedOffer } from "../concepts/offers/store.ts";
import { networksOf } from "../concepts/stakeholders/networks/store.ts";
import { askToJoin } from "../concepts/stakeholders/operations/membership.ts";
import { confirmProfile } from "../concepts/stakeholders/operations/registration.ts";
import { membersOf } from "../concepts/stakeholders/store/members.ts";
import { detailsOf, stakeholderAt, type Details, type Standing } from "../concepts/stakeholders/store/stakeholders.ts";
import { countryName, Description, Exchanges, Freshness, Identifiers, kindLine, Members } from "../concepts/stakeholders/views.tsx";
import { deedsHere } from "./deeds.tsx";
import { OfferLine, shownHere } from "./doings.tsx";
import { InWords } from "../ground/web/in-words.tsx";

/** A stakeholder's profile: what it is, what it knows, offers and looks for, and what it did here. */
export const stakeholderPages = new Hono<Env>()
  .get("/stakeholders/:slug", async (c) => {
    const found = await stakeholderAt(c.var.db, inAddress(c, "slug"), c.var.viewer);
    return "movedTo" in found ? c.redirect(here(c)(`/stakeholders/${found.movedTo}`), 301) : showProfile(c, found.it, found.standing);
  })
  .get("/stakeholders/:slug/joining", async (c) => showJoining(c, await present(c), untouched()))
  .post("/stakeholders/:slug/joining", async (c) => {
    const { db, viewer, now, chance } = c.var;
    const { it } = await present(c);
    const form = await readForm(c, JoiningInput);
    if (!form.ok) return showJoining(c, { it }, form.form, 422);
    await askToJoin(db, viewer, it.id, form.input, now, chance);
    flash(c, "flash.stakeholder.asked");
    return c.redirect(here(c)("/memberships"), 303);
  })
  .post("/stakeholders/:slug/confirmation", async (c) => {
    const { it } = await present(c);
    await confirmProfile(c.var.db, c.var.viewer, it.id, c.var.now);
    flash(c, "flash.stakeholder.confirmed");
    return c.redirect(`${here(c)(stakeholderAddress(it))}#true`, 303);
  });

/** The stakeholder of the address; who signs in for a merged one is led on by its profile. */
async function present(c: Door): Promise<{ it: ShownStakeholder; standing: Standing }> {
  const found = await stakeholderAt(c.var.db, inAddress(c, "slug"), c.var.viewer);
  return "movedTo" in found ? (await stakeholderAt(c.var.db, found.movedTo, c.var.viewer)) as { it: ShownStakeholder; standing: Standing } : found;
}

async function showProfile(c: Door, it: ShownStakeholder, standing: Standing) {
  const { db, viewer, words, house } = c.var;
  const [details, networks, members] = [await detailsOf(db, it.id), await networksOf(db, it.id), await membersOf(db, it.id, viewer, standing)];
  const together = (await partnershipsWith(db, [it.id], visitor)).filter((one) => one.public?.partners.some((partner) => partner.body.id === it.id));
  const lessons = (await practicesOf(db, [it.id], visitor)).filter((one) => one.state === "published");
  const committed = await commitmentsOwnedBy(db, [it.id], visitor);
  const posted = await openOffers(db, dayOf(c.var.now), { stakeholderId: it.id });
  const name = words.pick(it.name);
  const address = `${house.baseUrl}${here(c)(stakeholderAddress(it))}`;
  const deeds = await deedsHere(c, it, members);
  const crumbs = [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("stakeholders.directory"), address: here(c)("/directory") }, { name: name.text, lang: name.language }];
  return showPage(c, { title: name.text, crumbs, unlisted: it.state !== "verified" || it.invented, formats: [{ name: "JSON", address: `/api/v1/stakeholders/${it.slug}`, type: "application/json" }] },
    <>
      {it.state !== "verified" && <div class="empty"><p><strong>{words.say(`stakeholders.state.${it.state}`)}</strong> {it.inside?.declinedBecause ? words.say("stakeholders.declined.because", { reason: it.inside.declinedBecause }) : words.say("stakeholders.state.unseen")}</p></div>}
      <p class="eyebrow">{kindLine(words, it)}</p>
      <div class="by-stakeholder"><h1><InWords it={it.name} words={words} /></h1></div>
      <OtherNames it={it} c={c} />
      <Description it={it.description} words={words} />
      <div class="split">
        <div>
          <section aria-labelledby="here"><h2 id="here">{words.say("stakeholders.here")}</h2>{deeds}</section>
          {together.length > 0 && <Together c={c} all={together} slug={it.slug} />}
          {lessons.length > 0 && <Lessons c={c} all={lessons} />}
          <SignedStatements c={c} stakeholderId={it.id} />
          {committed.length > 0 && <Committed c={c} all={committed} />}
          {posted.length > 0 && <Posted c={c} all={posted} />}
          <section aria-labelledby="people"><h2 id="people">{words.say("stakeholders.people")}</h2><Members members={members} words={words} /></section>
        </div>
        <div>
          <Reach c={c} it={it} standing={standing} hasFocalPoint={members.some((one) => one.role === "focal-point" && one.state === "active")} />
          {details.exchanges.length > 0 && <section class="card" aria-labelledby="offers"><h2 id="offers">{words.say("stakeholders.exchanges")}</h2><Exchanges items={details.exchanges} words={words} /></section>}
          <Known c={c} it={it} details={details} networks={networks} />
          <section class="card" aria-labelledby="true">
            <h2 id="true">{words.say("stakeholders.true")}</h2>
            <Freshness it={it} words={words} now={c.var.now} />
            {standing.isFocalPoint && <form method="post" action={here(c)(`${stakeholderAddress(it)}/confirmation`)}><button class="little">{words.say("stakeholders.confirm")}</button></form>}
          </section>
        </div>
      </div>
      {it.state === "verified" && <LinkedData it={linkedData(it, { ...details, networks }, address)} />}
    </>);
}

/** Its names in the other languages, and the short one. */
function OtherNames({ it, c }: { it: ShownStakeholder; c: Door }) {
  const shown = c.var.words.pick(it.name).text;
  const others = Object.entries(it.name).filter(([, text]) => text !== shown);
  if (others.length === 0 && !it.shortName) return null;
  return <p class="small soft">{it.shortName && <bdi>{it.shortName}</bdi>}{others.map(([language, text], index) => <>{(index > 0 || it.shortName) && " · "}<bdi lang={language}>{text}</bdi></>)}</p>;
}

function Reach({ c, it, standing, hasFocalPoint }: { c: Door; it: ShownStakeholder; standing: Standing; hasFocalPoint: boolean }) {
  const { words } = c.var;
  return (
    <section class="card strong" id="write" aria-labelledby="reach">
      <h2 id="reach">{words.say("stakeholders.reach")}</h2>
      {standing.isOwn
        ? <p><a class="button main" href={here(c)(roomAddress(it))}>{words.say("stakeholders.manage")}</a></p>
        : hasFocalPoint && it.state === "verified" && <><p><a class="button main" href={here(c)(`${stakeholderAddress(it)}/letter`)}>{words.say("stakeholders.write")}</a></p><p class="small soft">{words.say("stakeholders.write.note")}</p></>}
      {!hasFocalPoint && <p class="small">{words.say("stakeholders.nobody")}</p>}
      <dl class="facts">
        {it.contactEmail && <><dt>{words.say("stakeholders.contact")}</dt><dd><a href={`mailto:${it.contactEmail}`}><bdi>{it.contactEmail}</bdi></a></dd></>}
        {it.website && <><dt>{words.say("stakeholders.website")}</dt><dd><a href={it.website} rel="external nofollow ugc"><bdi>{new URL(it.website).hostname}</bdi></a></dd></>}
      </dl>
      {!standing.isOwn && it.state === "verified" && <p class="small"><a href={here(c)(`${stakeholderAddress(it)}/joining`)}>{words.say("stakeholders.join")}</a></p>}
    </section>
  );
}

/** The public practices that it shared. */
const Lessons = ({ c, all }: { c: Door; all: ShownPractice[] }) => (
  <section aria-labelledby="practices"><h2 id="practices">{c.var.words.say("practices.name")}</h2><ul class="plain">{all.map((it) => <li><a href={here(c)(practiceAddress(it))}><InWords it={it.title} words={c.var.words} /></a></li>)}</ul></section>
);

/** The commitments that it has confirmed, those due first at first, each with where it stands. */
const Committed = ({ c, c: { var: { words, now } }, all }: { c: Door; all: ShownCommitment[] }) => (
  <section aria-labelledby="commitments"><h2 id="commitments">{words.say("commitments.name")}</h2><ul class="plain">{all.map((it) => <li><a href={here(c)(commitmentAddress(it.process, it))}><Said text={it.title} language={it.language} words={words} /></a> <span class="small"><CommitmentStanding it={it} words={words} today={dayOf(now)} /></span></li>)}</ul></section>
);

/** The first few of what it offers and needs now, and the way to everybody’s. */
const Posted = ({ c, all }: { c: Door; all: PostedOffer[] }) => (
  <section aria-labelledby="posted"><h2 id="posted">{c.var.words.say("offers.name")}</h2><ul class="plain">{all.slice(0, shownHere).map((it) => <OfferLine c={c} it={it} />)}</ul><p class="small"><a href={here(c)(offersAddress)}>{c.var.words.say("offers.title")}</a></p></section>
);

/** The public partnerships that it is a partner of. */
const Together = ({ c, all, slug }: { c: Door; all: ShownPartnership[]; slug: string }) => (
  <section aria-labelledby="partnerships"><h2 id="partnerships">{c.var.words.say("partnerships.name")}</h2><ul class="plain">{all.map((it) => <li><a href={here(c)(partnershipAddress(it))}><InWords it={it.public!.title} words={c.var.words} /></a></li>)}</ul><p class="small"><a href={here(c)(networkAddressOf({ body: slug }))}>{c.var.words.say("partnerships.network.its")}</a></p></section>
);

function Known({ c, it, details, networks }: { c: Door; it: ShownStakeholder; details: Details; networks: Awaited<ReturnType<typeof networksOf>> }) {
  const { words } = c.var;
  return (
    <section class="card" aria-labelledby="known">
      <h2 id="known">{words.say("stakeholders.known")}</h2>
      <dl class="facts">
        {details.expertise.length > 0 && <><dt>{words.say("stakeholders.expertise")}</dt><dd>{details.expertise.map((theme, index) => <>{index > 0 && " · "}<a href={here(c)(`/themes/${theme.slug}`)}><InWords it={theme.name} words={words} /></a></>)}</dd></>}
        {it.languages.length > 0 && <><dt>{words.say("stakeholders.languages")}</dt><dd>{words.list(it.languages.map(words.languageName))}</dd></>}
        {it.country && <><dt>{words.say("stakeholders.country")}</dt><dd>{countryName(words, it.country)}</dd></>}
        {networks.length > 0 && <><dt>{words.say("directory.head.networks")}</dt><dd>{networks.map((network, index) => <>{index > 0 && " · "}<a href={here(c)(`/networks/${network.slug}`)}><InWords it={network.name} words={words} /></a></>)}</dd></>}
        <Identifiers items={details.identifiers} />
      </dl>
    </section>
  );
}

function showJoining(c: Door, { it }: { it: ShownStakeholder }, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  personOf(c.var.viewer);
  const name = words.pick(it.name);
  const title = words.say("stakeholders.join.title", { name: name.text });
  return showPage(c, { title, crumbs: [{ name: name.text, lang: name.language, address: here(c)(stakeholderAddress(it)) }, { name: words.say("stakeholders.join") }], unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("stakeholders.join.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post">
        <TextField name="capacity" label={words.say("stakeholders.capacity")} hint={words.say("stakeholders.capacity.hint")} form={form} dir="auto" />
        <Check name="showName" label={words.say("stakeholders.show.name")} text={words.say("stakeholders.show.name.text")} form={form} />
        <div class="actions"><button class="main">{words.say("stakeholders.join")}</button></div>
      </form>
    </>, status);
}
