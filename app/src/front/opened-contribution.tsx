import type { Child } from "hono/jsx";
import { addressIn, here, inAddress, type Door } from "../ground/web/env.ts";
import { flash, showPage } from "../ground/web/page.tsx";
import type { Key } from "../ground/words.ts";
import { callAddress } from "../concepts/calls/addresses.ts";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { contributionByReference, surroundingsOf, type Surroundings } from "../concepts/contributions/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { provisionAddress, textsAddress } from "../concepts/texts/addresses.ts";
import { barOf } from "../concepts/texts/pages.tsx";

/** The address of a contribution, for routes. */
export const contributionAt = "/:process/contributions/:reference";

/** A contribution and its process. */
export type Found = { process: Process; shown: ShownContribution };
/** A contribution on its page: with where it stands. */
export type Opened = Found & { stands: Surroundings };

/** The contribution of the address, if this viewer may see that it is there. */
export async function found(c: Door): Promise<Found> {
  const { db, viewer } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  return { process, shown: await contributionByReference(db, process.id, inAddress(c, "reference"), viewer) };
}

/** The same with where it stands. */
export async function opened(c: Door): Promise<Opened> {
  const it = await found(c);
  return { ...it, stands: (await surroundingsOf(c.var.db, [it.shown]))(it.shown) };
}

/** To the page of the contribution, with a word of what was done. */
export function back(c: Door, { process, shown }: Opened, key: Key) {
  flash(c, key);
  return c.redirect(here(c)(contributionAddress(process, shown)), 303);
}

/** A page about a contribution: its crumbs, its bar, and what stands on it. */
export function pageOf(c: Door, { process, shown, stands }: Opened, title: string, body: Child, { step, status = 200 }: { step?: string; status?: 200 | 422 } = {}) {
  const { words, house } = c.var;
  const address = here(c);
  const path = contributionAddress(process, shown);
  const crumbs = [
    { name: words.say("shell.now"), address: address("/") }, { name: words.pick(process.shortName).text, address: address(`/${process.slug}`) }, ...wayTo(c, { process, shown, stands }),
    { name: shown.reference, address: address(path) }, ...(step ? [{ name: step }] : []),
  ];
  const formats = step ? [] : [{ name: words.say("footer.json"), address: `/api/v1${path}`, type: "application/json" }];
  return showPage(c, { title, crumbs, formats, process: barOf(process, stands.text ? "text" : "calls"), unlisted: step !== undefined || shown.audience !== "public", canonical: house.baseUrl + addressIn(words.language)(path) }, body, status);
}

/** From its process to a contribution: by the provision on which it is, or the call that it answers. */
function wayTo(c: Door, { process, stands: { text, call } }: Opened) {
  const { words } = c.var;
  const address = here(c);
  if (call) return [{ name: words.say("calls.number", { number: call.number }), address: `${address(callAddress(process, call))}/contributions` }];
  return text ? [{ name: words.say("shell.text"), address: address(textsAddress(process)) }, { name: `P-${text.number}`, address: `${address(provisionAddress(process, text.number, text.version))}#views` }] : [];
}
