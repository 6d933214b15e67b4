import { answersFor } from "../ground/viewer.ts";
import { here, type Door } from "../ground/web/env.ts";
import { allProcesses } from "../concepts/processes/store.ts";
import { draftingAddress } from "../concepts/statements/addresses.ts";
import type { ShownStatement } from "../concepts/statements/disclosure.ts";
import { draftedBy, draftersOf } from "../concepts/statements/store.ts";
import { draftOf } from "../concepts/statements/store/drafting.ts";

/** Statements that the viewer’s bodies draft or are asked to, each with what waits for them. */
export async function OwnStatements({ c }: { c: Door }) {
  const { words, db, viewer } = c.var;
  const all = (await draftedBy(db, viewer)).filter((it) => it.state === "drafting" || it.state === "open");
  if (all.length === 0) return null;
  const processes = new Map((await allProcesses(db)).map((it) => [it.id, it]));
  const lines = [];
  for (const it of all) lines.push({ it, said: await waitingIn(c, it) });
  return (
    <section class="card strong" aria-labelledby="own-statements"><h2 id="own-statements">{words.say("statements.room.own")}</h2>
      <ul class="plain">{lines.map(({ it, said }) => <li><a href={here(c)(draftingAddress(processes.get(it.processId)!, it))} lang={it.language} dir="auto">{it.workingTitle}</a> <span class="small soft">{said}</span></li>)}</ul>
    </section>
  );
}

/** What a statement waits for from the viewer: an answer to being asked, a word on so many paragraphs; else how it stands. */
async function waitingIn(c: Door, it: ShownStatement): Promise<string> {
  const { words, db, viewer } = c.var;
  const own = (await draftersOf(db, it.id)).filter((one) => answersFor(viewer, one.stakeholderId));
  if (own.some((one) => one.state === "asked")) return words.say("statements.room.own.asked");
  const mine = own.filter((one) => one.state === "joined").map((one) => one.stakeholderId);
  const silent = mine.length === 0 || it.state !== "drafting" ? 0 : (await draftOf(db, it.id)).filter((one) => !one.consents.some((said) => mine.includes(said.stakeholderId))).length;
  return silent > 0 ? words.say("statements.room.own.waits", { count: silent }) : words.say(`statements.state.${it.state}`);
}
