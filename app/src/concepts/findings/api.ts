import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { receiptOf } from "../../ground/record/receipts.ts";
import { Refusal } from "../../ground/refusal.ts";
import { visitor } from "../../ground/viewer.ts";
import { json, params, problems, receiptOut, receiptSchema } from "../../ground/web/api.ts";
import type { Env } from "../../ground/web/env.ts";
import { numberIn } from "../../ground/web/number.ts";
import { assessmentAt } from "../assessments/store.ts";
import { processBySlug } from "../processes/store.ts";
import { certainties, kinds } from "./finding.ts";
import { clearedIn, entryOfRelease, releaseAt } from "./store.ts";

const words = z.record(z.string(), z.string());
const named = z.object({ key: z.string(), name: words.nullable() });
const number = z.number().int();
const FindingOut = z.object({ number, kind: z.enum(kinds), certainty: z.enum(certainties), dimension: z.string(), title: words, text: words, regions: z.array(z.string()), sectors: z.array(z.string()), themes: z.array(z.string()), tables: z.array(number), quotes: z.array(number) }).openapi("Finding");
const CellOut = z.object({ at: z.array(z.string()), count: number.nullable(), hidden: z.enum(["few", "with"]).nullable(), share: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() });
const weighting = z.object({ converged: z.boolean(), gaps: z.array(z.string()), about: z.object({ designEffect: z.number(), effective: z.number(), least: z.number(), most: z.number() }).nullable() }).nullable();
const TableOut = z.object({ number, title: words, agreeFrom: z.string().nullable(), weighting, dimensions: z.array(named.extend({ of: z.string(), several: z.boolean(), categories: z.array(named) })), cells: z.array(CellOut) });
const QuoteOut = z.object({ name: z.string().nullable(), sector: z.string().nullable(), region: z.string().nullable(), attribution: z.enum(["named", "kind", "unattributed"]), coarsened: z.boolean(), number, words: z.string(), language: z.string(), dimension: z.string(), source: z.string() });
const DocumentOut = z.object({
  travaux: z.literal("release"), version: z.literal(1), process: z.string(), assessment: number, title: words, about: words, limits: words, release: number, corrects: number.nullable(), summary: words, asked: number, threshold: number,
  openedDay: z.string().nullable(), closedDay: z.string().nullable(), tables: z.array(TableOut), findings: z.array(FindingOut), quotes: z.array(QuoteOut), gaps: z.array(z.object({ region: z.string(), dimension: z.string() })),
});
const ReleaseOut = z.object({ sha256: z.string(), preparedBy: z.string(), clearedBy: z.string().nullable(), clearedDay: z.string().nullable(), document: DocumentOut }).openapi("Release");
const ReceiptOut = receiptSchema("ReleaseReceipt");

/** What was released of needs assessments as data: what every visitor reads. */
export const findingApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/{process}/findings", summary: "Findings that were released in a process, the newest release first", request: { params: params("process") }, responses: { ...json(z.array(FindingOut.extend({ assessment: number, release: number })), "The findings"), ...problems } }), async (c) => {
    const process = await processBySlug(c.var.db, c.req.valid("param").process);
    const cleared = await clearedIn(c.var.db, process.id, visitor);
    return c.json(cleared.flatMap(({ document }) => document.findings.map((it) => ({ ...it, title: { ...it.title }, text: { ...it.text }, assessment: document.assessment, release: document.release }))), 200);
  })
  .openapi(createRoute({ method: "get", path: "/{process}/assessments/{assessment}/releases/{release}", summary: "A release as it was cleared: the SHA-256 of its document as JSON is what the record was told", request: { params: params("process", "assessment", "release") }, responses: { ...json(ReleaseOut, "The release"), ...problems } }), async (c) => {
    const { it } = await cleared(c.var.db, c.req.valid("param"));
    const { sha256, preparedBy, clearedBy, clearedDay, document } = it;
    return c.json({ sha256, preparedBy, clearedBy, clearedDay, document: document as unknown as z.infer<typeof DocumentOut> }, 200);
  })
  .openapi(createRoute({ method: "get", path: "/{process}/assessments/{assessment}/releases/{release}/receipt", summary: "The receipt of a release: with it anybody can check that it stands in the record", request: { params: params("process", "assessment", "release") }, responses: { ...json(ReceiptOut, "The receipt"), ...problems } }), async (c) => {
    const { it } = await cleared(c.var.db, c.req.valid("param"));
    const known = await entryOfRelease(c.var.db, it.id);
    if (!known) throw new Refusal("not-found", "page-unknown");
    const receipt = await receiptOf(c.var.db, c.var.house.record, known.sealed, known.day);
    return c.json(receiptOut(receipt), 200);
  });

async function cleared(db: Env["Variables"]["db"], of: Record<"process" | "assessment" | "release", string>) {
  const process = await processBySlug(db, of.process);
  const assessment = await assessmentAt(db, process, numberIn(of.assessment), visitor);
  return { it: await releaseAt(db, assessment, numberIn(of.release), visitor) };
}
