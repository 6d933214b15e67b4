import { Hono, type MiddlewareHandler } from "hono";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, sentForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { explain, Refusal } from "../ground/refusal.ts";
import { mayOfficiate, officerOf } from "../ground/viewer.ts";
import { columnFields, type Mapping } from "../concepts/stakeholders/import/heads.ts";
import type { Decisions, Entry, Kept, Plan } from "../concepts/stakeholders/import/plan.ts";
import { readMemberList } from "../concepts/stakeholders/import/reader.ts";
import { largestList, mostLines, mostProblems, type ReadTable } from "../concepts/stakeholders/import/table.ts";
import { applyList, previewList, remapList, undoList } from "../concepts/stakeholders/operations/lists.ts";
import { sectors } from "../concepts/stakeholders/stakeholder.ts";
import { listById, lists, type MemberList } from "../concepts/stakeholders/store/lists.ts";
import { sayLikeness } from "../concepts/stakeholders/views.tsx";
import { Deed } from "./members.tsx";

/** Member lists: read, looked at, applied whole or not at all, taken back. */
export const memberListPages = new Hono<Env>()
  .get("/desk/lists", async (c) => showLists(c))
  .get("/desk/lists/import", async (c) => showUpload(c, untouched()))
  .post("/desk/lists/import", async (c) => takeUpload(c))
  .get("/desk/lists/:id", async (c) => {
    officerOf(c.var.viewer);
    return showList(c, await listById(c.var.db, inAddress(c, "id")));
  })
  .post("/desk/lists/:id/columns", async (c) => {
    await remapList(c.var.db, c.var.viewer, inAddress(c, "id"), await mappingSent(c));
    return c.redirect(here(c)(`/desk/lists/${inAddress(c, "id")}`), 303);
  })
  .post("/desk/lists/:id/application", async (c) => {
    const { db, viewer, now, chance } = c.var;
    const trace = await applyList(db, viewer, inAddress(c, "id"), await decisionsSent(c), now, chance);
    flash(c, "flash.list.applied", { added: trace.added.length, changed: trace.changed.length });
    return c.redirect(here(c)(`/desk/lists/${inAddress(c, "id")}`), 303);
  })
  .post("/desk/lists/:id/undoing", async (c) => {
    const { db, viewer, now, chance } = c.var;
    const { undone, kept } = await undoList(db, viewer, inAddress(c, "id"), now, chance);
    flash(c, "flash.list.undone", { undone, kept: kept.length });
    return c.redirect(here(c)(`/desk/lists/${inAddress(c, "id")}`), 303);
  });

type Upload = { table: ReadTable; name: string } | Refusal | null;

/** Read a list before the request's transaction begins, and in a thread of its own; only for officers. */
export const readMemberListUpload: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method !== "POST" || !mayOfficiate(c.var.viewer)) return next();
  const { file } = await sentForm(c);
  c.set("upload", file instanceof File && file.size > 0 ? await tableIn(file) : null);
  return next();
};

async function tableIn(file: File): Promise<Upload> {
  try {
    return { table: await readMemberList(new Uint8Array(await file.arrayBuffer()), file.name), name: file.name };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

async function takeUpload(c: Door) {
  const { db, viewer, now, chance, words } = c.var;
  officerOf(viewer);
  const upload = c.var.upload as Upload;
  if (upload === null) return showUpload(c, { values: {}, problems: { file: words.say("stakeholders.list.file.needed") } }, 422);
  if (upload instanceof Refusal) return showUpload(c, { values: {}, problems: { file: Object.values(explain(upload, words)).join(" ") } }, upload.kind === "too-large" ? 413 : 422);
  const list = await previewList(db, viewer, upload.table, upload.name, now, chance);
  return c.redirect(here(c)(`/desk/lists/${list.id}`), 303);
}

/** What was chosen for each column, and for lines without a sector. */
async function mappingSent(c: Door): Promise<Mapping> {
  officerOf(c.var.viewer);
  const sent = await sentForm(c);
  const { mapping } = await listById(c.var.db, inAddress(c, "id"));
  const columns = mapping.columns.map((_, index) => columnFields.find((it) => it === sent[`column.${index}`]) ?? null);
  return { columns: columns.map((it, index) => (columns.indexOf(it) === index ? it : null)), sector: sectors.find((it) => it === sent.sector) ?? null };
}

async function decisionsSent(c: Door): Promise<Decisions> {
  const sent = Object.entries(await sentForm(c)).filter((it): it is [string, string] => it[0].startsWith("line.") && typeof it[1] === "string");
  return Object.fromEntries(sent.map(([name, it]) => [Number(name.slice(5)), it === "new" || it === "skip" ? it : { same: it }]));
}

async function showLists(c: Door) {
  const { db, words, viewer } = c.var;
  officerOf(viewer);
  const all = await lists(db);
  const title = words.say("stakeholders.lists");
  return showPage(c, { title, crumbs: [{ name: words.say("stakeholders.secretariat"), address: here(c)("/desk/secretariat") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      <div class="actions"><a class="button main" href={here(c)("/desk/lists/import")}>{words.say("stakeholders.list.read")}</a></div>
      {all.length === 0 && <div class="empty"><p>{words.say("stakeholders.lists.none")}</p></div>}
      <ul class="entries">{all.map((it) => (
        <li class="row"><span><a href={here(c)(`/desk/lists/${it.id}`)}><bdi>{it.fileName}</bdi></a> <span class="soft small">{words.say("stakeholders.list.lines", { count: it.lines })} · {words.day(it.readAt)} · <bdi>{it.readBy}</bdi></span></span><span class="small">{words.say(stateOf(it))}</span></li>
      ))}</ul>
    </>);
}

const stateOf = (it: Pick<MemberList, "appliedAt" | "undoneAt">) => (it.undoneAt ? "stakeholders.list.undone" : it.appliedAt ? "stakeholders.list.applied" : "stakeholders.list.waiting");

function showUpload(c: Door, form: Typed, status: 200 | 413 | 422 = 200) {
  const { words } = c.var;
  officerOf(c.var.viewer);
  const title = words.say("stakeholders.list.read");
  return showPage(c, { title, crumbs: [{ name: words.say("stakeholders.lists"), address: here(c)("/desk/lists") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("stakeholders.list.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" enctype="multipart/form-data">
        <TextField name="file" type="file" label={words.say("stakeholders.list.file")} hint={words.say("stakeholders.list.file.hint", { lines: mostLines, limit: largestList / 1024 / 1024 })} accept=".csv,.tsv,.txt,.xlsx,.json" form={form} required />
        <div class="actions"><button class="main">{words.say("stakeholders.list.look")}</button></div>
      </form>
    </>, status);
}

/** More lines than these are counted, not shown: the whole list is in the file. */
const mostShown = 200;

function showList(c: Door, list: MemberList) {
  const { words } = c.var;
  const { entries, problems } = list.plan;
  const of = (kind: Entry["kind"]) => entries.filter((it) => it.kind === kind);
  return showPage(c, { title: list.fileName, crumbs: [{ name: words.say("stakeholders.lists"), address: here(c)("/desk/lists") }, { name: list.fileName }], unlisted: true },
    <>
      <h1><bdi>{list.fileName}</bdi></h1>
      <p class="lede">{words.say(stateOf(list))} {words.say("stakeholders.list.summary", { added: of("new").length, changed: of("changed").length, same: of("same").length, doubtful: of("doubtful").length, problems: problems.length })}</p>
      {list.appliedAt && !list.undoneAt && <><p>{words.say("stakeholders.list.undo.text")}</p><Deed c={c} to={`/desk/lists/${list.id}/undoing`} name="stakeholders.list.undo" /></>}
      {list.trace?.kept && list.trace.kept.length > 0 && <KeptLines c={c} kept={list.trace.kept} />}
      {!list.appliedAt && list.table && <Columns c={c} list={list} table={list.table} />}
      {problems.length > 0 && <Problems c={c} problems={problems} table={list.table} />}
      {!list.appliedAt && problems.length === 0
        ? <form method="post" action={here(c)(`/desk/lists/${list.id}/application`)}>
            <Entries c={c} entries={entries} open />
            <div class="actions"><button class="main">{words.say("stakeholders.list.apply")}</button></div>
          </form>
        : <Entries c={c} entries={entries} />}
    </>);
}

const Columns = ({ c, list, table }: { c: Door; list: MemberList; table: ReadTable }) => {
  const { words } = c.var;
  return (
    <details open={!list.mapping.columns.includes("name") || list.plan.problems.some((it) => it.code === "sector-missing")}>
      <summary>{words.say("stakeholders.list.columns")}</summary>
      <form method="post" action={here(c)(`/desk/lists/${list.id}/columns`)}>
        <div class="inline">
          {table.head.map((head, index) => (
            <label><bdi>{head || words.say("stakeholders.list.column", { number: index + 1 })}</bdi> <select name={`column.${index}`}><option value="">{words.say("stakeholders.list.left.out")}</option>{columnFields.map((it) => <option value={it} selected={list.mapping.columns[index] === it}>{words.say(`stakeholders.field.${it}`)}</option>)}</select></label>
          ))}
          <label>{words.say("stakeholders.list.sector")} <select name="sector"><option value="">{words.say("stakeholders.form.choose")}</option>{sectors.map((it) => <option value={it} selected={list.mapping.sector === it}>{words.say(`stakeholders.sector.${it}`)}</option>)}</select></label>
          <button class="little">{words.say("stakeholders.list.columns.save")}</button>
        </div>
      </form>
    </details>
  );
};

/** What stayed when the list was taken back, and why. */
const KeptLines = ({ c, kept }: { c: Door; kept: Kept[] }) => {
  const { words } = c.var;
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{words.say("stakeholders.kept", { count: kept.length })}</h2>
      <ol class="entries">{kept.slice(0, mostShown).map((it) => <li value={it.line}><span class="soft small">{words.say("stakeholders.list.line", { line: it.line })}</span> <bdi>{it.name}</bdi> <span class="soft small">{words.say(`stakeholders.kept.${it.because}`)}</span></li>)}</ol>
      {kept.length > mostShown && <p class="small soft">{words.say("stakeholders.list.more", { count: kept.length - mostShown })}</p>}
    </section>
  );
};

const Problems = ({ c, problems, table }: { c: Door; problems: Plan["problems"]; table: ReadTable | null }) => {
  const { words } = c.var;
  return (
    <section aria-labelledby="problems">
      <h2 id="problems">{words.say("stakeholders.list.problems", { count: problems.length })}</h2>
      <p>{words.say("stakeholders.list.problems.text")} {problems.length >= mostProblems && words.say("stakeholders.list.problems.first", { count: mostProblems })}</p>
      <table class="stack" role="table"><thead role="rowgroup"><tr role="row">{(["line", "column", "problem", "mend"] as const).map((it) => <th role="columnheader" scope="col">{words.say(`stakeholders.list.${it}.head`)}</th>)}</tr></thead>
        <tbody role="rowgroup">{problems.map((it) => (
          <tr role="row">
            <th role="rowheader" scope="row">{words.number(it.line)}</th>
            <td role="cell" data-label={words.say("stakeholders.list.column.head")}>{it.column > 0 && <>{words.number(it.column)} <bdi class="soft">{table?.head[it.column - 1]}</bdi></>}</td>
            <td role="cell" data-label={words.say("stakeholders.list.problem.head")}>{words.say(`stakeholders.problem.${it.code}`, { other: it.other ?? 0 })} <q dir="auto">{visible(it.found)}</q></td>
            <td role="cell" data-label={words.say("stakeholders.list.mend.head")}>{words.say(`stakeholders.problem.${it.code}.mend`, { other: it.other ?? 0 })}</td>
          </tr>
        ))}</tbody></table>
    </section>
  );
};

/** Characters that turn direction or have no body are shown by their numbers, so that a report cannot be turned itself. */
// oxlint-disable-next-line no-control-regex -- control characters are what is made visible
const visible = (it: string) => it.replaceAll(/[\u202A-\u202E\u2066-\u2069\u200B-\u200F\u0000-\u001F]/g, (sign) => `[U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);

const Entries = ({ c, entries, open = false }: { c: Door; entries: Entry[]; open?: boolean }) => (
  <>{(["doubtful", "changed", "new", "same"] as const).map((kind) => {
    const { words } = c.var;
    const some = entries.filter((it) => it.kind === kind);
    const shown = kind === "doubtful" ? some : some.slice(0, mostShown); // each doubtful line needs its decision
    return some.length === 0 ? null : (
      <section aria-labelledby={kind}>
        <h2 id={kind}>{words.say(`stakeholders.list.${kind}`, { count: some.length })}</h2>
        <ol class="entries">{shown.map((it) => <li value={it.line}><EntryLine c={c} it={it} open={open} /></li>)}</ol>
        {shown.length < some.length && <p class="small soft">{words.say("stakeholders.list.more", { count: some.length - shown.length })}</p>}
      </section>
    );
  })}</>
);

function EntryLine({ c, it, open }: { c: Door; it: Entry; open: boolean }) {
  const { words } = c.var;
  const line = <><span class="soft small">{words.say("stakeholders.list.line", { line: it.line })}</span> <bdi>{it.name}</bdi></>;
  if (it.kind === "changed") return <>{line} → <a href={here(c)(`/stakeholders/${it.slug}`)}><bdi>{it.slug}</bdi></a><ul class="plain small">{it.changes.map((one) => <li>{words.say(`stakeholders.field.${one.field === "identifiers" ? "identifiers" : (one.field as "name")}`)}: <del dir="auto">{one.before}</del> <ins dir="auto">{one.after}</ins></li>)}</ul></>;
  if (it.kind !== "doubtful") return line;
  const twins = it.twins.map((one) => <><a href={here(c)(`/stakeholders/${one.slug}`)}><bdi>{one.name}</bdi></a> ({sayLikeness(words, one)})</>);
  if (!open) return <>{line} {twins}</>;
  return (
    <fieldset><legend>{line}</legend>
      <label><input type="radio" name={`line.${it.line}`} value="skip" checked /> {words.say("stakeholders.list.skip")}</label>{" "}
      <label><input type="radio" name={`line.${it.line}`} value="new" /> {words.say("stakeholders.list.another")}</label>{" "}
      {it.twins.map((one, index) => <><label><input type="radio" name={`line.${it.line}`} value={one.stakeholderId} /> {words.say("stakeholders.list.is")}</label> {twins[index]}{" "}</>)}
    </fieldset>
  );
}
