import { z } from "@hono/zod-openapi";
import { day, isDay, Localized } from "../processes/inputs.ts";
import { sectors } from "../stakeholders/stakeholder.ts";
import { deciders, effects, outcomes } from "./accreditation.ts";

const days = z.number().int().min(0).max(365);

/** A door as a file describes it. */
export const TrackInput = z.object({
  letter: z.string().regex(/^[A-Z][0-9A-Z]{0,3}$/, "A door is cited by a capital letter."), name: Localized, about: Localized, basis: Localized, basisSymbol: z.string().min(1).max(200),
  sectors: z.array(z.enum(sectors)).default([]), documents: z.array(z.object({ kind: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), name: Localized }).strict()).max(10).default([]),
  circulationDays: days, reasonRequired: z.boolean(), authorPublic: z.boolean(), namesPublic: z.boolean(), effect: z.enum(effects), decidedBy: z.enum(deciders), appealDays: days,
  opensDay: day.nullable().default(null), closesDay: day.nullable().default(null), carriesOver: z.boolean(),
}).strict().refine((it) => it.opensDay === null || it.closesDay === null || it.opensDay <= it.closesDay, { path: ["closesDay"], message: "It must close after it opens." });
export type TrackInput = z.infer<typeof TrackInput>;

/** All doors of a process, as its file describes them. */
export const TracksInput = z.object({ tracks: z.array(TrackInput).min(1).max(12).refine((all) => new Set(all.map((it) => it.letter)).size === all.length, "Two doors have one letter.") });

const words = (least: number, most: number, missing: "accreditation.error.statement" | "accreditation.error.reason" | "accreditation.error.reply" | "accreditation.error.appeal") =>
  z.string().default("").transform((it) => it.replaceAll("\r\n", "\n").trim()).refine((it) => it.length >= least, missing).refine((it) => it.length <= most, "forums.error.long");
const longest = { statement: 6000, reason: 2000, document: 500, name: 200 } as const;

/** Where a document can be read, under the name of its kind in the form. */
export const documentField = (kind: string) => `document-${kind}`;

/** An application: why the body's work matters here, and each document that the door asks for. */
export const applicationOf = (track: { documents: { kind: string }[] }) => z.object({
  statement: words(40, longest.statement, "accreditation.error.statement"),
  ...Object.fromEntries(track.documents.map((it) => [documentField(it.kind), z.string().trim().min(1, "accreditation.error.document").max(longest.document, "forums.error.long")])),
}).transform((it) => ({ statement: it.statement, documents: Object.fromEntries(track.documents.map(({ kind }) => [kind, (it as Record<string, string>)[documentField(kind)] ?? ""])) }));
export type ApplicationInput = { statement: string; documents: Record<string, string> };

const turn = z.coerce.number().int().positive();
/** Which state of a file its page showed. */
export const SeenInput = z.object({ turn });
export const ReasonInput = z.object({ turn, because: words(10, longest.reason, "accreditation.error.reason") });
export const AppealInput = z.object({ turn, appeal: words(20, longest.statement, "accreditation.error.appeal") });
export const ReplyInput = z.object({ number: z.coerce.number().int().positive(), reply: words(5, longest.reason, "accreditation.error.reply"), beside: z.literal("yes").optional() });
export const NamingInput = z.object({ named: z.literal("yes").optional() });
/** What a State says; whether it needs a reason is the track's to say. */
export const ObjectionInput = z.object({ turn, author: z.string().trim().max(longest.name, "forums.error.long").default(""), reason: z.string().trim().max(longest.reason, "forums.error.long").default("") });
export const SettlementInput = z.object({ number: z.coerce.number().int().positive(), outcome: z.enum(["withdrawn", "set-aside"]), because: words(10, longest.reason, "accreditation.error.reason") });

/** "ID 3": a file as its page showed it. */
const seen = z.string().regex(/^[0-9a-f-]{36} [1-9]\d{0,5}$/).transform((it) => { const [id = "", number = ""] = it.split(" "); return { id, turn: Number(number) }; });
export type Seen = z.infer<typeof seen>;
export const seenName = ({ id, turn: number }: Seen) => `${id} ${number}`;
const chosenFiles = z.array(seen, "accreditation.error.none").min(1, "accreditation.error.none").max(100, "accreditation.error.none");
export const BatchInput = z.object({ file: chosenFiles });
/** The same decision about several files; the reason is needed to refuse. */
export const DecisionInput = z.object({ file: chosenFiles, outcome: z.enum(outcomes, "accreditation.error.outcome"), because: z.string().trim().max(longest.reason, "forums.error.long").default("") })
  .refine((it) => it.outcome !== "refused" || it.because.length >= 10, { path: ["because"], message: "accreditation.error.reason" });
export const LineInput = z.string().trim().max(500, "forums.error.long");
export const lineField = (id: string) => `line-${id}`;
export const CarryInput = z.object({ phase: z.coerce.number("accreditation.error.phase").int().positive("accreditation.error.phase"), except: z.array(z.string()).default([]), because: z.string().trim().max(longest.reason, "forums.error.long").default("") })
  .refine((it) => it.except.length === 0 || it.because.length >= 10, { path: ["because"], message: "accreditation.error.reason" });
const dayTyped = z.string().trim().refine((it) => it === "" || isDay(it), "calls.error.day").transform((it) => it || null);
export const WindowInput = z.object({ letter: z.string(), opensDay: dayTyped, closesDay: dayTyped }).refine((it) => it.opensDay === null || it.closesDay === null || it.opensDay <= it.closesDay, { path: ["closesDay"], message: "calls.error.closes" });
