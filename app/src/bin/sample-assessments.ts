import { readFileSync } from "node:fs";
import { asViewer } from "../ground/db/request.ts";
import { visitor, type Viewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import type { Answers } from "../concepts/partnerships/assessment/assessment.ts";
import { AssessmentInput } from "../concepts/partnerships/assessment/inputs.ts";
import { assess, openRound } from "../concepts/partnerships/assessment/operations.ts";
import { partnershipAt } from "../concepts/partnerships/store.ts";
import { asBody, daysAgo, type Scene } from "./sample-scene.ts";

/** One partner's answers in a round; where there are two partners, with the parts that the other may see. */
type Said = Partial<Answers> & { body: string; daysLater: number };
type InventedRound = { partnership: string; opener: string; daysAgo: number; answers: Said[] };


/** How the partners of some invented partnerships say that they stand: two years of one, one of two partners, and one that waits for its last answer. */
export async function loadAssessments(house: House) {
  const { rounds } = JSON.parse(readFileSync(new URL("../../../examples/model-conference/assessments.json", import.meta.url), "utf8")) as { rounds: InventedRound[] };
  await asViewer(house.database.db, visitor, async (tx) => { for (const it of rounds) await load({ tx, house }, it); });
}

const unknown = (slug: string): never => { throw new RangeError(`the sample names ${slug}, which it does not hold`); };

async function load(scene: Scene, { partnership, opener, daysAgo: days, answers }: InventedRound): Promise<void> {
  const { tx } = scene;
  const shown = async (viewer: Viewer) => { const found = await partnershipAt(tx, partnership, viewer); return "it" in found ? found.it : unknown(partnership); };
  const { number } = await asBody(scene, opener, async (viewer) => openRound(tx, viewer, await shown(viewer), daysAgo(scene, days)));
  for (const { body, daysLater, scale = {}, words = {}, shows = [] } of answers)
    await asBody(scene, body, async (viewer, id) => assess(tx, viewer, await shown(viewer), AssessmentInput.parse({ ...said(scale), ...words, shows, number, body: id }), daysAgo(scene, days - daysLater)));
}

/** Numbers as a form sends them. */
const said = (scale: Partial<Answers["scale"]>) => Object.fromEntries(Object.entries(scale).map(([aspect, number]) => [aspect, String(number)]));
