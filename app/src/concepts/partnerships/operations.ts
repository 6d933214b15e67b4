import { createHash } from "node:crypto";
import type { Statement } from "@travaux/record-proofs";
import type { Chance } from "../../ground/chance.ts";
import { dayOf } from "../../ground/clock.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { answersFor, officerOf, personOf, type Viewer } from "../../ground/viewer.ts";
import { themesBySlug } from "../themes/store.ts";
import { slugOf } from "../themes/theme.ts";
import { reservedSlugs } from "./addresses.ts";
import { changesOf, type Changed, type Deed } from "./change.ts";
import { isComplete } from "./checklist.ts";
import type { PartnershipInput } from "./inputs.ts";
import { changedIn, mayBePublished, refuseAlone, staysConfirmed, waitingOf, wrongIn, type Edition, type Partner, type Partnership, type Proposal, type Review } from "./partnership.ts";
import { list, unlist } from "./register/store.ts";
import { foundBy } from "./reviewing.ts";
import { addChange, addPartners, addPartnership, addReview, bodiesBySlug, changePartner, changePartnership, editionOf, keepEdition, lockedPartnership, markPublished, namesOfBodies, nextSequence, partnershipIdAt, removeEdition, removePartners, removeReviews, spokenOf, takenSlugs, wholesAbove } from "./store.ts";

/** Which partnership, as its page showed it: whoever acted since comes first. */
export type Seen = { id: string; turn: number };

/** Whoever is the focal point of one of these bodies, or a refusal. */
export function focalPointAmong(viewer: Viewer, stakeholderIds: readonly string[]): void {
  personOf(viewer);
  if (!stakeholderIds.some((it) => answersFor(viewer, it))) throw new Refusal("not-allowed", "partnership-not-partner");
}

/** A proposal with everything it names looked up; refused where something is not there. */
export async function proposalOf(db: Db, viewer: Viewer, { entry, partners, crimes, partOf }: PartnershipInput): Promise<Proposal> {
  const bodies = await bodiesBySlug(db, partners.map((it) => it.slug));
  const missing = partners.find((it) => !bodies.has(it.slug));
  if (missing) throw new Refusal("not-valid", "partnership-body-unknown", { slug: missing.slug });
  const offences = (await themesBySlug(db, crimes)).filter((it) => it.kind === "offence");
  const partOfId = partOf === "" ? null : await partnershipIdAt(db, partOf, viewer);
  if (partOf !== "" && partOfId === null) throw new Refusal("not-valid", "partnership-whole-unknown", { slug: partOf });
  return { ...entry, crimeIds: offences.map((it) => it.id).toSorted(), partOfId, partners: partners.map(({ slug, role }) => ({ stakeholderId: bodies.get(slug)!, role })) };
}

/** Refuse what is wrong in itself, is of one body, or would be part of itself. */
async function refuseWrong(db: Db, proposal: Proposal, id: string | null): Promise<void> {
  refuseAlone(proposal.partners);
  const [field] = wrongIn(proposal);
  if (field) throw new Refusal("not-valid", "partnership-not-right", { field });
  if (id && proposal.partOfId && (await wholesAbove(db, proposal.partOfId)).includes(id)) throw new Refusal("not-valid", "partnership-circular");
}

/** Whoever of these partners `viewer` answers for: it proposes, and has confirmed by doing so. */
function proposerAmong(viewer: Viewer, partners: Proposal["partners"]): string {
  focalPointAmong(viewer, partners.map((it) => it.stakeholderId));
  return partners.find((it) => answersFor(viewer, it.stakeholderId))!.stakeholderId;
}
const asked = (partnershipId: string, edition: number, { partners }: Pick<Proposal, "partners">, byId: string, day: string): Partner[] =>
  partners.map((it) => ({ partnershipId, edition, ...it, state: it.stakeholderId === byId ? "confirmed" : "asked", because: null, day: it.stakeholderId === byId ? day : null }));

/** Propose an entry; every other partner is asked. */
export async function propose(db: Db, viewer: Viewer, proposal: Proposal, now: Date, chance: Chance): Promise<Partnership> {
  const byId = proposerAmong(viewer, proposal.partners);
  await refuseWrong(db, proposal, null);
  const [id, day] = [chance.id(), dayOf(now)];
  const it = await keepUnderFreeSlug(db, { id, state: "proposed", edition: 0, turn: 1, proposerId: byId, proposedDay: day, publishedDay: null, mergedIntoId: null }, proposal.title.en);
  await keepEdition(db, id, 1, proposal, { byId, day, changed: [] });
  await addPartners(db, asked(id, 1, proposal, byId, day));
  await record(db, viewer, "partnership proposed", id, now);
  return it;
}

/** Keep a new partnership at the first free place in addresses. Where a proposal that nobody sees has it, the id makes another. */
async function keepUnderFreeSlug(db: Db, it: Omit<Partnership, "slug">, title: string): Promise<Partnership> {
  const base = slugOf(title) || "partnership";
  const taken = await takenSlugs(db, base);
  const numbered = Array.from({ length: taken.size + 2 }, (_, index) => (index === 0 ? base : `${base}-${index + 1}`)).filter((one) => !taken.has(one) && !reservedSlugs.has(one));
  for (const slug of [numbered[0], `${base}-${it.id.slice(-12)}`]) {
    const kept = { ...it, slug: slug! };
    if (await addPartnership(db, kept)) return kept;
  }
  throw new Refusal("not-now", "partnership-elsewhere");
}

/** What is decided about: a partnership, locked, as its page showed it; with its public edition and the one that waits. */
export type Opened = { it: Partnership; now: Whole | null; next: Whole | null };
export type Whole = { edition: Edition; partners: Partner[]; reviews: Review[] };

/** Open a partnership for a decision; refused where somebody acted on it since, or it is no more. */
export async function opened(db: Db, { id, turn }: Seen): Promise<Opened> {
  const it = await lockedPartnership(db, id);
  if (it.turn !== turn) throw new Refusal("not-now", "partnership-elsewhere");
  if (it.state === "withdrawn" || it.state === "merged") throw new Refusal("not-now", "partnership-closed");
  return { it, now: it.edition > 0 ? await editionOf(db, id, it.edition) : null, next: await editionOf(db, id, it.edition + 1) };
}
const turned = (it: Partnership) => ({ turn: it.turn + 1 });
/** What an edition says and who is in it, as it was proposed. */
export const proposalIn = ({ edition: { partnershipId: _, edition: __, byId: ___, day: ____, changed: _____, publishedDay: ______, ...entry }, partners }: Whole): Proposal =>
  ({ ...entry, partners: partners.filter((it) => it.state !== "left").map(({ stakeholderId, role }) => ({ stakeholderId, role })) });

/** Change what an entry says, or who is in it. What is public stays until every partner has confirmed the change and two officers have reviewed it. */
export async function change(db: Db, viewer: Viewer, seen: Seen, proposal: Proposal, now: Date): Promise<void> {
  const { it, now: shown, next } = await opened(db, seen);
  const inside = [...(shown?.partners ?? []).filter((one) => one.state === "confirmed"), ...(next?.partners ?? []).filter((one) => one.state === "confirmed")].map((one) => one.stakeholderId);
  focalPointAmong(viewer, inside);
  const byId = proposerAmong(viewer, proposal.partners);
  await refuseWrong(db, proposal, it.id);
  const [number, day] = [it.edition + 1, dayOf(now)];
  const changed = shown ? changedIn(proposalIn(shown), proposal) : [];
  if (changedIn(proposalIn(next ?? shown!), proposal).length === 0) return;
  const stays = next !== null && staysConfirmed({ ...proposalIn(next), denied: next.partners.filter((one) => one.state === "denied").map((one) => one.stakeholderId) }, proposal);
  await keepEdition(db, it.id, number, proposal, { byId, day, changed });
  if (stays) await removePartners(db, it.id, number, "denied");
  else {
    await removePartners(db, it.id, number);
    await addPartners(db, asked(it.id, number, proposal, byId, day));
  }
  await removeReviews(db, it.id, number);
  await changePartnership(db, it.id, turned(it));
  await record(db, viewer, "partnership changed", it.id, now, { edition: number });
}

/** The edition that waits, or a refusal. */
function waiting({ next }: Opened): Whole {
  if (!next) throw new Refusal("not-now", "partnership-not-waiting");
  return next;
}

/** Take back what was never shown: the whole entry, or a change of one that is public. Whoever proposed it does. */
export async function takeBack(db: Db, viewer: Viewer, seen: Seen, now: Date): Promise<void> {
  const found = await opened(db, seen);
  focalPointAmong(viewer, [waiting(found).edition.byId]);
  if (found.it.edition === 0) await changePartnership(db, found.it.id, { state: "withdrawn", ...turned(found.it) });
  else {
    await removeEdition(db, found.it.id, found.it.edition + 1);
    await changePartnership(db, found.it.id, turned(found.it));
  }
  await record(db, viewer, "partnership taken back", found.it.id, now);
}

/** What whoever proposed an edition is told: which body denied that it is in it, and why. */
export type Denied = { partnershipId: string; byId: string; denierId: string; because: string };

/** Say that a body is in an edition as it stands; its focal point does. */
export async function confirm(db: Db, viewer: Viewer, seen: Seen, stakeholderId: string, now: Date): Promise<void> {
  const { it, partner } = await own(db, viewer, seen, stakeholderId);
  await changePartner(db, partner, { state: "confirmed", because: null, day: dayOf(now) });
  await changePartnership(db, it.id, turned(it));
  await record(db, viewer, "partnership confirmed", it.id, now, { stakeholder: stakeholderId });
}

/** Say that a body is not in it: it is not shown, and the entry is not published with it. */
export async function deny(db: Db, viewer: Viewer, seen: Seen, stakeholderId: string, because: string, now: Date): Promise<Denied> {
  const { it, partner, edition } = await own(db, viewer, seen, stakeholderId);
  await changePartner(db, partner, { state: "denied", because, day: dayOf(now) });
  await changePartnership(db, it.id, turned(it));
  await record(db, viewer, "partnership denied", it.id, now, { stakeholder: stakeholderId });
  return { partnershipId: it.id, byId: edition.byId, denierId: stakeholderId, because };
}

async function own(db: Db, viewer: Viewer, seen: Seen, stakeholderId: string) {
  focalPointAmong(viewer, [stakeholderId]);
  const found = await opened(db, seen);
  const { partners, edition } = waiting(found);
  const partner = partners.find((one) => one.stakeholderId === stakeholderId && (one.state === "asked" || one.state === "denied" || one.state === "confirmed"));
  if (!partner) throw new Refusal("not-allowed", "partnership-not-partner");
  return { it: found.it, partner, edition };
}

/** What an officer found. The second who finds nothing missing publishes it by saying so. */
export async function review(db: Db, viewer: Viewer, seen: Seen, { outcome, checks, because }: Pick<Review, "outcome" | "checks"> & { because: string }, now: Date, chance: Chance): Promise<"published" | "reviewed"> {
  officerOf(viewer);
  const found = await opened(db, seen);
  const next = waiting(found);
  if (waitingOf(next.partners, next.reviews) !== "review") throw new Refusal("not-now", "partnership-unconfirmed");
  const about = { bodies: next.partners.map((one) => one.stakeholderId), reviews: next.reviews, isComplete };
  const said: Review = { partnershipId: found.it.id, edition: next.edition.edition, ...foundBy(viewer, about, { outcome, checks, because }, now) };
  await addReview(db, said);
  await record(db, viewer, "partnership reviewed", found.it.id, now, { outcome });
  const reviews = [...next.reviews, said];
  if (!mayBePublished(next.partners, reviews)) {
    await changePartnership(db, found.it.id, turned(found.it));
    return "reviewed";
  }
  await publish(db, viewer, found, { ...next, reviews }, now, chance);
  return "published";
}

/** Show an edition to everyone, and tell the record. */
async function publish(db: Db, viewer: Viewer, { it, now: before }: Opened, next: Whole, now: Date, chance: Chance) {
  await refuseWrong(db, proposalIn(next), it.id); // somebody else may have closed a circle meanwhile, out of sight of whoever proposed it
  const day = dayOf(now);
  await changePartnership(db, it.id, { state: "published", edition: next.edition.edition, publishedDay: it.publishedDay ?? day, ...turned(it) });
  await markPublished(db, it.id, next.edition.edition, day);
  await list(db, it.id);
  const changed = before ? changesOf(next.edition.changed, await spokenOf(db, proposalIn(before)), await spokenOf(db, proposalIn(next))) : {};
  await tell(db, viewer, { ...it, edition: next.edition.edition }, { what: before ? "changed" : "published", by: next.reviews.map((one) => one.by).join(", "), because: null, changed }, now, chance);
}

/** Write down what happened in public: in the history, in the record and in the journal. */
export async function tell(db: Db, viewer: Viewer, it: Pick<Partnership, "id" | "slug" | "edition">, told: { what: Deed; by: string; because: string | null; changed?: Changed }, now: Date, chance: Chance): Promise<void> {
  const whole = (await editionOf(db, it.id, it.edition))!;
  const [sequence, bodies] = [await nextSequence(db, it.id), await namesOfBodies(db, whole.partners.filter((one) => one.state === "confirmed").map((one) => one.stakeholderId))];
  const sha256 = createHash("sha256").update(JSON.stringify(proposalIn(whole))).digest("hex");
  const statement: Statement = { what: `partnership ${told.what}`, partnership: it.slug, edition: it.edition, title: whole.edition.title.en, partners: bodies.map((one) => one.slug), by: told.by, sha256, ...(told.because === null ? {} : { because: told.because }), day: dayOf(now) };
  const sealed = await enterRecord(db, chance, statement);
  await addChange(db, { partnershipId: it.id, sequence, what: told.what, day: dayOf(now), by: told.by, because: told.because, changed: told.changed ?? {}, entry: sealed.entry }, sealed);
  await record(db, viewer, `partnership ${told.what}`, it.id, now, { sequence });
}

/** The body of a public partner, with its name for the history; a refusal for whoever does not answer for it. */
async function publicPartner(db: Db, viewer: Viewer, seen: Seen, stakeholderId: string) {
  focalPointAmong(viewer, [stakeholderId]);
  const found = await opened(db, seen);
  const partner = found.now?.partners.find((one) => one.stakeholderId === stakeholderId && one.state === "confirmed");
  if (!partner) throw new Refusal("not-allowed", "partnership-not-partner");
  return { found, partner, name: (await namesOfBodies(db, [stakeholderId]))[0]!.name.en };
}

/** Say, once a year, that a public entry is still true. */
export async function confirmAgain(db: Db, viewer: Viewer, seen: Seen, stakeholderId: string, now: Date, chance: Chance): Promise<void> {
  const { found: { it }, partner, name } = await publicPartner(db, viewer, seen, stakeholderId);
  await changePartner(db, partner, { state: "confirmed", day: dayOf(now) });
  await changePartnership(db, it.id, turned(it));
  await tell(db, viewer, it, { what: "confirmed", by: name, because: null }, now, chance);
}

/** Leave a public entry: the body is not shown in it any more. What only one is left of is withdrawn. */
export async function leave(db: Db, viewer: Viewer, seen: Seen, stakeholderId: string, because: string, now: Date, chance: Chance): Promise<void> {
  const { found: { it, now: shown }, partner, name } = await publicPartner(db, viewer, seen, stakeholderId);
  await changePartner(db, partner, { state: "left", because, day: dayOf(now) });
  const left = shown!.partners.filter((one) => one.state === "confirmed" && one.stakeholderId !== stakeholderId).length;
  await changePartnership(db, it.id, { ...(left < 2 ? { state: "withdrawn" as const } : {}), ...turned(it) });
  await (left < 2 ? unlist(db, it.id) : list(db, it.id));
  await tell(db, viewer, it, { what: left < 2 ? "withdrawn" : "left", by: name, because }, now, chance);
}
