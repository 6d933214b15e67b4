import { answersFor, bodiesOf, visitor } from "../ground/viewer.ts";
import { here, type Door } from "../ground/web/env.ts";
import type { Words } from "../ground/words.ts";
import { InWords } from "../ground/web/in-words.tsx";
import type { Call } from "../concepts/calls/call.ts";
import type { Process } from "../concepts/processes/process.ts";
import { allProcesses } from "../concepts/processes/store.ts";
import { signingAddress, statementAddress } from "../concepts/statements/addresses.ts";
import { askedAgain, standingOn } from "../concepts/statements/counting.ts";
import type { ShownAct, ShownStatement } from "../concepts/statements/disclosure.ts";
import { outdated } from "../concepts/statements/signing.ts";
import { localizedTitle, takesSignatures, type StatementText, type Version } from "../concepts/statements/statement.ts";
import { answeringCall, currentTexts, statementsWithIds, versionsOfThese } from "../concepts/statements/store.ts";
import { actsOfBodies, actsOfPerson, pendingsOf } from "../concepts/statements/store/signing.ts";

const placesOf = async (c: Door) => new Map((await allProcesses(c.var.db)).map((it) => [it.id, it]));
const titleOf = (it: ShownStatement, texts: Awaited<ReturnType<typeof currentTexts>>) => localizedTitle(texts.filter((one) => one.statementId === it.id), it.language);

/** The public statements behind which a body stands: the version that is signed now, or the one it signed last. */
export async function SignedStatements({ c, stakeholderId }: { c: Door; stakeholderId: string }) {
  const { db, words } = c.var;
  const acts = await actsOfBodies(db, [stakeholderId], visitor);
  const all = await statementsWithIds(db, [...new Set(acts.map((one) => one.statementId))], visitor);
  const versions = await versionsOfThese(db, all.map((it) => it.id));
  const standing = all.flatMap((it) => {
    const last = lastSigned(acts.filter((one) => one.statementId === it.id), versions.get(it.id) ?? []);
    return last ? [{ it, last }] : [];
  });
  if (standing.length === 0) return null;
  const [texts, processes] = [await currentTexts(db, standing.map(({ it }) => it.id)), await placesOf(c)];
  return (
    <section aria-labelledby="statements"><h2 id="statements">{words.say("statements.list.title")}</h2>
      <ul class="plain">{standing.map(({ it, last }) => <li><a href={here(c)(statementAddress(processes.get(it.processId)!, it))}><InWords it={titleOf(it, texts)} words={words} /></a> <span class="small soft">{words.say("statements.page.signed", { version: last.version, day: words.day(last.day) })}</span></li>)}</ul>
    </section>
  );
}

/** The signature with which a body stands behind the newest version that it stands behind. */
const lastSigned = (own: readonly ShownAct[], versions: readonly Version[]): ShownAct | undefined => versions.toReversed().flatMap(({ version }) => standingOn(own, versions, version))[0];

/** What waits for a signature of the viewer’s bodies, or for their own: what somebody put forward, versions about which they have not said anything, and languages that were put right. */
export async function SignaturesDue({ c }: { c: Door }) {
  const { db, viewer, words, now } = c.var;
  const focal = bodiesOf(viewer).filter((it) => answersFor(viewer, it));
  const pendings = (await pendingsOf(db, viewer)).filter((it) => focal.includes(it.stakeholderId));
  const acts = [...(await actsOfBodies(db, focal, viewer)), ...(viewer.kind === "person" ? await actsOfPerson(db, viewer.personId, viewer) : [])];
  const all = await statementsWithIds(db, [...new Set([...pendings, ...acts].map((it) => it.statementId))], viewer);
  const open = all.filter((it) => takesSignatures(it, now));
  const [versions, texts] = [await versionsOfThese(db, open.map((it) => it.id)), await currentTexts(db, open.map((it) => it.id))];
  const lines = open.flatMap((it) => {
    const own = acts.filter((one) => one.statementId === it.id);
    const said = pendings.some((one) => one.statementId === it.id) ? words.say("statements.sign.due.confirm") : dueOf(words, it, own, versions.get(it.id) ?? [], texts.filter((one) => one.statementId === it.id));
    return said === null ? [] : [{ it, said }];
  });
  if (lines.length === 0) return null;
  const processes = await placesOf(c);
  return (
    <section class="card strong" aria-labelledby="signatures-due"><h2 id="signatures-due">{words.say("statements.sign.due")}</h2>
      <ul class="plain">{lines.map(({ it, said }) => <li><a href={here(c)(signingAddress(processes.get(it.processId)!, it))}><InWords it={titleOf(it, texts)} words={words} /></a> <span class="small soft">{said}</span></li>)}</ul>
    </section>
  );
}

/** What a statement asks of those who acted on it: to decide about its newer version, or to look at a language that was put right; null: nothing. */
function dueOf(words: Words, it: ShownStatement, own: readonly ShownAct[], versions: readonly Version[], texts: readonly StatementText[]): string | null {
  if (askedAgain(own, versions, it.version).length > 0) return words.say("statements.sign.asked", { version: it.version });
  const putRight = standingOn(own, versions, it.version).some((one) => one.version === it.version && outdated(one, texts).length > 0);
  return putRight ? words.say("statements.sign.due.look") : null;
}

/** The public statements that answer a call. */
export async function AnsweringStatements({ c, process, call }: { c: Door; process: Process; call: Pick<Call, "id"> }) {
  const { db, words } = c.var;
  const all = await answeringCall(db, call.id, visitor);
  if (all.length === 0) return null;
  const texts = await currentTexts(db, all.map((it) => it.id));
  return <section aria-labelledby="statements"><h2 id="statements">{words.say("statements.list.title")}</h2><ul class="plain">{all.map((it) => <li><a href={here(c)(statementAddress(process, it))}><InWords it={titleOf(it, texts)} words={words} /></a></li>)}</ul></section>;
}
