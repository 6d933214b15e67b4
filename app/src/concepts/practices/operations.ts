import type { Chance } from "../../ground/chance.ts";
import { dayOf } from "../../ground/clock.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { Refusal } from "../../ground/refusal.ts";
import { answersFor, officerOf, personOf, type Viewer } from "../../ground/viewer.ts";
import { foundBy } from "../partnerships/reviewing.ts";
import { namesOfBodies, partnershipsWith } from "../partnerships/store.ts";
import { themesBySlug } from "../themes/store.ts";
import { slugOf } from "../themes/theme.ts";
import { reservedSlugs } from "./addresses.ts";
import { isComplete } from "./checklist.ts";
import type { PracticeInput } from "./inputs.ts";
import { mayBePublished, waitingOf, wrongIn, type Entry, type Practice, type PracticeReview } from "./practice.ts";
import { addPractice, addReview, changePractice, keepLinks, lockedPractice, removeReviews, takenSlugs } from "./store.ts";
import { tell } from "./telling.ts";

/** Which practice, as its page showed it: whoever acted since comes first. */
export type Seen = { id: string; turn: number };

/** Whoever is the focal point of this body, or a refusal. */
export function focalPointOf(viewer: Viewer, stakeholderId: string): void {
  personOf(viewer);
  if (!answersFor(viewer, stakeholderId)) throw new Refusal("not-allowed", "practice-not-owner");
}

/** A card with everything it names looked up. It names no partnership but public ones in which its owner is a confirmed partner. */
export async function entryOf(db: Db, viewer: Viewer, ownerId: string, { entry, themes, partnerships }: Pick<PracticeInput, "entry" | "themes" | "partnerships">): Promise<Entry> {
  const own = (await partnershipsWith(db, [ownerId], viewer)).filter((it) => it.state === "published" && it.public?.partners.some((one) => one.body.id === ownerId));
  const strange = partnerships.find((slug) => !own.some((it) => it.slug === slug));
  if (strange !== undefined) throw new Refusal("not-valid", "practice-partnership", { slug: strange });
  const themeIds = (await themesBySlug(db, themes)).map((it) => it.id).toSorted();
  return { ...entry, themeIds, partnershipIds: own.filter((it) => partnerships.includes(it.slug)).map((it) => it.id) };
}

function refuseWrong(entry: Entry): void {
  const [field] = wrongIn(entry);
  if (field) throw new Refusal("not-valid", "partnership-not-right", { field });
}

/** Propose a practice of one's own body; its owner and the officers see it. */
export async function propose(db: Db, viewer: Viewer, ownerId: string, entry: Entry, now: Date, chance: Chance): Promise<Practice> {
  focalPointOf(viewer, ownerId);
  refuseWrong(entry);
  const { themeIds, partnershipIds, ...card } = entry;
  const id = chance.id();
  const it = await keepUnderFreeSlug(db, { ...card, id, state: "proposed", turn: 1, ownerId, proposedDay: dayOf(now), publishedDay: null, withdrawnBecause: null });
  await keepLinks(db, id, { themeIds, partnershipIds });
  await record(db, viewer, "practice proposed", id, now);
  return it;
}

/** Keep a new practice at the first free place in addresses. Where a proposal that nobody sees has it, the id makes another. */
async function keepUnderFreeSlug(db: Db, it: Omit<Practice, "slug">): Promise<Practice> {
  const base = slugOf(it.title.en) || "practice";
  const taken = await takenSlugs(db, base);
  const numbered = Array.from({ length: taken.size + 2 }, (_, index) => (index === 0 ? base : `${base}-${index + 1}`)).filter((one) => !taken.has(one) && !reservedSlugs.has(one));
  for (const slug of [numbered[0], `${base}-${it.id.slice(-12)}`]) {
    const kept = { ...it, slug: slug! };
    if (await addPractice(db, kept)) return kept;
  }
  throw new Refusal("not-now", "practice-elsewhere");
}

/** Open a practice for a decision; refused where somebody acted on it since, or it was taken back. */
async function opened(db: Db, { id, turn }: Seen): Promise<{ it: Practice; reviews: PracticeReview[] }> {
  const found = await lockedPractice(db, id);
  if (found.it.turn !== turn) throw new Refusal("not-now", "practice-elsewhere");
  if (found.it.state === "withdrawn") throw new Refusal("not-now", "practice-closed");
  return found;
}
const turned = (it: Practice) => ({ turn: it.turn + 1 });

/** Change what a card says that is not public; officers look at it anew. What is public stands. */
export async function change(db: Db, viewer: Viewer, seen: Seen, entry: Entry, now: Date): Promise<void> {
  const { it } = await opened(db, seen);
  focalPointOf(viewer, it.ownerId);
  if (it.state === "published") throw new Refusal("not-now", "practice-stands");
  refuseWrong(entry);
  const { themeIds, partnershipIds, ...card } = entry;
  await changePractice(db, it.id, { ...card, ...turned(it) });
  await keepLinks(db, it.id, { themeIds, partnershipIds });
  await removeReviews(db, it.id);
  await record(db, viewer, "practice changed", it.id, now);
}

/** What an officer found. The second who finds nothing missing publishes it by saying so. */
export async function review(db: Db, viewer: Viewer, seen: Seen, found: Pick<PracticeReview, "outcome" | "checks"> & { because: string }, now: Date, chance: Chance): Promise<"published" | "reviewed"> {
  officerOf(viewer);
  const { it, reviews } = await opened(db, seen);
  if (it.state !== "proposed" || waitingOf(reviews) !== "review") throw new Refusal("not-now", "practice-not-waiting");
  const said: PracticeReview = { practiceId: it.id, ...foundBy(viewer, { bodies: [it.ownerId], reviews, isComplete }, found, now) };
  await addReview(db, said);
  await record(db, viewer, "practice reviewed", it.id, now, { outcome: said.outcome });
  const isPublished = mayBePublished([...reviews, said]);
  await changePractice(db, it.id, { ...(isPublished ? { state: "published" as const, publishedDay: dayOf(now) } : {}), ...turned(it) });
  if (isPublished) await tell(db, viewer, it, { what: "published", by: [...reviews, said].map((one) => one.by).join(", ") }, now, chance);
  return isPublished ? "published" : "reviewed";
}

/** Take a practice back. Where it was public, its page stays and says why. */
export async function withdraw(db: Db, viewer: Viewer, seen: Seen, because: string, now: Date, chance: Chance): Promise<void> {
  const { it } = await opened(db, seen);
  focalPointOf(viewer, it.ownerId);
  await changePractice(db, it.id, { state: "withdrawn", withdrawnBecause: because, ...turned(it) });
  if (it.publishedDay === null) await record(db, viewer, "practice withdrawn", it.id, now);
  else await tell(db, viewer, it, { what: "withdrawn", by: (await namesOfBodies(db, [it.ownerId]))[0]!.name.en, because }, now, chance);
}
