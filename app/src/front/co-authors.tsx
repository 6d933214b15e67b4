import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { readForm } from "../ground/web/forms.tsx";
import { flash } from "../ground/web/page.tsx";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { CoAuthorInput, LeavingOutInput } from "../concepts/contributions/inputs.ts";
import { decideAsCoAuthor, leaveOut } from "../concepts/contributions/operations/submissions.ts";
import { contributionByReference } from "../concepts/contributions/store.ts";
import { coAuthorsOf, type ShownCoAuthor } from "../concepts/contributions/store/submissions.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { refuseSecondAnswer } from "../concepts/statements/operations/voice.ts";
import { Named } from "../concepts/stakeholders/views.tsx";
import { InWhoseName } from "./attribution.tsx";

const at = "/:process/contributions/:reference";

/** Those on whose behalf a submission is filed say whether they stand behind it; its author leaves out who does not. */
export const coAuthorPages = new Hono<Env>()
  .post(`${at}/co-authors`, async (c) => {
    const { process, shown } = await opened(c);
    const { db, viewer, now, chance } = c.var;
    const named = new Set((await coAuthorsOf(db, shown)).map((it) => it.organisation.id));
    if (!personOf(viewer).speaksFor.some((it) => it.isFocalPoint && named.has(it.stakeholderId))) throw new Refusal("not-allowed", "focal-point-confirms");
    const form = await readForm(c, CoAuthorInput);
    if (!form.ok) throw new Refusal("not-valid", "form-broken");
    if (form.input.confirms === "yes") await refuseSecondAnswer(db, viewer, shown.callId, form.input.stakeholder); // to stand behind a submission is to answer its call
    await decideAsCoAuthor(db, viewer, shown, form.input.stakeholder, form.input.confirms === "yes", now, chance);
    flash(c, form.input.confirms === "yes" ? "flash.co-author.confirmed" : "flash.co-author.declined");
    return c.redirect(here(c)(form.input.confirms === "yes" ? contributionAddress(process, shown) : "/contributions"), 303);
  })
  .post(`${at}/co-authors/leaving-out`, async (c) => {
    const { process, shown } = await opened(c);
    if (!shown.own) throw new Refusal("not-allowed", "not-its-person");
    const form = await readForm(c, LeavingOutInput);
    if (!form.ok) throw new Refusal("not-valid", "form-broken");
    const { db, viewer, now, chance } = c.var;
    await leaveOut(db, viewer, shown, form.input.stakeholder, now, chance);
    flash(c, "flash.co-author.left-out");
    return c.redirect(here(c)(contributionAddress(process, shown)), 303);
  });

async function opened(c: Door) {
  const { db, viewer } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const shown = await contributionByReference(db, process.id, inAddress(c, "reference"), viewer);
  personOf(viewer);
  return { process, shown };
}

/** Who stands behind it and who was asked, with what each may do about it. */
export function CoAuthors({ c, process, shown, coAuthors }: { c: Door; process: Process; shown: ShownContribution; coAuthors: readonly ShownCoAuthor[] }) {
  const { words, viewer } = c.var;
  if (coAuthors.length === 0) return null;
  const focal = new Set(viewer.kind === "person" ? viewer.speaksFor.filter((it) => it.isFocalPoint).map((it) => it.stakeholderId) : []);
  const author = shown.by.organisation;
  const isOpen = shown.state === "received" || shown.state === "returned";
  const to = here(c)(`${contributionAddress(process, shown)}/co-authors`);
  return (
    <section class="card" aria-labelledby="co-authors"><h2 id="co-authors">{words.say("coauthors.title")}</h2>
      {author && <><h3>{words.say("statements.page.attribution")}</h3><InWhoseName c={c} process={process} bodies={[author, ...coAuthors.filter((it) => it.state === "confirmed").map((it) => it.organisation)].map(({ id, name }) => ({ id, name: words.pick(name).text }))} /></>}
      <ul class="plain">{coAuthors.map((it) => (
        <li><Named it={it.organisation.name} words={words} /> <span class="small soft">{words.say(`coauthors.state.${it.state}`)}</span>
          {it.state === "asked" && isOpen && focal.has(it.organisation.id) && (
            <form method="post" action={to}><input type="hidden" name="stakeholder" value={it.organisation.id} /><p class="small">{words.say("coauthors.ask")}</p><div class="actions"><button class="main little" name="confirms" value="yes">{words.say("coauthors.confirm")}</button> <button class="little" name="confirms" value="no">{words.say("coauthors.decline")}</button></div></form>
          )}
          {it.state !== "confirmed" && isOpen && shown.own && <form method="post" action={`${to}/leaving-out`}><input type="hidden" name="stakeholder" value={it.organisation.id} /><button class="little">{words.say("coauthors.leave-out", { name: words.pick(it.organisation.name).text })}</button></form>}
        </li>))}</ul>
      {isOpen && coAuthors.some((it) => it.state === "asked") && <p class="small soft">{words.say("coauthors.waiting")}</p>}
    </section>
  );
}
