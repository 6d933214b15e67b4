import { assessorOf } from "../ground/viewer.ts";
import { here, inAddress, type Door } from "../ground/web/env.ts";
import type { Words } from "../ground/words.ts";
import type { Assessment } from "../concepts/assessments/assessment.ts";
import { numberIn } from "../ground/web/number.ts";
import { assessmentAt } from "../concepts/assessments/store.ts";
import { codingAddress } from "../concepts/coding/addresses.ts";
import type { ShownSource } from "../concepts/coding/disclosure.ts";
import { sourceAt } from "../concepts/coding/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";

/** Where the doors of an assessment’s coding stand. */
export const codingAt = "/desk/:process/assessments/:assessment{[1-9][0-9]*}/coding";
export const codingSourceAt = `${codingAt}/sources/:source{[1-9][0-9]*}`;

export type CodingRoom = { process: Process; assessment: Assessment };
/** The assessment of the address, for its officers and assessors; a refusal for everyone else. */
export async function codingRoomOf(c: Door): Promise<CodingRoom> {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  assessorOf(c.var.viewer, process.id);
  return { process, assessment: await assessmentAt(c.var.db, process, numberIn(inAddress(c, "assessment")), c.var.viewer) };
}
export type SourceRoom = CodingRoom & { source: ShownSource };
export async function sourceRoomOf(c: Door): Promise<SourceRoom> {
  const room = await codingRoomOf(c);
  return { ...room, source: await sourceAt(c.var.db, room.assessment, numberIn(inAddress(c, "source")), c.var.viewer) };
}

/** Crumbs from the desk to a page of an assessment’s coding. */
export function codingCrumbs(c: Door, { process, assessment }: CodingRoom, ...more: readonly { name: string; address?: string }[]) {
  const { words } = c.var;
  const at = here(c);
  const first = { name: words.say("coding.title", { number: assessment.number }), address: at(codingAddress(process, assessment)) };
  return [{ name: words.say("shell.desk"), address: at("/desk") }, first, ...more];
}

/** “02:05” of seconds. */
export const clockOf = (seconds: number): string => [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((it) => String(it).padStart(2, "0")).join(":");
export const voiceOf = (words: Words, { voice, voiceNumber }: { voice: "interviewer" | "speaker"; voiceNumber: number }): string => words.say(`coding.voice.${voice}`, { number: voiceNumber });
