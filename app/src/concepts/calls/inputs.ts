import { z } from "@hono/zod-openapi";
import { citation, parseCitation } from "@travaux/treaty-text";
import { plainDigits } from "../../ground/web/forms.tsx";
import { languages, type Key, type Language, type Localized } from "../../ground/words.ts";
import { openings } from "../disclosure/forum.ts";
import { combinations, type OfferedCombination } from "../disclosure/rule.ts";
import { isDay } from "../processes/inputs.ts";
import { sectors, type Sector } from "../stakeholders/stakeholder.ts";
import { longestTolerance, mostQuestions, wordLimits, type Call, type Pin, type Plan, type Question } from "./call.ts";
import { momentsAt, wallClock, zoneNamed } from "../../ground/zones.ts";

const localizedNames = ["title", "about", "mandate", "questions"] as const;
type LocalizedName = (typeof localizedNames)[number];
const longest = { title: 200, about: 3000, mandate: 1000, questions: 8000 } as const satisfies Record<LocalizedName, number>;

const words = (most: number) => z.string().max(most, "forums.error.long").default("").transform((it) => it.replaceAll("\r\n", "\n").trim());
/** `title-en`, `questions-fr` and so on. */
const texts = Object.fromEntries(localizedNames.flatMap((name) => languages.map((it) => [`${name}-${it}`, words(longest[name])]))) as unknown as Record<`${LocalizedName}-${Language}`, z.ZodType<string>>;

const whole = (message: Key) => z.string().default("").transform((it, context) => {
  const plain = plainDigits(it).replaceAll(/[\s,.\u202F\u00A0](?=\d{3}\b)/g, "").trim();
  if (/^\d{1,7}$/.test(plain)) return Number(plain);
  if (plain !== "") context.addIssue({ code: "custom", message });
  return null;
});
const limits = Object.fromEntries(sectors.map((it) => [`limit-${it}`, whole("calls.error.limit")])) as unknown as Record<`limit-${Sector}`, z.ZodType<number | null>>;
const day = z.string().trim().refine(isDay, "calls.error.day");
const hour = z.string().default("").transform((it, context) => {
  const [, hours, minutes] = /^([01]?\d|2[0-3])[:.h]([0-5]\d)$/.exec(plainDigits(it).trim()) ?? [];
  if (hours === undefined) context.addIssue({ code: "custom", message: "calls.error.hour" });
  return `${(hours ?? "0").padStart(2, "0")}:${minutes ?? "00"}`;
});
const someOf = <T extends string>(all: readonly T[]) => z.array(z.enum(all as readonly [T, ...T[]])).default([]);

/** Where an hour was typed that the clocks leave out, or that comes twice. */
function momentTyped(typed: { day: string; hour: string }, timeZone: string, which: "first" | "last"): Date | null {
  const moments = momentsAt(typed.day, typed.hour, timeZone);
  return (which === "first" ? moments[0] : moments.at(-1)) ?? null;
}

const Fields = z.object({
  ...texts, ...limits, mandateSymbol: z.string().trim().min(1, "calls.error.symbol").max(200, "forums.error.long"), required: z.string().max(400, "forums.error.long").default(""),
  wordLimit: whole("calls.error.limit"), toleranceMinutes: whole("calls.error.tolerance"), languages: someOf(languages), sectors: someOf(sectors), openTo: z.enum(openings),
  combination: someOf(combinations as readonly OfferedCombination[]), exclusive: z.string().optional(), contact: z.string().trim().max(200, "forums.error.long").default(""), themes: z.array(z.string().max(80)).max(200).default([]),
  version: z.string().max(80).default(""), pins: z.string().max(2000, "forums.error.long").default(""),
  opensDay: day, opensHour: hour, closesDay: day, closesHour: hour,
  timeZone: z.string().max(80).default("").transform((it, context) => {
    const zone = zoneNamed(it);
    if (zone === null) context.addIssue({ code: "custom", message: "calls.error.zone" });
    return zone ?? "UTC";
  }),
  because: z.string().trim().max(1000, "forums.error.long").default(""),
});
type Typed = z.infer<typeof Fields>;

/** A call as an officer types it: everything of a plan, its places as they are cited in a version, its themes by slug. */
export const CallInput = Fields.transform((it, context) => {
  const wrong = (path: string, message: Key) => { context.addIssue({ code: "custom", path: [path], message }); };
  for (const [name, message] of [["title-en", "calls.error.title"], ["mandate-en", "calls.error.mandate"]] as const) if (!it[name]) wrong(name, message);
  if (it.wordLimit === null || !isLimit(it.wordLimit)) wrong("wordLimit", "calls.error.limit");
  for (const sector of sectors) if (it[`limit-${sector}`] !== null && !isLimit(it[`limit-${sector}`]!)) wrong(`limit-${sector}`, "calls.error.limit");
  if ((it.toleranceMinutes ?? 0) > longestTolerance) wrong("toleranceMinutes", "calls.error.tolerance");
  if (it.languages.length === 0) wrong("languages", "calls.error.languages");
  if (it.combination.length === 0) wrong("combination", "forums.error.combinations");
  const [opensAt, closesAt] = [momentTyped({ day: it.opensDay, hour: it.opensHour }, it.timeZone, "first"), momentTyped({ day: it.closesDay, hour: it.closesHour }, it.timeZone, "last")];
  if (!opensAt) wrong("opensHour", "calls.error.gap");
  if (!closesAt) wrong("closesHour", "calls.error.gap");
  if (opensAt && closesAt && closesAt <= opensAt) wrong("closesDay", "calls.error.closes");
  const asked = questionsIn(it);
  if (typeof asked === "string") wrong(asked === "calls.error.required" ? "required" : asked === "calls.error.questions.lines" ? firstUneven(it) : "questions-en", asked);
  const places = placesIn(it.pins);
  if (places === null) wrong("pins", "calls.error.pins");
  if (places && places.length > 0 && !it.version) wrong("version", "calls.error.version");
  const plan: Omit<Plan, "pins" | "themeIds"> = {
    title: localized(it, "title"), about: localized(it, "about"), mandate: localized(it, "mandate"), mandateSymbol: it.mandateSymbol, questions: typeof asked === "string" ? [] : asked, wordLimit: it.wordLimit ?? 0,
    wordLimitsBySector: Object.fromEntries(sectors.filter((one) => it[`limit-${one}`] !== null && it[`limit-${one}`] !== it.wordLimit).map((one) => [one, it[`limit-${one}`]])),
    languages: languages.filter((one) => it.languages.includes(one)), opensAt: opensAt ?? new Date(0), closesAt: closesAt ?? new Date(0), timeZone: it.timeZone, toleranceMinutes: it.toleranceMinutes ?? 0,
    sectors: sectors.filter((one) => it.sectors.includes(one)), openTo: it.openTo, combinations: combinations.filter((one) => it.combination.includes(one)), exclusive: it.exclusive === "yes", contact: it.contact || null,
  };
  return { plan, versionId: it.version, places: places ?? [], themes: it.themes, because: it.because };
});
export type CallInput = z.infer<typeof CallInput>;

const isLimit = (it: number) => it >= wordLimits.least && it <= wordLimits.most;
const localized = (it: Typed, name: LocalizedName) => ({ en: "", ...Object.fromEntries(languages.map((one) => [one, it[`${name}-${one}`]]).filter(([, text]) => text)) }) as Localized;
const linesOf = (text: string) => text.split("\n").map((it) => it.trim()).filter(Boolean);
const firstUneven = (it: Typed) => `questions-${languages.find((one) => one !== "en" && it[`questions-${one}`] && linesOf(it[`questions-${one}`]).length !== linesOf(it["questions-en"]).length) ?? "en"}`;

/** Questions, one a line, in every language as many; which must be answered, by number. What is wrong comes back as a key. */
function questionsIn(it: Typed): Question[] | "calls.error.questions" | "calls.error.questions.lines" | "calls.error.required" {
  const inEnglish = linesOf(it["questions-en"]);
  if (inEnglish.length > mostQuestions) return "calls.error.questions";
  const others = languages.filter((one) => one !== "en" && it[`questions-${one}`]).map((one) => [one, linesOf(it[`questions-${one}`])] as const);
  if (others.some(([, lines]) => lines.length !== inEnglish.length)) return "calls.error.questions.lines";
  const required = plainDigits(it.required).split(/[\s,;،、]+/).filter(Boolean);
  if (required.some((one) => !/^\d+$/.test(one) || Number(one) < 1 || Number(one) > inEnglish.length)) return "calls.error.required";
  return inEnglish.map((en, index) => ({ number: index + 1, required: required.some((one) => Number(one) === index + 1), text: { en, ...Object.fromEntries(others.map(([one, lines]) => [one, lines[index]!])) } }));
}

/** A range of articles names no more than so many. */
const longestRange = 60;
/** "21–24; 28(1)" → the ids of these places; null where something in it is no citation. */
export function placesIn(typed: string): string[] | null {
  const places: string[] = [];
  for (const part of plainDigits(typed).split(/[;,،؛；\n]/).map((it) => it.trim()).filter(Boolean)) {
    const [, from, to] = /^(?:arts?\.? ?|articles? )?(\d{1,3}) ?[-–—] ?(\d{1,3})$/i.exec(part) ?? [];
    if (from !== undefined && to !== undefined) {
      if (Number(to) < Number(from) || Number(to) - Number(from) > longestRange) return null;
      for (let number = Number(from); number <= Number(to); number++) places.push(`art_${number}`);
    } else {
      const place = parseCitation(/^\d/.test(part) ? `art. ${part}` : part);
      if (place === null) return null;
      places.push(place);
    }
  }
  return [...new Set(places)];
}

/** An extension: the new closing, by the call's own clock, and why. */
export const extensionOf = (call: Pick<Call, "timeZone">) => z.object({ closesDay: day, closesHour: hour, because: z.string().trim().min(1, "calls.error.because").max(1000, "forums.error.long") })
  .transform((it, context) => {
    const closesAt = momentTyped({ day: it.closesDay, hour: it.closesHour }, call.timeZone, "last");
    if (!closesAt) context.addIssue({ code: "custom", path: ["closesHour"], message: "calls.error.gap" satisfies Key });
    return { closesAt: closesAt ?? new Date(0), because: it.because };
  });

export const ReasonInput = z.object({ because: z.string().trim().min(1, "calls.error.because").max(1000, "forums.error.long") });

/** A plan as the form shows it. `cited`: its places as people cite them. */
export function typedOf(plan: Plan, { cited, themes }: { cited: string; themes: readonly string[] }, dates: "with its dates" | "without dates" = "with its dates"): Record<string, string> {
  const inLanguages = (name: "title" | "about" | "mandate") => languages.map((it) => [`${name}-${it}`, plan[name][it] ?? ""]);
  const [opens, closes] = dates === "with its dates" ? [wallClock(plan.opensAt, plan.timeZone), wallClock(plan.closesAt, plan.timeZone)] : [{ day: "", hour: "09:00" }, { day: "", hour: "18:00" }];
  return {
    ...Object.fromEntries([...inLanguages("title"), ...inLanguages("about"), ...inLanguages("mandate"), ...languages.map((it) => [`questions-${it}`, it === "en" || plan.questions.every((one) => one.text[it]) ? plan.questions.map((one) => one.text[it]).join("\n") : ""])]),
    ...Object.fromEntries(sectors.map((it) => [`limit-${it}`, String(plan.wordLimitsBySector[it] ?? "")])),
    mandateSymbol: plan.mandateSymbol, required: plan.questions.filter((it) => it.required).map((it) => it.number).join(", "), wordLimit: String(plan.wordLimit), toleranceMinutes: String(plan.toleranceMinutes),
    languages: plan.languages.join(" "), sectors: plan.sectors.join(" "), openTo: plan.openTo, combination: plan.combinations.join(" "), exclusive: plan.exclusive ? "yes" : "", contact: plan.contact ?? "", themes: themes.join(" "),
    version: plan.pins[0]?.versionId ?? "", pins: cited, opensDay: opens.day, opensHour: opens.hour, closesDay: closes.day, closesHour: closes.hour, timeZone: plan.timeZone, because: "",
  };
}

/** Places as an English citation names them, which the form reads again. */
export const cited = (pins: readonly Pick<Pin, "place">[]) => pins.map((it) => citation({ title: null, language: "en", provisions: [], fidelity: { charactersIn: 0, charactersKept: 0, doubts: [] } }, it.place, "en") || it.place).join("; ");
