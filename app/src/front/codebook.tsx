import { Hono, type MiddlewareHandler } from "hono";
import { codesIn, guidOf, nestCodes, writeCodebook, type ReadCodebook } from "@travaux/coded-texts";
import { explain, Refusal } from "../ground/refusal.ts";
import { rolesInForce } from "../ground/viewer.ts";
import { Check, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, sentForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { codebookAddress, codingAddress } from "../concepts/coding/addresses.ts";
import { CodeInput, MemoInput } from "../concepts/coding/inputs.ts";
import { addCode, codebookIn, editCode, importCodes, retireCode } from "../concepts/coding/operations/codebook.ts";
import { writeMemo } from "../concepts/coding/operations/coding.ts";
import { codesOf, type KeptCode } from "../concepts/coding/store/codes.ts";
import { codingsIn, memosIn } from "../concepts/coding/store/codings.ts";
import { codingAt, codingCrumbs, codingRoomOf, type CodingRoom } from "./coding-room.ts";

const at = `${codingAt}/codebook`;

/** The codebook of an assessment: its tree, its codes, in and out as REFI-QDA. */
export const codebookPages = new Hono<Env>()
  .get(at, async (c) => showCodebook(c, await codingRoomOf(c), untouched()))
  .post(at, async (c) => {
    const room = await codingRoomOf(c);
    const read = await readForm(c, CodeInput);
    if (!read.ok) return showCodebook(c, room, read.form, 422);
    await addCode(c.var.db, c.var.viewer, room.assessment, read.input, c.var.now, c.var.chance);
    return onward(c, codebookAddress(room.process, room.assessment), "flash.coding.code");
  })
  .get(`${codingAt}/codebook.qdc`, async (c) => {
    const { process, assessment } = await codingRoomOf(c);
    const text = writeCodebook(nestCodes(await plainCodes(c, { process, assessment })), "Travaux");
    return c.body(text, 200, { "Content-Type": "application/xml; charset=utf-8", "Content-Disposition": `attachment; filename="${process.slug}-assessment-${assessment.number}.qdc"`, "Cache-Control": "private, no-store", Vary: "Cookie" });
  })
  .post(`${at}/import`, async (c) => {
    const room = await codingRoomOf(c);
    const upload = (c.var.upload ?? null) as ReadCodebook | Refusal | null;
    const problem = upload === null ? c.var.words.say("coding.error.file") : upload instanceof Refusal ? Object.values(explain(upload, c.var.words)).join(" ") : null;
    if (problem !== null) return showCodebook(c, room, { values: {}, problems: { file: problem } }, 422);
    const { added, changed } = await importCodes(c.var.db, c.var.viewer, room.assessment, upload as ReadCodebook, c.var.now);
    return onward(c, codebookAddress(room.process, room.assessment), "flash.coding.imported", { added, changed, left: (upload as ReadCodebook).leftOut.join(", ") || "–" });
  })
  .get(`${at}/:code`, async (c) => { const room = await codingRoomOf(c); const code = await codeOf(c, room); return showCode(c, room, code, untouched(typedOf(code))); })
  .post(`${at}/:code`, async (c) => {
    const room = await codingRoomOf(c);
    const code = await codeOf(c, room);
    const read = await readForm(c, CodeInput);
    if (!read.ok) return showCode(c, room, code, read.form, 422);
    await editCode(c.var.db, c.var.viewer, room.assessment, code.guid, read.input, c.var.now);
    return onward(c, codebookAddress(room.process, room.assessment), "flash.coding.code");
  })
  .post(`${at}/:code/retirement`, async (c) => {
    const room = await codingRoomOf(c);
    const became = await retireCode(c.var.db, c.var.viewer, room.assessment, (await codeOf(c, room)).guid, c.var.now);
    return onward(c, codebookAddress(room.process, room.assessment), became === "retired" ? "flash.coding.retired" : "flash.coding.taken-up");
  })
  .post(`${at}/:code/memos`, async (c) => {
    const room = await codingRoomOf(c);
    const code = await codeOf(c, room);
    const read = await readForm(c, MemoInput);
    if (!read.ok) return showCode(c, room, code, { values: typedOf(code), problems: read.form.problems }, 422);
    await writeMemo(c.var.db, c.var.viewer, room.assessment, null, { about: "code", subject: code.guid, text: read.input.text }, c.var.now, c.var.chance);
    return onward(c, `${codebookAddress(room.process, room.assessment)}/${code.guid}`, "flash.coding.memo");
  });

/** Read a codebook before the request’s transaction begins; only for officers and assessors. */
export const readCodebookUpload: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method !== "POST" || !rolesInForce(c.var.viewer).some((it) => it.role !== "editor")) return next();
  const { file } = await sentForm(c);
  if (file instanceof File && file.size > 0) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    try { c.set("upload", codebookIn(bytes)); } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      c.set("upload", error);
    }
  }
  return next();
};

const plainCodes = async (c: Door, { assessment }: CodingRoom) => (await codesOf(c.var.db, assessment, c.var.viewer)).map(({ position: _, retiredDay: __, ...it }) => it);
async function codeOf(c: Door, { assessment }: CodingRoom): Promise<KeptCode> {
  const guid = guidOf(inAddress(c, "code"));
  const found = (await codesOf(c.var.db, assessment, c.var.viewer)).find((it) => it.guid === guid);
  if (!found) throw new Refusal("not-found", "codebook-code-unknown");
  return found;
}
const typedOf = ({ name, definition, example, colour, parent, isCodable }: KeptCode): Record<string, string> => ({ name, definition, example, colour: colour ?? "", parent: parent ?? "", holds: isCodable ? "" : "yes" });

async function showCodebook(c: Door, room: CodingRoom, form: Typed, status: 200 | 422 = 200) {
  const { words, db, viewer } = c.var;
  const codes = await codesOf(db, room.assessment, viewer);
  const title = words.say("coding.codebook");
  const to = here(c)(codebookAddress(room.process, room.assessment));
  const given = Map.groupBy(await codingsIn(db, room.assessment, viewer), (it) => it.code);
  const retired = new Set(codes.filter((it) => it.retiredDay !== null).map((it) => it.guid));
  return showPage(c, { title, crumbs: codingCrumbs(c, room, { name: title }), unlisted: true },
    <>
      <p class="eyebrow"><InWords it={room.assessment.title} words={words} /></p>
      <h1>{title}</h1>
      <p class="lede">{words.say("coding.codebook.lede")}</p>
      <ErrorSummary form={form} words={words} />
      {codes.length === 0 ? <div class="empty"><p>{words.say("coding.codebook.empty")}</p></div> : (
        <ul class="plain codebook">{[...codesIn(nestCodes(codes))].map(({ code, depth }) => (
          <li class={`view depth-${Math.min(depth, 4)}`}><p><a href={`${to}/${code.guid}`}><bdi>{code.name}</bdi></a> <span class="soft small">{words.say("coding.code.given", { count: given.get(code.guid)?.length ?? 0 })}{retired.has(code.guid) && <> · {words.say("coding.code.retired")}</>}{!code.isCodable && <> · {words.say("coding.code.holds")}</>}</span></p>
            {code.definition && <p class="lines" dir="auto">{code.definition}</p>}{code.example && <p class="small" dir="auto"><q>{code.example}</q></p>}</li>
        ))}</ul>
      )}
      <section aria-labelledby="add"><h2 id="add">{words.say("coding.code.add")}</h2><CodeForm c={c} codes={codes} form={form} action={to} /></section>
      <section aria-labelledby="exchange"><h2 id="exchange">{words.say("coding.exchange")}</h2>
        <p><a href={here(c)(`${codingAddress(room.process, room.assessment)}/codebook.qdc`)}>{words.say("coding.exchange.out")}</a></p>
        <form method="post" enctype="multipart/form-data" action={`${to}/import`}><TextField name="file" type="file" label={words.say("coding.exchange.in")} hint={words.say("coding.exchange.in.hint")} form={form} accept=".qdc,.qdpx,.qde" /><button>{words.say("coding.exchange.read")}</button></form>
      </section>
    </>, status);
}

function CodeForm({ c, codes, form, action, without }: { c: Door; codes: readonly KeptCode[]; form: Typed; action: string; without?: string }) {
  const { words } = c.var;
  const above = [{ value: "", name: words.say("coding.code.top") }, ...codes.filter((it) => it.guid !== without).map((it) => ({ value: it.guid, name: it.name }))];
  return (
    <form method="post" action={action}>
      <TextField name="name" label={words.say("coding.code.name")} form={form} dir="auto" required />
      <TextArea name="definition" label={words.say("coding.code.definition")} hint={words.say("coding.code.definition.hint")} form={form} rows={3} />
      <TextArea name="example" label={words.say("coding.code.example")} form={form} rows={2} />
      <ChoiceField name="parent" label={words.say("coding.code.parent")} form={form} choices={above} />
      <TextField name="colour" label={words.say("coding.code.colour")} hint={words.say("coding.code.colour.hint")} form={form} />
      <Check name="holds" label={words.say("coding.code.holds")} form={form} />
      <button class="main">{words.say("coding.save")}</button>
    </form>
  );
}

async function showCode(c: Door, room: CodingRoom, code: KeptCode, form: Typed, status: 200 | 422 = 200) {
  const { words, db, viewer } = c.var;
  const address = codebookAddress(room.process, room.assessment);
  const to = `${here(c)(address)}/${code.guid}`;
  const memos = (await memosIn(db, room.assessment, viewer)).filter((it) => it.about === "code" && it.subject === code.guid);
  return showPage(c, { title: code.name, crumbs: codingCrumbs(c, room, { name: words.say("coding.codebook"), address: here(c)(address) }, { name: code.name }), unlisted: true },
    <>
      <h1 dir="auto">{code.name}</h1>
      <ErrorSummary form={form} words={words} />
      <CodeForm c={c} codes={await codesOf(db, room.assessment, viewer)} form={form} action={to} without={code.guid} />
      <form method="post" action={`${to}/retirement`}><p class="hint">{words.say("coding.code.retire.hint")}</p><button class="little">{words.say(code.retiredDay === null ? "coding.code.retire" : "coding.code.take-up")}</button></form>
      <section aria-labelledby="memos"><h2 id="memos">{words.say("coding.memos")}</h2>
        <ul class="plain">{memos.map((it) => <li class="view"><p class="small soft"><bdi>{it.by}</bdi> · {words.day(it.day)}</p><p class="lines" dir="auto">{it.text}</p></li>)}</ul>
        <form method="post" action={`${to}/memos`}><input type="hidden" name="about" value="code" /><input type="hidden" name="subject" value={code.guid} /><TextArea name="text" label={words.say("coding.memo.text")} form={form} rows={3} required /><button class="little">{words.say("coding.save")}</button></form>
      </section>
    </>, status);
}
