import { z } from "@hono/zod-openapi";
import { languages, type Key, type Localized } from "../../ground/words.ts";
import { free } from "../partnerships/inputs.ts";
import { line } from "../stakeholders/inputs.ts";
import { certainties, kinds } from "./finding.ts";
import type { FindingEntry } from "./operations.ts";
import type { KnownMargin, Source, TablePlan } from "./plan.ts";
import type { Chosen } from "./release.ts";

const inLanguages = <T extends string>(name: T, schema: z.ZodType<string>) => Object.fromEntries(languages.map((it) => [`${name}-${it}`, schema])) as unknown as Record<`${T}-${(typeof languages)[number]}`, z.ZodType<string>>;
const localized = (it: Record<string, unknown>, name: string): Localized => ({ en: "", ...Object.fromEntries(languages.map((one) => [one, it[`${name}-${one}`] as string]).filter(([, text]) => text)) });
const shortLine = line(160, "forums.error.long").default("");
const listed = (it: string) => it.split(/[\n,;]/).map((one) => one.trim()).filter(Boolean);
const wrong = (context: z.RefinementCtx, path: string, message: Key) => { context.addIssue({ code: "custom", path: [path], message }); };
const numbers = z.array(z.coerce.number().int().positive()).default([]);

/** A finding as those who assess type it. */
export const FindingInput = z.object({
  ...inLanguages("title", shortLine), ...inLanguages("text", free(3000)), kind: z.enum(kinds), certainty: z.enum(certainties), dimension: line(120, "forums.error.long"),
  regions: z.array(z.string().max(120)).default([]), sectors: z.array(z.string().max(120)).default([]), themes: z.array(z.string().max(80)).default([]), tables: numbers, segments: z.array(z.string().max(200)).default([]),
}).transform((it, context): FindingEntry => {
  const [title, text] = [localized(it, "title"), localized(it, "text")];
  if (title.en.length < 3) wrong(context, "title-en", "findings.error.title");
  if (text.en.length < 10) wrong(context, "text-en", "findings.error.text");
  if (it.tables.length + it.segments.length === 0 && it.kind !== "gap") wrong(context, "tables", "findings.error.rests");
  return { kind: it.kind, certainty: it.certainty, dimension: it.dimension || it.kind, title, text, regions: it.regions, sectors: it.sectors, themes: it.themes, tables: it.tables, segments: it.segments };
});
export const findingLists = ["regions", "sectors", "themes", "tables", "segments"] as const;

/** "region", "question:need" as the boxes of the form say it. */
export function sourceOf(written: string): Source | null {
  if (written.startsWith("question:")) return { of: "question", name: written.slice("question:".length) };
  return (["region", "sector", "dimension", "code", "theme"] as const).filter((it) => it === written).map((of) => ({ of }))[0] ?? null;
}

/** A known margin as it is typed: a line for each category, "african: 54". */
function marginOf(by: KnownMargin["by"], typed: string): KnownMargin | null {
  const lines = listed(typed).map((it) => /^(.+?)\s*[:=]\s*(\d+(?:\.\d+)?)$/.exec(it));
  if (lines.some((it) => it === null)) return null;
  return { by, totals: Object.fromEntries(lines.map((it) => [it![1]!, Number(it![2])])) };
}

/** A table as it is planned in the form. */
export const TableInput = z.object({ ...inLanguages("title", shortLine), rows: z.string().max(200), columns: z.string().max(200), layers: z.string().max(200).default(""), "margin-region": free(2000), "margin-sector": free(2000), agree: z.string().max(120).default("") })
  .transform((it, context): { title: Localized; plan: TablePlan } => {
    const [rows, columns, layers] = [sourceOf(it.rows), sourceOf(it.columns), it.layers === "" ? null : sourceOf(it.layers)];
    const title = localized(it, "title");
    if (title.en.length < 3) wrong(context, "title-en", "findings.error.title");
    if (!rows || !columns || (it.layers !== "" && !layers)) wrong(context, "rows", "findings.error.dimension");
    const margins = (["region", "sector"] as const).flatMap((by) => { const typed = it[`margin-${by}`]; if (!typed) return []; const found = marginOf(by, typed); if (!found) wrong(context, `margin-${by}`, "findings.error.margin"); return found ? [found] : []; });
    return { title, plan: { rows: rows ?? { of: "region" }, columns: columns ?? { of: "sector" }, layers, margins, agreeFrom: it.agree.trim() || null } };
  });

/** What a release is to be made of. */
export const ReleaseInput = z.object({ ...inLanguages("summary", free(2000)), tables: numbers, findings: numbers, quotes: z.array(z.string().max(200)).default([]), read: z.array(z.string().max(200)).default([]), corrects: z.string().max(9).default("") })
  .transform((it, context): Chosen => {
    const summary = localized(it, "summary");
    if (summary.en.length < 10) wrong(context, "summary-en", "findings.error.summary");
    return { summary, tables: it.tables, findings: it.findings, quotes: it.quotes, read: it.read, corrects: /^[1-9]\d{0,8}$/.test(it.corrects) ? Number(it.corrects) : null };
  });
export const releaseLists = ["tables", "findings", "quotes", "read"] as const;
/** That a release may go out, as its page showed it. */
export const ClearanceInput = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
