import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../../ground/web/env.ts";
import { json, params } from "../../ground/web/api.ts";
import { openings } from "../disclosure/forum.ts";
import { processBySlug } from "../processes/store.ts";
import { assessmentStates, isAnswerable, surveyCombinations, type Assessment } from "./assessment.ts";
import { numberIn } from "../../ground/web/number.ts";
import { assessmentAt, assessmentsOf, versionsOf } from "./store.ts";

const words = z.record(z.string(), z.string());
const AssessmentOut = z.object({
  process: z.string(), number: z.number().int(), state: z.enum(assessmentStates), title: words, about: words, limits: words, openTo: z.enum(openings), combinations: z.array(z.enum(surveyCombinations)),
  openedDay: z.string().nullable(), closesDay: z.string(), closedDay: z.string().nullable(), open: z.boolean(),
}).openapi("NeedsAssessment");
const WholeOut = AssessmentOut.extend({ questionnaires: z.array(z.object({ version: z.number().int(), title: z.string(), questions: z.number().int(), sha256: z.string(), madeDay: z.string() })) }).openapi("NeedsAssessmentWithQuestionnaires");

const assessmentOut = (process: { slug: string }, it: Assessment, now: Date): z.infer<typeof AssessmentOut> => ({
  process: process.slug, number: it.number, state: it.state, title: { ...it.title }, about: { ...it.about }, limits: { ...it.limits }, openTo: it.openTo, combinations: it.combinations,
  openedDay: it.openedDay, closesDay: it.closesDay, closedDay: it.closedDay, open: isAnswerable(it, now),
});

/** Needs assessments as data. What single respondents answered is no part of it. */
export const assessmentApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/{process}/assessments", summary: "The needs assessments of a process, the newest first", request: { params: params("process") }, responses: json(z.array(AssessmentOut), "The assessments that you may know of") }),
    async (c) => {
      const process = await processBySlug(c.var.db, c.req.valid("param").process);
      return c.json((await assessmentsOf(c.var.db, process.id, c.var.viewer)).map((it) => assessmentOut(process, it, c.var.now)), 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/assessments/{assessment}", summary: "A needs assessment with the versions of its questionnaire", request: { params: params("process", "assessment") }, responses: json(WholeOut, "The assessment") }),
    async (c) => {
      const { db, viewer, now } = c.var;
      const it = c.req.valid("param");
      const process = await processBySlug(db, it.process);
      const assessment = await assessmentAt(db, process, numberIn(it.assessment), viewer);
      const questionnaires = (await versionsOf(db, assessment.id)).map(({ version, title, questions, sha256, madeDay }) => ({ version, title, questions, sha256, madeDay }));
      return c.json({ ...assessmentOut(process, assessment, now), questionnaires }, 200);
    });
