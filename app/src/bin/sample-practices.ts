import { readFileSync } from "node:fs";
import { asViewer } from "../ground/db/request.ts";
import { houseKeeper, visitor, type Viewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import { checklist } from "../concepts/practices/checklist.ts";
import { entryOf, propose, review, withdraw } from "../concepts/practices/operations.ts";
import type { Entry, Outcome, Practice } from "../concepts/practices/practice.ts";
import { lockedPractice, practiceAt } from "../concepts/practices/store.ts";
import { answer, ask, repeat } from "../concepts/practices/talking.ts";
import { as, asBody, daysAgo, type Scene } from "./sample-scene.ts";

/** What became of a practice by the day on which the sample is loaded. */
type Became = "published" | "review" | "reviewed-once" | "returned" | "withdrawn";
type Invented = Omit<Entry, "themeIds" | "partnershipIds"> & {
  owner: string; themes: string[]; partnerships: string[]; becomes: Became; proposedDaysAgo: number; because?: string;
  repeats?: { body: string; outcome: Outcome; text: string; daysAgo: number }[]; questions?: { asker: string; text: string; daysAgo: number; answer?: { text: string; daysAgo: number } }[];
};

/** The invented officers of the Model Conference who review practices. */
const officers = [houseKeeper("T. Adeyemi"), houseKeeper("N. Castellanos")] as const;


/** The invented practices of the Model Conference, in all states; every deed through its operation, on its day. */
export async function loadPractices(house: House) {
  const { practices } = JSON.parse(readFileSync(new URL("../../../examples/model-conference/practices.json", import.meta.url), "utf8")) as { practices: Invented[] };
  await asViewer(house.database.db, visitor, async (tx) => { for (const it of practices) await load({ tx, house }, it); });
}

async function load(scene: Scene, it: Invented): Promise<void> {
  const { tx, house: { chance } } = scene;
  const { owner, themes, partnerships, becomes, proposedDaysAgo, because = "", repeats = [], questions = [] } = it;
  const { title, context, problem, done, result, takes, safeguards, wrong, strength, evidence, regions } = it;
  const entry = { title, context, problem, done, result, takes, safeguards, wrong, strength, evidence, regions };
  const practice = await asBody(scene, owner, async (viewer, id) => propose(tx, viewer, id, await entryOf(tx, viewer, id, { entry, themes, partnerships }), daysAgo(scene, proposedDaysAgo), chance));
  if (becomes === "review") return;
  await reviewed(scene, practice, officers[0], daysAgo(scene, proposedDaysAgo - 3), becomes === "returned" ? because : "");
  if (becomes === "returned" || becomes === "reviewed-once") return;
  await reviewed(scene, practice, officers[1], daysAgo(scene, proposedDaysAgo - 5), "");
  for (const { body, daysAgo: days, ...said } of repeats) await asBody(scene, body, async (viewer, id) => repeat(tx, viewer, await practiceAt(tx, practice.slug, viewer), { ...said, evidence: null, body: id }, daysAgo(scene, days), chance));
  for (const question of questions) await talk(scene, practice, owner, question);
  if (becomes === "withdrawn") await asBody(scene, owner, async (viewer) => withdraw(tx, viewer, await seen(scene, practice), because, daysAgo(scene, proposedDaysAgo - 120), chance));
}

/** A practice as it stands now, for the next deed. */
const seen = async ({ tx }: Scene, { id }: Pick<Practice, "id">) => ({ id, turn: (await lockedPractice(tx, id)).it.turn });

const reviewed = (scene: Scene, practice: Practice, officer: Viewer, on: Date, because: string) => as(scene, officer, async (viewer) =>
  review(scene.tx, viewer, await seen(scene, practice), { outcome: because ? "returned" : "passes", checks: because ? [] : checklist.map((one) => one.slug), because }, on, scene.house.chance));

async function talk(scene: Scene, { slug }: Practice, owner: string, { asker, text, daysAgo: days, answer: said }: NonNullable<Invented["questions"]>[number]) {
  const { tx } = scene;
  const question = await asBody(scene, asker, async (viewer, id) => ask(tx, viewer, await practiceAt(tx, slug, viewer), id, text, daysAgo(scene, days)));
  if (said) await asBody(scene, owner, async (viewer) => answer(tx, viewer, await practiceAt(tx, slug, viewer), { number: question.number, answer: said.text }, daysAgo(scene, said.daysAgo)));
}
