import { readFileSync } from "node:fs";
import { asViewer, become } from "../ground/db/request.ts";
import { houseKeeper, visitor, type Viewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import { assessmentAt } from "../concepts/assessments/store.ts";
import { ofItself, type Closing, type Commitment, type Origin, type Progress, type Terms } from "../concepts/commitments/commitment.ts";
import type { ShownCommitment } from "../concepts/commitments/disclosure.ts";
import { close, confirm, decline, leave, lookedUp, move, progress, propose, type Seen } from "../concepts/commitments/operations.ts";
import { commitmentByNumber } from "../concepts/commitments/store.ts";
import { releaseAt } from "../concepts/findings/store.ts";
import { meetingByNumber } from "../concepts/meetings/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { statementAt } from "../concepts/statements/store.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { as, asBody, dayIn, daysAgo, type Scene as Loading } from "./sample-scene.ts";

type Done = { body: string; daysAgo: number };
type Invented = Omit<Terms, "dueDay"> & {
  as: string | null; owners: string[]; confirms?: string[]; declines?: { body: string; because: string }[]; themes: string[]; meeting?: number; statement?: number; finding?: { assessment: number; release: number; number: number };
  proposedDaysAgo: number; dueInDays: number;
  progress?: (Done & Pick<Progress, "text" | "share" | "evidence" | "evidenceText" | "corrects">)[]; moves?: (Done & { dueInDays: number; because: string })[]; leaves?: (Done & { because: string })[]; closing?: Done & Closing;
};

/** The invented officer of the Model Conference who records what was undertaken at its meetings. */
const officer = houseKeeper("T. Adeyemi");
/** Owners answer so many days after they were asked. */
const answersAfter = 2;

type Scene = Loading & { process: Process };

/** The invented commitments of the Model Conference, in all states; every deed through its operation, on its day. */
export async function loadCommitments(house: House) {
  const { commitments } = JSON.parse(readFileSync(new URL("../../../examples/model-conference/commitments.json", import.meta.url), "utf8")) as { commitments: Invented[] };
  await asViewer(house.database.db, visitor, async (tx) => {
    const scene: Scene = { tx, house, process: await processBySlug(tx, "model") };
    for (const it of commitments) await load(scene, it);
  });
}

async function load(scene: Scene, it: Invented): Promise<void> {
  const kept = await proposed(scene, it);
  const answered = daysAgo(scene, Math.max(0, it.proposedDaysAgo - answersAfter));
  const { tx, house: { chance } } = scene;
  for (const body of it.confirms ?? []) await act(scene, kept, body, (viewer, shown, seen) => confirm(tx, viewer, shown, seen, answered, chance));
  for (const { body, because } of it.declines ?? []) await act(scene, kept, body, (viewer, shown, seen) => decline(tx, viewer, shown, { ...seen, because }, answered));
  for (const { deed } of inOrder(scene, kept, it)) await deed();
  if (it.closing) { const { body, daysAgo: days, ...report } = it.closing; await act(scene, kept, body, (viewer, shown, seen) => close(tx, viewer, shown, { ...seen, ...report }, daysAgo(scene, days), chance)); }
}

/** What owners did, said and moved, in the order of its days. */
function inOrder(scene: Scene, kept: Commitment, { progress: said = [], moves = [], leaves = [] }: Invented): { days: number; deed: () => Promise<unknown> }[] {
  const { tx, house: { chance } } = scene;
  const of = ({ body, daysAgo: days }: Done, deed: (viewer: Viewer, shown: ShownCommitment, seen: Seen, on: Date) => Promise<unknown>) => ({ days, deed: () => act(scene, kept, body, (viewer, shown, seen) => deed(viewer, shown, seen, daysAgo(scene, days))) });
  return [
    ...said.map(({ text, share, evidence, evidenceText, corrects, ...it }) => of(it, (viewer, shown, seen, on) => progress(tx, viewer, shown, { ...seen, text, share, evidence, evidenceText, corrects }, on, chance))),
    ...moves.map(({ dueInDays, because, ...it }) => of(it, (viewer, shown, seen, on) => move(tx, viewer, shown, { ...seen, dueDay: dayIn(scene, dueInDays), because }, on, chance))),
    ...leaves.map(({ because, ...it }) => of(it, (viewer, shown, seen, on) => leave(tx, viewer, shown, { ...seen, because }, on, chance))),
  ].toSorted((a, b) => b.days - a.days);
}

async function proposed(scene: Scene, it: Invented): Promise<Commitment> {
  const { tx, house: { chance }, process } = scene;
  const { title, what, indicator, language, themes, owners } = it;
  await become(tx, officer);
  const proposal = { terms: { title, what, indicator, language, dueDay: dayIn(scene, it.dueInDays) }, origin: await originOf(scene, it), ...(await lookedUp(tx, { owners, themes })) };
  const on = daysAgo(scene, it.proposedDaysAgo);
  return it.as === null ? as(scene, officer, (viewer) => propose(tx, viewer, process, null, proposal, on, chance)) : asBody(scene, it.as, (viewer, id) => propose(tx, viewer, process, id, proposal, on, chance));
}

async function originOf({ tx, process }: Scene, { meeting, statement, finding }: Invented): Promise<Origin> {
  if (statement !== undefined) return { ...ofItself, statementId: (await statementAt(tx, process, statement, visitor)).id };
  if (meeting !== undefined) return { ...ofItself, meetingId: (await meetingByNumber(tx, process.id, meeting, visitor)).id };
  if (!finding) return ofItself;
  const release = await releaseAt(tx, await assessmentAt(tx, process, finding.assessment, visitor), finding.release, visitor);
  return { ...ofItself, findingReleaseId: release.id, findingNumber: finding.number };
}

/** Let a body act on a commitment as it stands now. */
const act = (scene: Scene, { number }: Commitment, slug: string, deed: (viewer: Viewer, shown: ShownCommitment, seen: Seen) => Promise<unknown>): Promise<unknown> => asBody(scene, slug, async (viewer, body) => {
  const shown = await commitmentByNumber(scene.tx, scene.process, number, viewer);
  return deed(viewer, shown, { body, turn: shown.turn });
});
