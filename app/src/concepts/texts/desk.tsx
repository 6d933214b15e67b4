import { Hono, type MiddlewareHandler } from "hono";
import { here, inAddress, type Door, type Env } from "../../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, sentForm, TextField, untouched, type Typed } from "../../ground/web/forms.tsx";
import { flash, showPage } from "../../ground/web/page.tsx";
import { explain, Refusal, refusalStatus } from "../../ground/refusal.ts";
import { editorOf } from "../../ground/viewer.ts";
import { processBySlug } from "../processes/store.ts";
import { deskAddress, versionAddress } from "./addresses.ts";
import { AlignmentDesk, isLevel } from "./alignment-desk.tsx";
import { authenticities, DecisionInput, LabelInput, OpenInstrumentInput, statuses, textLanguages } from "./inputs.ts";
import { editionOf, predecessorOf, shelfOf, versionOn, type Shelf } from "./opened.ts";
import { confirmAlike, decideAlignment, discardVersion, importText, openInstrument, publishVersion, type Document } from "./operations.ts";
import { barOf } from "./pages.tsx";
import { largestDocument, readText } from "./reader.ts";
import { alignmentsOf } from "./store/lineage.ts";
import { textOf } from "./store/passages.ts";
import { fidelityOf } from "./store/versions.ts";
import { surelyAlike, type Version } from "./text.ts";

/** The editors' side of the texts: open one, import a version, align it, publish it. No page of it opens without a session. */
export const textDesk = new Hono<Env>()
  .get("/desk/:process/instruments", (c) => showOpening(c, untouched()))
  .post("/desk/:process/instruments", async (c) => {
    const { db, viewer, now, chance } = c.var;
    const process = await processBySlug(db, inAddress(c, "process"));
    const form = await readForm(c, OpenInstrumentInput);
    if (!form.ok) return showOpening(c, form.form);
    const instrument = await openInstrument(db, viewer, process, { slug: form.input.slug, title: { en: form.input.title } }, now, chance);
    return c.redirect(here(c)(`${deskAddress(process, instrument)}/import`), 303);
  })
  .get("/desk/:process/:instrument/import", async (c) => showImport(c, await shelf(c), untouched({ status: "draft", authenticity: "authentic", language: "en", date: c.var.now.toISOString().slice(0, 10) })))
  .post("/desk/:process/:instrument/import", async (c) => takeImport(c, await shelf(c)))
  .get("/desk/:process/:instrument/:version", async (c) => {
    const opened = await shelf(c);
    return showVersion(c, opened, versionOn(opened, inAddress(c, "version")));
  })
  .post("/desk/:process/:instrument/:version/decisions", async (c) => {
    const { db, viewer, now, chance } = c.var;
    const opened = await shelf(c);
    const version = versionOn(opened, inAddress(c, "version"));
    const body = await sentForm(c);
    const read = DecisionInput.safeParse({ old: body.old, new: body.new });
    if (!read.success) throw new Refusal("not-valid", "form-broken");
    const decision = read.data;
    await decideAlignment(db, viewer, opened.process, opened.instrument, version, decision, now, chance);
    flash(c, "flash.decided");
    return c.redirect(`${back(c, opened, version)}#${decision.new[0] ?? decision.old[0] ?? ""}`, 303);
  })
  .post("/desk/:process/:instrument/:version/confirmation", async (c) => {
    const opened = await shelf(c);
    const version = versionOn(opened, inAddress(c, "version"));
    const count = await confirmAlike(c.var.db, c.var.viewer, opened.process, version, surelyAlike, c.var.now);
    flash(c, "flash.confirmed", { count });
    return c.redirect(back(c, opened, version), 303);
  })
  .post("/desk/:process/:instrument/:version/publication", async (c) => {
    const opened = await shelf(c);
    const version = versionOn(opened, inAddress(c, "version"));
    await publishVersion(c.var.db, c.var.viewer, opened.process, opened.instrument, version, c.var.now, c.var.chance);
    flash(c, "flash.published", { symbol: version.symbol });
    return c.redirect(here(c)(versionAddress(opened.process, opened.instrument, version)), 303);
  })
  .post("/desk/:process/:instrument/:version/removal", async (c) => {
    const opened = await shelf(c);
    const version = versionOn(opened, inAddress(c, "version"));
    await discardVersion(c.var.db, c.var.viewer, opened.process, opened.instrument, version, c.var.now);
    flash(c, "flash.discarded", { symbol: version.symbol });
    return c.redirect(here(c)("/desk"), 303);
  });

/**
 * Read what is uploaded before the request's transaction begins: a large PDF takes seconds, and the embedded database has
 * one session for everybody. What is wrong with it is said in the form. A visitor's upload is not read at all.
 */
export const readUpload: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method !== "POST" || c.var.viewer.kind === "visitor") return next();
  const { file, language } = await sentForm(c);
  c.set("upload", file instanceof File && file.size > 0 ? await documentIn(file, typeof language === "string" ? language : undefined) : null);
  return next();
};

async function documentIn(file: File, language: string | undefined): Promise<Document | Refusal> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    return { bytes, name: file.name, text: await readText(bytes, file.name, language) };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The shelf of the address, for its editors only. */
async function shelf(c: Door): Promise<Shelf> {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  editorOf(c.var.viewer, process.id);
  return shelfOf(c.var.db, process.slug, inAddress(c, "instrument"), c.var.viewer);
}

function back(c: Door, { process, instrument }: Shelf, version: Version) {
  const level = c.req.query("level");
  return here(c)(deskAddress(process, instrument, version)) + (level && isLevel(level) ? `?level=${level}` : "");
}

async function showOpening(c: Door, form: Typed) {
  const { words } = c.var;
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  editorOf(c.var.viewer, process.id);
  const crumbs = [{ name: words.say("shell.desk"), address: here(c)("/desk") }, { name: words.say("desk.open.title") }];
  return showPage(c, { title: words.say("desk.open.title"), crumbs, process: barOf(process, null), unlisted: true },
    <>
      <h1>{words.say("desk.open.title")}</h1>
      <ErrorSummary form={form} words={words} />
      <form method="post">
        <TextField name="title" label={words.say("texts.title")} form={form} required dir="auto" />
        <TextField name="slug" label={words.say("texts.slug")} hint={words.say("texts.slug.hint")} form={form} required />
        <button class="main">{words.say("desk.open.save")}</button>
      </form>
    </>, Object.keys(form.problems).length > 0 ? 422 : 200);
}

async function showImport(c: Door, { process, instrument, versions }: Shelf, form: Typed, status: 200 | 413 | 422 = 200) {
  const { words } = c.var;
  const choices = <T extends string>(values: readonly T[], name: (it: T) => string) => values.map((value) => ({ value, name: name(value) }));
  const crumbs = [{ name: words.say("shell.desk"), address: here(c)("/desk") }, { name: words.pick(instrument.title).text }, { name: words.say("desk.import") }];
  const last = versions.at(-1);
  return showPage(c, { title: words.say("desk.import"), crumbs, process: barOf(process, null), unlisted: true },
    <>
      <h1>{words.say("desk.import")}</h1>
      <p class="lede">{words.say("desk.import.lede")}</p>
      {last && <p class="small soft">{words.say("desk.import.last", { symbol: last.symbol, date: words.day(last.date) })}</p>}
      <ErrorSummary form={form} words={words} />
      <form method="post" enctype="multipart/form-data">
        <TextField name="file" type="file" label={words.say("texts.file")} hint={words.say("texts.file.hint", { limit: largestDocument / 1024 / 1024 })} accept=".txt,.md,.docx,.pdf,.html,.htm,.json" form={form} required />
        <TextField name="symbol" label={words.say("texts.symbol")} hint={words.say("texts.symbol.hint")} form={form} required />
        <TextField name="title" label={words.say("texts.title")} hint={words.say("texts.title.hint")} form={form} required dir="auto" />
        <TextField name="date" type="date" label={words.say("texts.date")} form={form} required />
        <ChoiceField name="status" label={words.say("texts.status")} choices={choices(statuses, (it) => words.say(`status.${it}`))} form={form} />
        <ChoiceField name="language" label={words.say("texts.language")} choices={choices(textLanguages, words.languageName)} form={form} />
        <ChoiceField name="authenticity" label={words.say("texts.authenticity")} choices={choices(authenticities, (it) => words.say(`authenticity.${it}`))} form={form} />
        <TextField name="source" label={words.say("texts.source")} hint={words.say("texts.source.hint")} form={form} dir="auto" />
        <button class="main">{words.say("desk.import.save")}</button>
      </form>
    </>, status);
}

/** Read the document, which was parsed before the transaction began, and keep it; or show the form again as it was sent. */
async function takeImport(c: Door, opened: Shelf) {
  const { db, viewer, now, chance, words } = c.var;
  const upload = c.var.upload as Document | Refusal | null;
  const form = await readForm(c, LabelInput);
  const problems = form.ok ? {} : form.form.problems;
  const values = form.ok ? Object.fromEntries(Object.entries(form.input).map(([key, value]) => [key, value ?? ""])) : form.form.values;
  const refused = upload instanceof Refusal ? upload : null;
  if (upload instanceof Refusal || !form.ok || !upload) {
    const file = refused ? Object.values(explain(refused, words)).join(" ") : words.say("texts.file.needed");
    return showImport(c, opened, { values, problems: { ...(refused || !upload ? { file } : { file: words.say("texts.file.again") }), ...problems } }, refused?.kind === "too-large" ? 413 : 422);
  }
  try {
    const label = { ...form.input, title: { en: form.input.title } };
    const version = await importText(db, viewer, opened.process, opened.instrument, label, upload, now, chance);
    flash(c, "flash.imported", { symbol: version.symbol });
    return c.redirect(here(c)(deskAddress(opened.process, opened.instrument, version)), 303);
  } catch (error) {
    if (!(error instanceof Refusal) || refusalStatus[error.kind] !== 422) throw error;
    const { because, next } = explain(error, words);
    return showImport(c, opened, { values, problems: { [fieldOf(error)]: `${because} ${next}` } }, 422);
  }
}

const fieldOf = ({ code }: Refusal) => (code.startsWith("document") ? "file" : code === "version-before-predecessor" || code === "edition-of-another-day" ? "date" : "symbol");

async function showVersion(c: Door, opened: Shelf, version: Version) {
  const { db, words } = c.var;
  const { process, instrument } = opened;
  const older = predecessorOf(opened, version);
  const edition = editionOf(opened, version, undefined, words.language);
  const before = older && editionOf(opened, older, edition.language, words.language);
  const level = c.req.query("level") ?? "articles";
  const crumbs = [{ name: words.say("shell.desk"), address: here(c)("/desk") }, { name: words.pick(instrument.title).text }, { name: version.symbol }];
  return showPage(c, { title: `${words.say("align.title")} ${version.symbol}`, crumbs, process: barOf(process, null), unlisted: true },
    <AlignmentDesk words={words} shelf={opened} version={version} older={older ?? null} address={here(c)} level={isLevel(level) ? level : "articles"}
      rows={await alignmentsOf(db, version.id)} fidelity={await fidelityOf(db, edition.id)}
      after={await textOf(db, edition)} before={before ? await textOf(db, before) : null} />);
}
