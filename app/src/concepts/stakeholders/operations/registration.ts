import { countryByCode, regionalGroupOf } from "../../../ground/countries/countries.ts";
import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { breaksUnique } from "../../../ground/db/errors.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { mayOfficiate, officerOf, personOf, type Viewer } from "../../../ground/viewer.ts";
import { themesBySlug } from "../../themes/store.ts";
import { slugOf } from "../../themes/theme.ts";
import { isCertain } from "../duplicates.ts";
import { featuresOf, likenessTo, type Known, type Twin } from "../import/plan.ts";
import { descriptionIn, exchangesIn, identifiersIn, namesIn, type ProfileInput, type StakeholderInput } from "../inputs.ts";
import type { RegionalGroup, Stakeholder } from "../stakeholder.ts";
import { addMembership } from "../store/members.ts";
import { addIdentifiers, addStakeholders, changeStakeholder, holdIdentifiers, knownLike, lockedStakeholder, replaceExchanges, replaceExpertise, replaceIdentifiers, standingIn, takenSlugs, visibleAmong } from "../store/stakeholders.ts";

/** Words that addresses under /stakeholders and /desk/stakeholders need for themselves. */
const reserved = new Set(["new", "import", "api", "map", "csv", "xlsx"]);

/** Where a body of this name stands in addresses: its Latin letters and digits, numbered when they are taken. */
export function freeSlug(name: string, id: string, taken: ReadonlySet<string>): string {
  const latin = slugOf(name);
  const base = latin.length >= 3 && !reserved.has(latin) ? latin : `stakeholder-${id.slice(-8)}`;
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}

/** The regional group that stands in a profile: the country's own, else what was said. */
export const groupOf = (country: string | null, said: RegionalGroup | null): RegionalGroup | null =>
  (country && countryByCode(country)?.group ? regionalGroupOf(country) : said);

/** A body like the one that is about to be registered; what the viewer may not see has no name. `certain`: the house would refuse it. */
export type NearTwin = Pick<Twin, "likeness" | "formerly"> & { certain: boolean; shown: Pick<Known, "id" | "slug" | "name" | "country"> | null };

/** Bodies that the one described may be, as far as `viewer` may know of them; the surest first. */
export async function nearTwins(db: Db, viewer: Viewer, input: StakeholderInput): Promise<NearTwin[]> {
  const sought = { name: namesIn(input), country: input.country, website: input.website, identifiers: identifiersIn(input) };
  const known = await knownLike(db, [sought]);
  const visible = await visibleAmong(db, known.map((it) => it.id), viewer);
  const twins = known.flatMap((it) => { const like = likenessTo(it, featuresOf(sought)); return like ? [{ ...like, certain: isCertain(like.likeness) && like.formerly === null, shown: visible.has(it.id) ? it : null }] : []; });
  return twins.toSorted((a, b) => Number(b.certain) - Number(a.certain));
}

/** Register a body; whoever does is its focal point. It waits for the secretariat until others see it. */
export async function registerStakeholder(db: Db, viewer: Viewer, input: StakeholderInput, capacity: { capacity: string | null; showName: boolean }, now: Date, chance: Chance): Promise<Stakeholder> {
  const person = personOf(viewer);
  const id = chance.id();
  const slug = freeSlug(input.name, id, await takenSlugs(db, [slugOf(input.name)]));
  const it: Stakeholder = { id, slug, ...describedBy(input), state: "registered", declinedBecause: null, invented: false, clearsBeforeFiling: false, registeredAt: now, verifiedAt: null, confirmedAt: now, mergedIntoId: null };
  await unlessTwice(input.name, async () => {
    await addStakeholders(db, [it]);
    await addIdentifiers(db, identifiersIn(input).map((one) => ({ ...one, stakeholderId: id })), () => chance.id());
  });
  await keepLists(db, id, input);
  await addMembership(db, { id: chance.id(), stakeholderId: id, personId: person.personId, role: "focal-point", state: "active", ...capacity, askedAt: now, since: now, endedAt: null });
  await record(db, viewer, "stakeholder registered", id, now, { slug });
  return it;
}

const describedBy = (input: StakeholderInput) => ({ kind: input.kind, name: namesIn(input), sector: input.sector, country: input.country, regionalGroup: groupOf(input.country, input.regionalGroup), ...saidBy(input) });
const saidBy = (input: ProfileInput) => ({ shortName: input.shortName, website: input.website, contactEmail: input.contactEmail, contactPublic: input.contactPublic, languages: input.languages, description: descriptionIn(input) });

/** The database has the last word on whether a body is here already: two may register it in the same moment. */
export async function unlessTwice<T>(name: string, deed: () => Promise<T>): Promise<T> {
  try {
    return await deed();
  } catch (error) {
    // Whichever of its unique columns the database looks at first: name and country, a number, or the address made of the name.
    if (breaksUnique(error)) throw new Refusal("not-now", "stakeholder-twice", { name });
    throw error;
  }
}

async function keepLists(db: Db, id: string, input: ProfileInput) {
  await replaceExpertise(db, id, (await themesBySlug(db, input.expertise)).map((it) => it.id));
  await replaceExchanges(db, id, exchangesIn(input));
}

/** Its focal point or an officer, or a refusal. */
export async function mayManage(db: Db, viewer: Viewer, stakeholderId: string) {
  const person = personOf(viewer);
  const standing = await standingIn(db, stakeholderId, viewer);
  if (!standing.isFocalPoint && !mayOfficiate(viewer)) throw new Refusal(standing.isOwn ? "not-allowed" : "not-found", standing.isOwn ? "not-focal-point" : "page-unknown");
  return { person, standing };
}

/** Change what a focal point says of its body. */
export async function changeProfile(db: Db, viewer: Viewer, stakeholderId: string, input: ProfileInput, now: Date) {
  await mayManage(db, viewer, stakeholderId);
  const before = await lockedStakeholder(db, stakeholderId);
  await changeStakeholder(db, before, saidBy(input));
  await keepLists(db, stakeholderId, input);
  await record(db, viewer, "stakeholder changed", stakeholderId, now);
}

/** Change everything about a body: its focal point until it is verified, afterwards officers only. */
export async function changeStakeholderWhole(db: Db, viewer: Viewer, stakeholderId: string, input: StakeholderInput, now: Date, chance: Chance) {
  await mayManage(db, viewer, stakeholderId);
  const before = await lockedStakeholder(db, stakeholderId);
  if (before.state === "verified") officerOf(viewer);
  await unlessTwice(input.name, async () => {
    await changeStakeholder(db, before, describedBy(input));
    if (before.state !== "declined") await replaceIdentifiers(db, stakeholderId, identifiersIn(input), () => chance.id()); // one that was declined gave its numbers up
  });
  await keepLists(db, stakeholderId, input);
  await record(db, viewer, "stakeholder changed", stakeholderId, now, { name: input.name });
}

/** Say that a profile is still true, for another year. */
export async function confirmProfile(db: Db, viewer: Viewer, stakeholderId: string, now: Date) {
  await mayManage(db, viewer, stakeholderId);
  await changeStakeholder(db, await lockedStakeholder(db, stakeholderId), { confirmedAt: now });
  await record(db, viewer, "stakeholder confirmed", stakeholderId, now);
}

/** Whether texts are cleared inside before they are filed. */
export async function setClearing(db: Db, viewer: Viewer, stakeholderId: string, clearsBeforeFiling: boolean, now: Date) {
  await mayManage(db, viewer, stakeholderId);
  await changeStakeholder(db, await lockedStakeholder(db, stakeholderId), { clearsBeforeFiling });
  await record(db, viewer, "clearing set", stakeholderId, now, { clearsBeforeFiling });
}

/** Verify a registration: from now on it is public. */
export async function verify(db: Db, viewer: Viewer, stakeholderId: string, now: Date) {
  officerOf(viewer);
  const it = await lockedStakeholder(db, stakeholderId);
  if (it.state !== "registered") throw new Refusal("not-now", "registration-settled", { name: it.name.en });
  await changeStakeholder(db, it, { state: "verified", verifiedAt: now });
  await record(db, viewer, "stakeholder verified", stakeholderId, now);
}

/** Decline a registration, with the reason that its people read; its name and numbers are free again. */
export async function decline(db: Db, viewer: Viewer, stakeholderId: string, reason: string, now: Date) {
  officerOf(viewer);
  const it = await lockedStakeholder(db, stakeholderId);
  if (it.state !== "registered") throw new Refusal("not-now", "registration-settled", { name: it.name.en });
  await changeStakeholder(db, it, { state: "declined", declinedBecause: reason });
  await holdIdentifiers(db, stakeholderId, false);
  await record(db, viewer, "stakeholder declined", stakeholderId, now, { reason });
}
