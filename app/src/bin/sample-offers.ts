import { readFileSync } from "node:fs";
import { dayOf } from "../ground/clock.ts";
import { asViewer } from "../ground/db/request.ts";
import { houseKeeper } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import { offerInput } from "../concepts/offers/inputs.ts";
import type { Outcome } from "../concepts/offers/offer.ts";
import { askAbout, postOffer, recordOutcome, removeOffer, withdrawOffer } from "../concepts/offers/operations.ts";
import { inquiriesAbout, offerByReference } from "../concepts/offers/store.ts";
import { focalPoint } from "./sample-registrations.ts";

type InventedInquiry = { body: string; text: string; asker: Outcome | null; poster: Outcome | null };
type InventedOffer = { body: string; side: string; kind: string; language: string; title: string; text: string; themes: string[]; regions: string[]; countries: string; languages: string[]; postedInDays: number; forDays: number; withdrawn?: true; removedBecause?: string; inquiries?: InventedInquiry[] };

/** The invented officer of the Model Conference. */
const officer = houseKeeper("T. Adeyemi");
const inDays = (house: House, days: number) => new Date(`${dayOf(new Date(house.clock().getTime() + days * 86_400_000))}T08:00:00Z`);

/** What the invented bodies offer and need, counted from today: some of it open, some over, one withdrawn and one taken down. */
export async function loadOffers(house: House) {
  const { offers } = JSON.parse(readFileSync(new URL("../../../examples/model-conference/offers.json", import.meta.url), "utf8")) as { offers: InventedOffer[] };
  for (const it of offers) await loadOffer(house, it);
}

async function loadOffer(house: House, { postedInDays, forDays, withdrawn, removedBecause, inquiries = [], ...typed }: InventedOffer) {
  const { viewer } = await focalPoint(house, typed.body);
  const posted = inDays(house, postedInDays);
  const input = offerInput(dayOf(posted)).parse({ ...typed, until: dayOf(inDays(house, postedInDays + forDays)) });
  const reference = await asViewer(house.database.db, viewer, (tx) => postOffer(tx, viewer, input, posted, house.chance));
  for (const it of inquiries) await loadInquiry(house, reference, typed.body, it, posted);
  if (withdrawn) await asViewer(house.database.db, viewer, async (tx) => withdrawOffer(tx, viewer, await offerByReference(tx, reference), inDays(house, -1)));
  if (removedBecause) await asViewer(house.database.db, officer, async (tx) => removeOffer(tx, officer, await offerByReference(tx, reference), removedBecause, inDays(house, -1)));
}

/** A letter of the sample is in nobody's mail. */
async function loadInquiry(house: House, reference: string, posterSlug: string, it: InventedInquiry, now: Date) {
  const { viewer, id } = await focalPoint(house, it.body);
  await asViewer(house.database.db, viewer, async (tx) => askAbout(tx, viewer, await offerByReference(tx, reference), it, async () => {}, (one) => `/letters/${one}`, now, house.chance));
  for (const [slug, outcome] of [[it.body, it.asker], [posterSlug, it.poster]] as const) {
    if (!outcome) continue;
    const { viewer: end } = await focalPoint(house, slug);
    await asViewer(house.database.db, end, async (tx) => {
      const offer = await offerByReference(tx, reference);
      const inquiry = (await inquiriesAbout(tx, offer.id, end)).find((one) => one.stakeholderId === id)!;
      await recordOutcome(tx, end, offer, inquiry.id, outcome, now);
    });
  }
}
