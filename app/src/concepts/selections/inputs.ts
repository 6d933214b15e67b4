import { z } from "@hono/zod-openapi";
import type { Key } from "../../ground/words.ts";
import { plainDigits } from "../../ground/web/forms.tsx";
import { categories, methods, type SelectionPlan } from "./selection.ts";

const says = (key: Key) => key;
const whole = (least: number, most: number, key: Key) => z.string({ error: key }).transform((it) => plainDigits(it).trim()).pipe(z.string().regex(/^\d{1,4}$/, key)).transform(Number).refine((it) => it >= least && it <= most, key);
const wholeOrNone = (key: Key) => z.union([z.literal("").transform(() => null), whole(1, 2000, key)]).default(null);

/** The form of the desk: `min region african` and `max region african` hold the bounds of a quota; both empty, there is none. */
export const PlanInput = z.object({ size: whole(1, 2000, "selections.error.size"), perOrganisation: wholeOrNone("selections.error.cap"), method: z.enum(methods), alternates: whole(0, 2000, "selections.error.alternates"), answerDays: whole(1, 60, "selections.error.days") })
  .catchall(z.union([z.string(), z.array(z.string())]).optional()).transform(({ size, perOrganisation, method, alternates, answerDays, ...rest }, context): SelectionPlan => ({ size, perOrganisation, method, alternates, answerDays, quotas: quotasIn(rest, size, (field, key) => context.addIssue({ code: "custom", path: [field], message: key })) }));

function quotasIn(sent: Record<string, unknown>, size: number, wrong: (field: string, key: Key) => void): SelectionPlan["quotas"] {
  const named = [...new Set(Object.keys(sent).flatMap((it) => { const [, category = "", value = ""] = /^(?:min|max) (\w+) ([\w-]+)$/.exec(it) ?? []; return categories.some((one) => one === category) ? [`${category} ${value}`] : []; }))];
  return named.flatMap((name) => {
    const [category = "", value = ""] = name.split(" ");
    const [min, max] = (["min", "max"] as const).map((it) => { const typed = plainDigits([sent[`${it} ${name}`]].flat().find((one) => typeof one === "string") ?? "").trim(); if (typed !== "" && !/^\d{1,4}$/.test(typed)) wrong(`${it} ${name}`, "selections.error.bound"); return typed === "" ? null : Number(typed); });
    if (min === null && max === null) return [];
    if (min! > Math.min(max ?? size, size)) wrong(`min ${name}`, "selections.error.bounds");
    return [{ category, value, min: min ?? 0, max: Math.min(max ?? size, size) }];
  });
}

/** Where and when the seed will be spoken. */
export const PublicationInput = z.object({ seedDay: z.iso.date({ error: says("selections.error.seed-day") }), seedPlace: z.string().trim().min(3, says("selections.error.seed-place")).max(300, says("selections.error.seed-place")) });
export const SeedInput = z.object({ seed: z.string().trim().min(3, says("selections.error.seed")).max(500, says("selections.error.seed")) });
export const ReplacementInput = z.object({ pseudonym: z.string().max(40) });
