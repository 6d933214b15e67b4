import { z } from "@hono/zod-openapi";

/** Words of the record in several languages; English is always there, and stands in where another is missing. */
export const Localized = z.object({
  en: z.string().min(1), ar: z.string().min(1).optional(), zh: z.string().min(1).optional(),
  fr: z.string().min(1).optional(), ru: z.string().min(1).optional(), es: z.string().min(1).optional(),
}).strict();
export type Localized = z.infer<typeof Localized>;

/** A day of the calendar: neither 31 February, which JavaScript reads as 3 March, nor one of the year 0, which PostgreSQL does not have. */
export const isDay = (it: string) => /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(it) && !Number.isNaN(Date.parse(it)) && new Date(it).toISOString().startsWith(it);
export const day = z.string().refine(isDay, "Write the day as YYYY-MM-DD.");
const month = z.string().regex(/^(?!0000)\d{4}-(0[1-9]|1[0-2])$/, "Write the month as YYYY-MM.");
/** No two items under one name. */
const once = <T>(name: (it: T) => string | number) => [(items: T[]) => new Set(items.map(name)).size === items.length, "Two items have one name."] as const;

/** How sure a fact is, and where it is from. A process that is a record of real events has a source for each. */
const evidence = { sure: z.enum(["verified", "reported", "unsure"]).optional(), sources: z.array(z.string().min(1)).default([]) };

export const eventKinds = [
  "mandate", "session", "consultation", "briefing", "workshop", "side-event", "regional-consultation", "public-event",
  "decision", "adoption", "signature", "ratification", "publication",
] as const;

export const PhaseInput = z.object({
  number: z.number().int().positive(), name: Localized,
  /** Months, the last one included; null: not begun, or without end. */
  from: month.nullable(), to: month.nullable(), note: Localized.optional(), ...evidence,
}).strict();

export const EventInput = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/), kind: z.enum(eventKinds), title: Localized,
  start: day.nullable(), end: day.nullable(),
  /** Where the day is not known: the year or month by which it is put in order, and how it is said ("late 2023"). */
  around: z.string().regex(/^\d{4}(-\d{2})?$/, "Write the year as YYYY, or the month as YYYY-MM.").optional(),
  when: Localized.optional(),
  place: Localized.nullable(), mode: z.enum(["in-person", "online", "hybrid"]).nullable(),
  summary: Localized.optional(),
  /** How stakeholders could take part, in one sentence. */
  access: Localized.optional(),
  phase: z.number().int().positive().nullable(), documents: z.array(z.string()).default([]), ...evidence,
}).strict();

export const DocumentInput = z.object({
  symbol: z.string().min(1), title: Localized, date: day.nullable(), note: Localized.optional(), ...evidence,
}).strict();

export const FigureInput = z.object({
  label: Localized, value: Localized, asOf: day.optional(), note: Localized.optional(), ...evidence,
}).strict();

/** Who chairs, or held another office: the office, the name and, where it is public, for which State; months, the last one included. */
export const OfficerInput = z.object({
  role: Localized, name: z.string().min(1), of: Localized.optional(), from: month.nullable(), to: month.nullable(), ...evidence,
}).strict();

/** A right of stakeholders at a meeting: the answer first, then what it is about. */
export const RightInput = z.object({ answer: z.enum(["yes", "some", "no"]), text: Localized }).strict();

export const ProcessInput = z.object({
  slug: z.string().regex(/^[a-z][a-z0-9-]*$/), symbol: z.string().min(1),
  /** "invented": a sample, marked on every page. "record": facts with sources only; nothing is filed in it. "own": a host's. */
  nature: z.enum(["invented", "record", "own"]),
  name: Localized, shortName: Localized, summary: Localized,
  phases: z.array(PhaseInput).refine(...once((it: { number: number }) => it.number)), events: z.array(EventInput).refine(...once((it: { id: string }) => it.id)), documents: z.array(DocumentInput).refine(...once((it: { symbol: string }) => it.symbol)).default([]),
  figures: z.array(FigureInput).default([]),
  officers: z.array(OfficerInput).default([]),
  rights: z.object({ basis: Localized, items: z.array(RightInput) }).nullable().default(null),
  /** Where sources differ or are silent; said aloud instead of smoothed over. */
  openQuestions: z.array(z.object({ what: Localized, sources: z.array(z.string()).default([]) }).strict()).default([]),
}).strict();
export type ProcessInput = z.infer<typeof ProcessInput>;
