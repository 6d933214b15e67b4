import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { sendMail } from "../ground/mail.ts";
import { answersFor, mayOfficiate, officerOf, personOf } from "../ground/viewer.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { offerAddress, offersAddress } from "../concepts/offers/addresses.ts";
import { InquiryInput, OutcomeInput } from "../concepts/offers/inputs.ts";
import { matchesOf, type Match } from "../concepts/offers/matching.ts";
import { outcomes, standingOf, wordsOf } from "../concepts/offers/offer.ts";
import { askAbout, bodiesFor, endOfInquiry, recordOutcome, removeOffer, withdrawOffer } from "../concepts/offers/operations.ts";
import { inquiriesAbout, offerByReference, openOffers, type PostedOffer, type ShownInquiry } from "../concepts/offers/store.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { ReasonInput } from "../concepts/stakeholders/inputs.ts";
import { lettersADay } from "../concepts/stakeholders/operations/correspondence.ts";
import { kindLine, Named } from "../concepts/stakeholders/views.tsx";
import { allThemes } from "../concepts/themes/store.ts";
import { Deed } from "./members.tsx";
import { placesOf, sayKind, sayReason, themeNames, type ThemeNames } from "./offer-words.ts";

/** One offer or need: what meets it and why, asking about it, ending it, and what became of inquiries. */
export const offerPage = new Hono<Env>()
  .get("/offers/:offer", async (c) => showOffer(c, await offerIn(c), untouched()))
  .post("/offers/:offer/withdrawal", async (c) => {
    const it = await offerIn(c);
    await withdrawOffer(c.var.db, c.var.viewer, it, c.var.now);
    return onward(c, offerAddress(it), "flash.offer.withdrawn");
  })
  .post("/offers/:offer/removal", async (c) => {
    officerOf(c.var.viewer);
    const it = await offerIn(c);
    const form = await readForm(c, ReasonInput);
    if (!form.ok) return showOffer(c, it, form.form, 422);
    await removeOffer(c.var.db, c.var.viewer, it, form.input.reason, c.var.now);
    return onward(c, offerAddress(it), "flash.offer.removed");
  })
  .get("/offers/:offer/inquiry", async (c) => showAsking(c, await offerIn(c), untouched()))
  .post("/offers/:offer/inquiry", async (c) => {
    const { db, viewer, house, now, chance } = c.var;
    const it = await offerIn(c);
    await bodiesFor(db, viewer);
    const form = await readForm(c, InquiryInput);
    if (!form.ok) return showAsking(c, it, form.form, 422);
    const id = await askAbout(db, viewer, it, form.input, (mail) => sendMail(db, house, mail), (one) => `${house.baseUrl}${here(c)(`/letters/${one}`)}`, now, chance);
    return onward(c, `/letters/${id}`, "flash.letter.sent");
  })
  .post("/offers/:offer/inquiries/:inquiry/outcome", async (c) => {
    const { db, viewer, now } = c.var;
    personOf(viewer);
    const it = await offerIn(c);
    await endOfInquiry(db, viewer, it, inAddress(c, "inquiry"));
    const form = await readForm(c, OutcomeInput);
    if (!form.ok) return showOffer(c, it, form.form, 422);
    await recordOutcome(db, viewer, it, inAddress(c, "inquiry"), form.input.outcome, now);
    return onward(c, offerAddress(it), "flash.offer.outcome");
  });

const offerIn = (c: Door) => offerByReference(c.var.db, inAddress(c, "offer"));
const crumbsTo = (c: Door, ...more: { name: string; address?: string }[]) => [{ name: c.var.words.say("shell.now"), address: here(c)("/") }, { name: c.var.words.say("offers.name"), address: here(c)(offersAddress) }, ...more];

async function showOffer(c: Door, it: PostedOffer, form: Typed, status: 200 | 422 = 200) {
  const { db, words, viewer, now } = c.var;
  const standing = standingOf(it, now);
  const names = themeNames(words, await allThemes(db));
  const matches = standing === "open" ? matchesOf(it, await openOffers(db, dayOf(now))) as (Match & { offer: PostedOffer })[] : [];
  const inquiries = await inquiriesAbout(db, it.id, viewer);
  const title = wordsOf(it.title, words.language);
  const shown = title.text || it.reference;
  return showPage(c, { title: shown, crumbs: crumbsTo(c, { name: it.reference }), unlisted: standing !== "open" || it.body.invented, formats: [{ name: words.say("footer.json"), address: `/api/v1${offerAddress(it)}`, type: "application/json" }] },
    <>
      <p class="eyebrow">{[words.say(`offers.side.${it.side}`), sayKind(words, it.kind), words.isolate(it.reference)].join(" · ")}</p>
      <div class="by-stakeholder"><h1 lang={title.text ? title.language : undefined} dir="auto">{shown}</h1></div>
      <p class="small"><a href={here(c)(stakeholderAddress(it.body))}><Named it={it.body.name} words={words} /></a> · {kindLine(words, it.body)}</p>
      <Standing c={c} it={it} />
      <Paragraphs it={it} language={words.language} />
      <Facts c={c} it={it} names={names} />
      <ErrorSummary form={form} words={words} />
      <div class="actions">
        {standing === "open" && !answersFor(viewer, it.stakeholderId) && <a class="button main" href={here(c)(`${offerAddress(it)}/inquiry`)}>{words.say("offers.ask")}</a>}
        {it.state === "open" && answersFor(viewer, it.stakeholderId) && <Deed c={c} to={`${offerAddress(it)}/withdrawal`} name="offers.withdraw" />}
      </div>
      {standing === "open" && <Matches c={c} it={it} matches={matches} names={names} />}
      {inquiries.length > 0 && <Inquiries c={c} it={it} inquiries={inquiries} />}
      {it.state === "open" && mayOfficiate(viewer) && <Removal c={c} it={it} form={form} />}
    </>, status);
}

/** Until when it stands, or why it does not. */
function Standing({ c: { var: { words, now } }, it }: { c: Door; it: PostedOffer }) {
  const standing = standingOf(it, now);
  const day = it.endedDay ?? it.until;
  if (standing === "open") return <p>{words.say("offers.standing.open", { day: words.day(it.until) })}</p>;
  return <div class="empty"><p><strong>{words.say(`offers.standing.${standing}`, { day: words.day(day) })}</strong>{it.endedBecause && <> {words.say("offers.removed.because")} <bdi>{it.endedBecause}</bdi></>}</p></div>;
}

function Paragraphs({ it, language }: { it: PostedOffer; language: Door["var"]["words"]["language"] }) {
  const said = wordsOf(it.text, language);
  return said.text ? <>{said.text.split(/\n{2,}/).map((paragraph) => <p lang={said.language} dir="auto">{paragraph}</p>)}</> : null;
}

const Facts = ({ c, it, names }: { c: Door; it: PostedOffer; names: ThemeNames }) => {
  const { words } = c.var;
  return (
    <dl class="facts">
      <dt>{words.say("offers.where")}</dt><dd>{placesOf(words, it)}</dd>
      {it.themes.length > 0 && <><dt>{words.say("shell.themes")}</dt><dd>{it.themes.map((slug, index) => <>{index > 0 && " · "}<a href={here(c)(`/themes/${slug}`)}>{names(slug)}</a></>)}</dd></>}
      {it.languages.length > 0 && <><dt>{words.say("offers.languages")}</dt><dd>{words.list(it.languages.map(words.languageName))}</dd></>}
      <dt>{words.say("offers.posted")}</dt><dd><time datetime={it.postedDay}>{words.day(it.postedDay)}</time></dd>
    </dl>
  );
};

/** What meets it, each with its reasons in words. */
function Matches({ c, it, matches, names }: { c: Door; it: PostedOffer; matches: (Match & { offer: PostedOffer })[]; names: ThemeNames }) {
  const { words } = c.var;
  return (
    <section aria-labelledby="matches">
      <h2 id="matches">{words.say(`offers.matches.${it.side}`, { count: matches.length })}</h2>
      {matches.length === 0 && <div class="empty"><p>{words.say("offers.matches.none")}</p></div>}
      <ul class="entries">{matches.map(({ offer, reasons }) => {
        const title = wordsOf(offer.title, words.language);
        return (
          <li>
            <h3><a href={here(c)(offerAddress(offer))} lang={title.language} dir="auto">{title.text}</a></h3>
            <p class="small soft"><Named it={offer.body.name} words={words} /> · {kindLine(words, offer.body)}</p>
            <ul class="plain small">{reasons.map((one) => <li><span class={`state ${one.how === "said" ? "reflected" : "partly"}`}>{words.say(`offers.how.${one.how}`)}</span> {sayReason(words, one, names)}</li>)}</ul>
          </li>
        );
      })}</ul>
    </section>
  );
}

/** Inquiries and what became of them, for their two ends. */
function Inquiries({ c, it, inquiries }: { c: Door; it: PostedOffer; inquiries: readonly ShownInquiry[] }) {
  const { words, viewer } = c.var;
  return (
    <section aria-labelledby="inquiries">
      <h2 id="inquiries">{words.say("offers.inquiries")}</h2>
      <p class="small soft">{words.say("offers.inquiries.lede")}</p>
      <ul class="entries">{inquiries.map((one) => {
        const own = answersFor(viewer, it.stakeholderId) ? one.posterOutcome : one.askerOutcome;
        const other = answersFor(viewer, it.stakeholderId) ? one.askerOutcome : one.posterOutcome;
        return (
          <li>
            <p><a href={here(c)(stakeholderAddress(one.asker))}><Named it={one.asker.name} words={words} /></a> · <time datetime={one.day}>{words.day(one.day)}</time> · <a href={here(c)(`/letters/${one.correspondenceId}`)}>{words.say("offers.letters")}</a></p>
            <p class="small">{words.say("offers.outcome.own")} {own ? words.say(`offers.outcome.${own}`) : words.say("offers.outcome.unsaid")} · {words.say("offers.outcome.other")} {other ? words.say(`offers.outcome.${other}`) : words.say("offers.outcome.unsaid")}</p>
            {(answersFor(viewer, it.stakeholderId) || answersFor(viewer, one.stakeholderId)) && <form class="inline" method="post" action={here(c)(`${offerAddress(it)}/inquiries/${one.id}/outcome`)}>
              <label>{words.say("offers.outcome")} <select name="outcome">{outcomes.map((value) => <option value={value} selected={value === own}>{words.say(`offers.outcome.${value}`)}</option>)}</select></label>
              <button class="little">{words.say("offers.outcome.save")}</button>
            </form>}
          </li>
        );
      })}</ul>
    </section>
  );
}

const Removal = ({ c, it, form }: { c: Door; it: PostedOffer; form: Typed }) => (
  <details open={Boolean(form.problems.reason)}><summary>{c.var.words.say("offers.remove")}</summary>
    <form method="post" action={here(c)(`${offerAddress(it)}/removal`)}>
      <TextField name="reason" label={c.var.words.say("offers.remove.reason")} hint={c.var.words.say("offers.remove.hint")} form={form} required dir="auto" />
      <div class="actions"><button class="little">{c.var.words.say("offers.remove")}</button></div>
    </form>
  </details>
);

async function showAsking(c: Door, it: PostedOffer, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words } = c.var;
  const bodies = (await bodiesFor(db, viewer)).filter((one) => one.id !== it.stakeholderId);
  const title = wordsOf(it.title, words.language);
  return showPage(c, { title: words.say("offers.ask"), crumbs: crumbsTo(c, { name: it.reference, address: here(c)(offerAddress(it)) }, { name: words.say("offers.ask") }), unlisted: true },
    <>
      <h1>{words.say("offers.ask")}</h1>
      <p class="lede"><span lang={title.language} dir="auto">{title.text || it.reference}</span> · <Named it={it.body.name} words={words} /></p>
      <p>{words.say("offers.ask.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(`${offerAddress(it)}/inquiry`)}>
        <ChoiceField name="body" label={words.say("offers.body")} choices={bodies.map((one) => ({ value: one.slug, name: words.pick(one.name).text }))} form={form} />
        <TextArea name="text" label={words.say("stakeholders.letter.body")} hint={words.say("stakeholders.letter.hint", { count: lettersADay })} form={form} rows={8} required />
        <div class="actions"><button class="main">{words.say("stakeholders.letter.send")}</button></div>
      </form>
    </>, status);
}
