import { daysAfter } from "../ground/clock.ts";
import { readFileSync } from "node:fs";
import type { Db } from "../ground/db/database.ts";
import { asViewer, become } from "../ground/db/request.ts";
import { actingAs, houseKeeper, visitor, type Viewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import { type Outcome } from "../concepts/accreditation/accreditation.ts";
import type { ShownAccreditation } from "../concepts/accreditation/disclosure.ts";
import { TracksInput } from "../concepts/accreditation/inputs.ts";
import { appeal, applyFor, carryOver, circulate, confirmComplete, prepareDecisions, returnFile, sendDecisions, setTracks, setWindow } from "../concepts/accreditation/operations.ts";
import { enterObjection, replyToObjection, settleObjection } from "../concepts/accreditation/operations/objections.ts";
import { accreditationsIn, trackByLetter } from "../concepts/accreditation/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { stakeholderAt } from "../concepts/stakeholders/store/stakeholders.ts";

/** A day, or so many days before today. */
type On = string | number;
type Act = { on: On } & (
  | { deed: "apply"; door: string; phase: number; bodies: string[] } | { deed: "complete" | "circulate"; bodies: string[] } | { deed: "return"; bodies: string[]; because: string }
  | { deed: "decide"; bodies: string[]; outcome: Outcome; because: string } | { deed: "object"; bodies: [string]; reason: string } | { deed: "reply"; bodies: [string]; number: number; text: string; beside: boolean }
  | { deed: "settle"; bodies: [string]; number: number; outcome: "withdrawn" | "set-aside"; because: string } | { deed: "appeal"; bodies: [string]; text: string } | { deed: "carry"; phase: number } | { deed: "window"; door: string; opens: number; closes: number });

/** The invented officer of the Model Conference. */
const officer = houseKeeper("T. Adeyemi");

type Scene = { tx: Db; house: House; process: Process };

/** The doors of the Model Conference and what became of those who came to them; every deed through its operation, on its day. */
export async function loadAccreditation(house: House) {
  const file = JSON.parse(readFileSync(new URL("../../../examples/model-conference/accreditation.json", import.meta.url), "utf8")) as { tracks: unknown; acts: Act[] };
  await asViewer(house.database.db, officer, async (tx) => {
    const process = await processBySlug(tx, "model");
    const first = momentOf(file.acts[0]!.on, house.clock());
    await setTracks(tx, officer, process, TracksInput.parse({ tracks: file.tracks }).tracks, first, house.chance);
    for (const act of file.acts) await perform({ tx, house, process }, act, momentOf(act.on, house.clock()));
  });
}

const momentOf = (on: On, now: Date) => new Date(`${typeof on === "string" ? on : daysAfter(now.toISOString().slice(0, 10), -on)}T09:00:00Z`);

const unknown = (slug: string): never => { throw new RangeError(`the sample names ${slug}, which it does not hold`); };

/** Act in the name of the body: the row policies take whoever asks for who they are. */
async function asBody<T>({ tx }: Scene, stakeholderId: string, fn: (viewer: Viewer) => Promise<T>): Promise<T> {
  const viewer = { ...actingAs("sample"), speaksFor: [{ stakeholderId, isFocalPoint: true }] };
  await become(tx, viewer);
  const done = await fn(viewer);
  await become(tx, officer);
  return done;
}

async function perform(scene: Scene, act: Act, now: Date): Promise<void> {
  const { tx, house: { chance }, process } = scene;
  if (act.deed === "apply") {
    const track = await trackByLetter(tx, process.id, act.door);
    for (const slug of act.bodies) {
      const found = await stakeholderAt(tx, slug, visitor);
      if ("movedTo" in found) return unknown(slug);
      const body = found.it;
      const documents = Object.fromEntries(track.documents.map((it) => [it.kind, `https://${slug}.example/${it.kind}.pdf`]));
      await asBody(scene, body.id, (viewer) => applyFor(tx, viewer, process, body, track, { statement: `${body.name.en} has followed the subject of the Conference since its mandate, and offers what it has learnt.`, documents }, act.phase, now, chance));
    }
    return;
  }
  if (act.deed === "carry") return void (await carryOver(tx, officer, process, act.phase, new Set(), "", now, chance));
  if (act.deed === "window") return setWindow(tx, officer, process, await trackByLetter(tx, process.id, act.door), windowOf(act, scene.house.clock()), now);
  await performOnFiles(scene, act, (await accreditationsIn(tx, process.id, officer)).filter((it) => act.bodies.includes(it.body.slug)), now);
}

function windowOf({ opens, closes }: { opens: number; closes: number }, now: Date) {
  const today = now.toISOString().slice(0, 10);
  return { opensDay: daysAfter(today, -opens), closesDay: daysAfter(today, -closes) };
}

async function performOnFiles(scene: Scene, act: Exclude<Act, { deed: "apply" | "carry" | "window" }>, files: ShownAccreditation[], now: Date): Promise<void> {
  const { tx, house: { chance }, process } = scene;
  const [file] = files;
  if (!file) return unknown(act.bodies.join(", "));
  switch (act.deed) {
    case "complete": for (const it of files) await confirmComplete(tx, officer, process, it, now, chance); return;
    case "return": return void (await returnFile(tx, officer, process, file, act.because, now, chance));
    case "circulate": return void (await circulate(tx, officer, process, files, now, chance));
    case "decide":
      await prepareDecisions(tx, officer, process, files, { outcome: act.outcome, because: act.because, lines: new Map() }, now);
      return void (await sendDecisions(tx, officer, process, now, chance));
    case "object": return void (await enterObjection(tx, officer, process, file, { author: "", reason: act.reason }, now, chance));
    case "settle": return void (await settleObjection(tx, officer, process, file.id, act, now, chance));
    case "reply": return asBody(scene, file.stakeholderId, (viewer) => replyToObjection(tx, viewer, process, file.id, { number: act.number, reply: act.text, beside: act.beside }, now, chance));
    case "appeal": return asBody(scene, file.stakeholderId, (viewer) => appeal(tx, viewer, process, file, act.text, now, chance));
  }
}
