import { Refusal } from "../ground/refusal.ts";
import { here, inAddress, type Door } from "../ground/web/env.ts";
import { flash } from "../ground/web/page.tsx";
import type { Key } from "../ground/words.ts";
import type { Call } from "../concepts/calls/call.ts";
import { callsOf } from "../concepts/calls/store.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { contributionByReference } from "../concepts/contributions/store.ts";
import { coAuthorsOfAll, type ShownCoAuthor } from "../concepts/contributions/store/submissions.ts";
import type { SubmissionDocument } from "../concepts/contributions/submission.ts";
import type { Process } from "../concepts/processes/process.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { officiatedProcess } from "./officiated.ts";

/** Where submissions wait. */
export const clearanceAt = "/desk/:process/clearance";

/** A submission that waits for the secretariat, with its call and those on whose behalf it is filed. */
export type Opened = { process: Process; shown: ShownContribution; document: SubmissionDocument; call: Call; coAuthors: ShownCoAuthor[] };

/** The submission of the address, while it waits. */
export async function opened(c: Door): Promise<Opened> {
  const { db, viewer } = c.var;
  const process = await officiatedProcess(c);
  const shown = await contributionByReference(db, process.id, inAddress(c, "reference"), viewer);
  const call = (await callsOf(db, process.id, viewer)).find((it) => it.id === shown.callId);
  if (shown.state !== "received" || !shown.document || !call) throw new Refusal("not-now", "submission-not-in-clearance", { reference: shown.reference });
  return { process, shown, document: shown.document, call, coAuthors: (await coAuthorsOfAll(db, [shown.id])).get(shown.id) ?? [] };
}

/** To the queue, with a sentence about what was done. */
export function back(c: Door, process: Process, key: Key) {
  flash(c, key);
  return c.redirect(here(c)(`/desk/${process.slug}/clearance`), 303);
}

/** What is around a page of clearance. */
export function frame(c: Door, process: Process, title: string, step?: string) {
  const { words } = c.var;
  const queue = words.say("clearance.title");
  const crumbs = [{ name: words.say("shell.desk"), address: here(c)("/desk") }, { name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, ...(step ? [{ name: queue, address: here(c)(`/desk/${process.slug}/clearance`) }, { name: step }] : [{ name: queue }])];
  return { title, crumbs, process: barOf(process, "process"), unlisted: true };
}
