import type { Chance } from "../../ground/chance.ts";
import { dayOf } from "../../ground/clock.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { Refusal } from "../../ground/refusal.ts";
import { answersFor, officerOf, personOf, type Viewer } from "../../ground/viewer.ts";
import { randomReference } from "../contributions/contribution.ts";
import { bodiesOf } from "../stakeholders/networks/store.ts";
import { writeTo, type Place, type Post } from "../stakeholders/operations/correspondence.ts";
import { stakeholderAt } from "../stakeholders/store/stakeholders.ts";
import { themesBySlug } from "../themes/store.ts";
import type { OfferInput } from "./inputs.ts";
import { postsADay, standingOf, wordsOf, type Offer, type Outcome } from "./offer.ts";
import { addInquiry, addOffer, changeInquiry, endOffer, inquiriesAbout, postedOn, type PostedOffer } from "./store.ts";

/** The verified bodies for which a viewer posts and asks: those whose focal point they are; a refusal when there is none. */
export async function bodiesFor(db: Db, viewer: Viewer) {
  personOf(viewer);
  const own = await bodiesOf(db, viewer);
  if (own.length === 0) throw new Refusal("not-allowed", "offer-focal-point");
  return own;
}

async function bodyFor(db: Db, viewer: Viewer, slug: string) {
  const found = (await bodiesFor(db, viewer)).find((it) => it.slug === slug);
  if (!found) throw new Refusal("not-allowed", "offer-focal-point");
  return found;
}

/** Post an offer or need for a body: at most five a day. Its reference comes back. */
export async function postOffer(db: Db, viewer: Viewer, input: OfferInput, now: Date, chance: Chance): Promise<string> {
  const body = await bodyFor(db, viewer, input.body);
  const today = dayOf(now);
  if ((await postedOn(db, body.id, today)) >= postsADay) throw new Refusal("not-now", "offer-limit", { count: postsADay });
  const themes = await themesBySlug(db, input.themes);
  const unknown = input.themes.find((slug) => !themes.some((it) => it.slug === slug));
  if (unknown !== undefined) throw new Refusal("not-valid", "theme-unknown", { slug: unknown });
  const { side, kind, language, title, text, regions, countries, languages, until } = input;
  const offer = { id: chance.id(), stakeholderId: body.id, side, kind, title: { [language]: title }, text: { [language]: text }, themes: input.themes, regions, countries, languages, until, state: "open" as const, postedDay: today, endedDay: null, endedBy: null, endedBecause: null };
  let reference = randomReference(chance, "O");
  while (!(await addOffer(db, { ...offer, reference }, themes))) reference = randomReference(chance, "O");
  await record(db, viewer, "offer posted", offer.id, now, { reference, body: body.slug });
  return reference;
}

function refuseUnlessOpen(it: PostedOffer, now: Date) {
  if (standingOf(it, now) !== "open") throw new Refusal("not-now", "offer-closed", { reference: it.reference });
}

/** Withdraw what one’s own body posted; its words are deleted. */
export async function withdrawOffer(db: Db, viewer: Viewer, it: PostedOffer, now: Date) {
  personOf(viewer);
  if (!answersFor(viewer, it.stakeholderId)) throw new Refusal("not-allowed", "not-focal-point");
  if (it.state !== "open") throw new Refusal("not-now", "offer-closed", { reference: it.reference });
  await endOffer(db, it.id, { state: "withdrawn", endedDay: dayOf(now), endedBy: null, endedBecause: null });
  await record(db, viewer, "offer withdrawn", it.id, now);
}

/** Take down what is no offer at all; its words are deleted, and the reason stands in public in their place. */
export async function removeOffer(db: Db, viewer: Viewer, it: PostedOffer, reason: string, now: Date) {
  const officer = officerOf(viewer);
  if (it.state !== "open") throw new Refusal("not-now", "offer-closed", { reference: it.reference });
  await endOffer(db, it.id, { state: "removed", endedDay: dayOf(now), endedBy: officer, endedBecause: reason });
  await record(db, viewer, "offer removed", it.id, now, { because: reason });
}

/** The body that takes letters about it: the one that posted it, or what that was merged into. */
async function readerOf(db: Db, viewer: Viewer, it: PostedOffer): Promise<string> {
  const found = await stakeholderAt(db, it.body.slug, viewer);
  if (!("movedTo" in found)) return found.it.id;
  const into = await stakeholderAt(db, found.movedTo, viewer);
  return "movedTo" in into ? it.stakeholderId : into.it.id;
}

export type Asked = { body: string; text: string };

/** Ask about an offer or need, in the name of a body: a letter to its focal point, by all the rules of letters. The id of the correspondence comes back. */
export async function askAbout(db: Db, viewer: Viewer, it: PostedOffer, { body: slug, text }: Asked, post: Post, place: Place, now: Date, chance: Chance): Promise<string> {
  const body = await bodyFor(db, viewer, slug);
  refuseUnlessOpen(it, now);
  if ((await inquiriesAbout(db, it.id, viewer)).some((one) => one.stakeholderId === body.id)) throw new Refusal("not-now", "offer-asked", { reference: it.reference });
  const correspondenceId = await writeTo(db, viewer, await readerOf(db, viewer, it), { subject: `${it.reference}: ${wordsOf(it.title, "en").text}`, body: text }, post, place, now, chance);
  const id = chance.id();
  await addInquiry(db, { id, offerId: it.id, stakeholderId: body.id, correspondenceId, day: dayOf(now), posterOutcome: null, askerOutcome: null });
  await record(db, viewer, "offer asked about", id, now, { reference: it.reference });
  return correspondenceId;
}

/** The end of an inquiry for which the viewer says what became of it, or a refusal: whoever is at neither end does not learn that there is one. */
export async function endOfInquiry(db: Db, viewer: Viewer, it: Offer, inquiryId: string): Promise<"posterOutcome" | "askerOutcome"> {
  personOf(viewer);
  const inquiry = (await inquiriesAbout(db, it.id, viewer)).find((one) => one.id === inquiryId);
  if (!inquiry) throw new Refusal("not-found", "page-unknown");
  if (answersFor(viewer, it.stakeholderId)) return "posterOutcome";
  if (answersFor(viewer, inquiry.stakeholderId)) return "askerOutcome";
  throw new Refusal("not-allowed", "not-focal-point");
}

/** Say what became of an inquiry, for one’s own end; it may be said anew. */
export async function recordOutcome(db: Db, viewer: Viewer, it: Offer, inquiryId: string, outcome: Outcome, now: Date) {
  const end = await endOfInquiry(db, viewer, it, inquiryId);
  await changeInquiry(db, inquiryId, { [end]: outcome });
  await record(db, viewer, "outcome of an offer recorded", inquiryId, now);
}
