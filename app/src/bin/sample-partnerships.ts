import { readFileSync } from "node:fs";
import { asViewer, become } from "../ground/db/request.ts";
import { actingAs, houseKeeper, visitor, type Viewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import type { Localized } from "../ground/words.ts";
import { checklist } from "../concepts/partnerships/checklist.ts";
import { regionsOf } from "../concepts/partnerships/inputs.ts";
import { change, confirm, confirmAgain, deny, leave, proposalIn, proposalOf, propose, review, takeBack, type Seen } from "../concepts/partnerships/operations.ts";
import { merge } from "../concepts/partnerships/operations/merging.ts";
import { answer, ask } from "../concepts/partnerships/operations/questions.ts";
import type { Entry, Partnership } from "../concepts/partnerships/partnership.ts";
import { editionOf, lockedPartnership, partnershipAt, partnershipIdAt } from "../concepts/partnerships/store.ts";
import { listedBody } from "../concepts/stakeholders/networks/store.ts";
import { as, daysAgo, type Scene } from "./sample-scene.ts";

/** What became of a proposal by the day on which the sample is loaded. */
type Became = "published" | "merged" | "asked" | "denied" | "review" | "reviewed-once" | "returned" | "withdrawn";
type InventedQuestion = { asker: string; text: string; daysAgo: number; answer?: { body: string; text: string; daysAgo: number } };
type Invented = Omit<Entry, "partOfId" | "crimeIds"> & {
  partners: { stakeholder: string; role: string }[]; crimes: string[]; partOf?: string; becomes: Became; proposedDaysAgo: number; because?: string;
  confirmedDaysAgo?: number; into?: string; questions?: InventedQuestion[]; change?: { by: string; about: string; daysAgo: number }; left?: { body: string; because: string; daysAgo: number };
};

/** The invented officers of the Model Conference who review partnerships. */
const officers = [houseKeeper("T. Adeyemi"), houseKeeper("N. Castellanos")] as const;


/** The invented partnerships of the Model Conference, in all states; every deed through its operation, on its day. */
export async function loadPartnerships(house: House) {
  const { partnerships } = JSON.parse(readFileSync(new URL("../../../examples/model-conference/partnerships.json", import.meta.url), "utf8")) as { partnerships: Invented[] };
  await asViewer(house.database.db, visitor, async (tx) => { for (const it of partnerships) await load({ tx, house }, it); });
}

const unknown = (slug: string): never => { throw new RangeError(`the sample names ${slug}, which it does not hold`); };
const idOf = async ({ tx }: Scene, slug: string) => (await listedBody(tx, slug))?.id ?? unknown(slug);

const asBody = <T>(scene: Scene, stakeholderId: string, fn: (viewer: Viewer) => Promise<T>) => as(scene, { ...actingAs("sample"), speaksFor: [{ stakeholderId, isFocalPoint: true }] }, fn);
/** A partnership as it stands now, for the next deed. */
const seen = (scene: Scene, { id }: Pick<Partnership, "id">): Promise<Seen> => as(scene, officers[0], async () => ({ id, turn: (await lockedPartnership(scene.tx, id)).turn }));

async function load(scene: Scene, it: Invented): Promise<void> {
  const { tx, house: { chance } } = scene;
  const { partners, crimes, partOf = "", becomes, proposedDaysAgo, because, into } = it;
  const proposed = daysAgo(scene, proposedDaysAgo);
  await become(tx, officers[0]);
  const proposer = await idOf(scene, partners[0]!.stakeholder);
  const partnership = await asBody(scene, proposer, async (viewer) => propose(tx, viewer, await proposalOf(tx, viewer, { entry: entryOf(it), partners: partners.map((one) => ({ slug: one.stakeholder, role: one.role })), crimes, partOf, turn: 0 }), proposed, chance));
  await answerAll(scene, it, partnership);
  if (becomes === "withdrawn") return asBody(scene, proposer, async (viewer) => takeBack(tx, viewer, await seenAs(scene, viewer, partnership), daysAgo(scene, proposedDaysAgo - 2)));
  if (becomes === "returned") return void (await reviewed(scene, partnership, officers[0], daysAgo(scene, proposedDaysAgo - 5), because ?? ""));
  if (becomes === "reviewed-once" || becomes === "published" || becomes === "merged") await reviewed(scene, partnership, officers[0], daysAgo(scene, proposedDaysAgo - 6));
  if (becomes === "published" || becomes === "merged") await reviewed(scene, partnership, officers[1], daysAgo(scene, proposedDaysAgo - 8));
  if (becomes === "published") await afterwards(scene, it, partnership);
  if (becomes === "merged") await as(scene, officers[0], async (viewer) => merge(tx, viewer, await seen(scene, partnership), (await partnershipIdAt(tx, into!, viewer))!, because!, daysAgo(scene, proposedDaysAgo - 12), chance));
}

/** What it says, with the regions that follow from its countries. */
function entryOf({ title, about, form, basis, rights, data, resources, governance, countries, regions, functions, status, startsDay, endsDay, results, sources }: Invented): Omit<Entry, "partOfId" | "crimeIds"> {
  return { title, about, form, basis, rights, data, resources, governance, countries, regions: regionsOf(countries, regions), functions, status, startsDay, endsDay, results, sources };
}

/** The turn of a partnership, asked as somebody who is inside. */
const seenAs = async ({ tx }: Scene, viewer: Viewer, { id }: Pick<Partnership, "id">): Promise<Seen> => { await become(tx, viewer); return { id, turn: (await lockedPartnership(tx, id)).turn }; };

/** Every partner but the first answers: yes, or, the last one of an entry that is denied or still asked, no or not yet. */
async function answerAll(scene: Scene, { partners, becomes, proposedDaysAgo, because, confirmedDaysAgo }: Invented, partnership: Partnership) {
  const others = partners.slice(1);
  const on = daysAgo(scene, confirmedDaysAgo !== undefined && confirmedDaysAgo > 300 ? confirmedDaysAgo : proposedDaysAgo - 3);
  for (const [index, { stakeholder }] of others.entries()) {
    const isLast = index === others.length - 1;
    if (isLast && becomes === "asked") return;
    await become(scene.tx, officers[0]);
    const body = await idOf(scene, stakeholder);
    await asBody(scene, body, async (viewer) => {
      const it = await seenAs(scene, viewer, partnership);
      if (isLast && becomes === "denied") await deny(scene.tx, viewer, it, body, because ?? "", on);
      else await confirm(scene.tx, viewer, it, body, on);
    });
  }
}

const reviewed = async (scene: Scene, partnership: Partnership, officer: Viewer, on: Date, because = "") => as(scene, officer, async (viewer) =>
  review(scene.tx, viewer, await seen(scene, partnership).then(async (it) => { await become(scene.tx, officer); return it; }), { outcome: because ? "returned" : "passes", checks: because ? [] : checklist.map((one) => one.slug), because }, on, scene.house.chance));

/** What happened to a public entry since: confirmed again, questioned, a change proposed, a partner gone. */
async function afterwards(scene: Scene, { confirmedDaysAgo, questions = [], change: changed, left, partners }: Invented, partnership: Partnership) {
  const { tx, house: { chance } } = scene;
  if (confirmedDaysAgo !== undefined && confirmedDaysAgo < 300) for (const { stakeholder } of partners) {
    await become(tx, officers[0]);
    const body = await idOf(scene, stakeholder);
    await asBody(scene, body, async (viewer) => confirmAgain(tx, viewer, await seenAs(scene, viewer, partnership), body, daysAgo(scene, confirmedDaysAgo), chance));
  }
  for (const question of questions) await talk(scene, partnership, question);
  if (left) {
    const body = await idOf(scene, left.body);
    await asBody(scene, body, async (viewer) => leave(tx, viewer, await seenAs(scene, viewer, partnership), body, left.because, daysAgo(scene, left.daysAgo), chance));
  }
  if (changed) {
    const body = await idOf(scene, changed.by);
    await asBody(scene, body, async (viewer) => {
      const it = await seenAs(scene, viewer, partnership);
      const whole = (await editionOf(tx, it.id, 1))!;
      await change(tx, viewer, it, { ...proposalIn(whole), about: { en: changed.about } as Localized }, daysAgo(scene, changed.daysAgo));
    });
  }
}

async function talk(scene: Scene, { slug }: Partnership, { asker, text, daysAgo: days, answer: said }: InventedQuestion) {
  const { tx } = scene;
  const shown = async (viewer: Viewer) => { const found = await partnershipAt(tx, slug, viewer); return "it" in found ? found.it : unknown(slug); };
  const askerId = await idOf(scene, asker);
  const question = await asBody(scene, askerId, async (viewer) => ask(tx, viewer, await shown(viewer), askerId, text, daysAgo(scene, days)));
  if (!said) return;
  const answererId = await idOf(scene, said.body);
  await asBody(scene, answererId, async (viewer) => answer(tx, viewer, await shown(viewer), { number: question.number, answer: said.text }, answererId, daysAgo(scene, said.daysAgo)));
}
