import { z } from "@hono/zod-openapi";
import { languages, type Key } from "../../ground/words.ts";
import { decisions, genders, modes, wishes } from "./registration.ts";

const says = (key: Key) => key;
const boxes = (most: number) => z.array(z.string().max(60)).max(most).default([]);
const yes = z.literal("yes").optional().transform((it) => it === "yes");
const orNothing = <T extends readonly [string, ...string[]]>(of: T) => z.union([z.literal(""), z.enum(of)]).default("").transform((it) => (it === "" ? null : (it as T[number])));

/** The form by which a focal point registers somebody. */
export const RegistrationInput = z.object({
  stakeholder: z.string().max(60).default(""),
  name: z.string({ error: says("registrations.error.name") }).trim().min(2, says("registrations.error.name")).max(200, says("registrations.error.name")),
  email: z.email({ error: says("registrations.error.email") }).max(320).transform((it) => it.toLowerCase()),
  mode: z.enum(modes, { error: says("registrations.error.mode") }),
  days: boxes(60), blocks: boxes(100),
  wish: z.enum(wishes).default("attend"),
  gender: orNothing(genders), firstTime: yes,
  expertise: z.string().max(80).default("").transform((it) => it || null),
  accessibility: z.string().trim().max(1000, says("registrations.error.long")).default("").transform((it) => it || null),
  visaLetter: yes, interpretation: orNothing(languages),
});
export type RegistrationInput = z.infer<typeof RegistrationInput>;
/** Boxes of the form of which several may be ticked. */
export const manyTicked = ["days", "blocks"];

/** One press of the desk: what is decided on those who are ticked, "id turn" each, with a line for all of them and one for each. */
export const DecisionsInput = z.object({ decision: z.enum(decisions, { error: says("registrations.error.decision") }), chosen: z.array(z.string().max(80)).min(1, says("registrations.error.chosen")).max(500), line: z.string().trim().max(1000).default("") }).loose();

/** Who came and who spoke, by id, of all that the page showed. */
export const AttendanceInput = z.object({ shown: boxes(2000), came: boxes(2000), spoke: boxes(2000) });
