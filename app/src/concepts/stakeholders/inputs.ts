import { z } from "@hono/zod-openapi";
import { countryByCode } from "../../ground/countries/countries.ts";
import { languages } from "../../ground/words.ts";
import { readIdentifier } from "./identifiers.ts";
import { readEmail } from "./import/check.ts";
import { buried, directionTrick, mixedWord, nameKeyOf, readWebsite, tidy } from "./names.ts";
import { exchangeKinds, identifierSchemes, kinds, regionalGroups, sectors, type Exchange, type Identifier } from "./stakeholder.ts";

/** A line of text without tricks; tidied. */
export const line = (most: number, tooLong = "stakeholders.form.long") =>
  z.string().transform(tidy).refine((it) => it.length <= most, tooLong).refine((it) => directionTrick(it) < 0, "stakeholders.form.direction").refine((it) => !buried(it), "stakeholders.form.buried");
const name = line(200).refine((it) => mixedWord(it) === null, "stakeholders.form.mixed");
/** Null where nothing was typed; else by `schema`, whose own sentence says what is wrong: that of a union would not. */
const optional = <S extends z.ZodType>(schema: S) => z.string().optional().transform((it, c): z.infer<S> | null => {
  if (!it?.trim()) return null;
  const parsed = schema.safeParse(it);
  if (parsed.success) return parsed.data;
  for (const { message } of parsed.error.issues) c.addIssue({ code: "custom", message });
  return z.NEVER;
});
const read = <T>(reader: (it: string) => T | null, message: string) => z.string().max(500, message).transform((it, c) => {
  const found = reader(it.trim());
  if (found === null) c.addIssue({ code: "custom", message });
  return found as T;
});
/** Values of check boxes of one name. */
const some = (most: number) => z.array(z.string().max(60)).max(most).default([]);
const identifier = (scheme: Identifier["scheme"]) => optional(read((it) => readIdentifier(scheme, it), `stakeholders.form.${scheme}`));

const texts = Object.fromEntries(languages.map((it) => [`description.${it}`, line(2000).optional()])) as Record<`description.${(typeof languages)[number]}`, z.ZodOptional<ReturnType<typeof line>>>;
const names = Object.fromEntries(languages.filter((it) => it !== "en").map((it) => [`name.${it}`, name.optional()])) as Record<`name.${Exclude<(typeof languages)[number], "en">}`, z.ZodOptional<typeof name>>;
const offered = Object.fromEntries(exchangeKinds.flatMap((it) => [[`offers.${it}`, line(300).optional()], [`needs.${it}`, line(300).optional()]])) as Record<`${Exchange["side"]}.${Exchange["kind"]}`, z.ZodOptional<ReturnType<typeof line>>>;

/** What is verified about a body: it changes by the secretariat only, once it was. */
export const verifiedFields = {
  kind: z.enum(kinds, "stakeholders.form.kind"),
  name: name.refine((it) => nameKeyOf(it) !== "", "stakeholders.form.name"), ...names,
  sector: z.enum(sectors, "stakeholders.form.sector"),
  country: optional(read((it) => countryByCode(it)?.code ?? null, "stakeholders.form.country")),
  regionalGroup: optional(z.enum(regionalGroups, "stakeholders.form.group")),
  ecosoc: identifier("ecosoc"), ror: identifier("ror"), lei: identifier("lei"),
};

/** What a focal point says and changes as it likes. */
export const ownFields = {
  shortName: optional(line(40)), website: optional(read(readWebsite, "stakeholders.form.website")),
  contactEmail: optional(read(readEmail, "stakeholders.form.email")), contactPublic: z.literal("yes").optional().transform((it) => it === "yes"),
  languages: some(20), expertise: some(60), offers: some(exchangeKinds.length), needs: some(exchangeKinds.length), ...texts, ...offered,
};

/** A body as its own people describe it. */
export const StakeholderInput = z.object({ ...verifiedFields, ...ownFields });
export type StakeholderInput = z.infer<typeof StakeholderInput>;
/** What a focal point changes of a verified body. */
export const ProfileInput = z.object(ownFields);
export type ProfileInput = z.infer<typeof ProfileInput>;

/** The check boxes of these forms. */
export const listFields = ["languages", "expertise", "offers", "needs"] as const;

/** Names, descriptions, numbers, offers and needs as they are kept, out of the fields of a form. */
export function namesIn(it: StakeholderInput) {
  const others = languages.flatMap((language) => { const text = language === "en" ? undefined : it[`name.${language}`]; return text ? [[language, text] as const] : []; });
  return { en: it.name, ...Object.fromEntries(others) };
}
export const descriptionIn = (it: ProfileInput) => Object.fromEntries(languages.flatMap((language) => { const text = it[`description.${language}`]; return text ? [[language, text] as const] : []; }));
export const identifiersIn = (it: StakeholderInput): Identifier[] => identifierSchemes.map((scheme) => it[scheme]).filter((one) => one !== null);

/** An offer or need stands where its box is ticked or words were written for it. */
export const exchangesIn = (it: ProfileInput): Exchange[] => (["offers", "needs"] as const).flatMap((side) =>
  exchangeKinds.flatMap((kind) => { const text = it[`${side}.${kind}`] ?? ""; return it[side].includes(kind) || text ? [{ side, kind, text }] : []; }));

export const InvitationInput = z.object({ email: z.string().transform((it, c) => {
  const email = readEmail(it.trim());
  if (email === null) c.addIssue({ code: "custom", message: "stakeholders.form.email" });
  return email ?? "";
}) });
export const JoiningInput = z.object({ capacity: optional(line(100)), showName: z.literal("yes").optional().transform((it) => it === "yes") });
export const ReasonInput = z.object({ reason: line(500).refine((it) => it !== "", "stakeholders.form.reason") });
export const LetterInput = z.object({
  subject: line(120).refine((it) => it !== "", "stakeholders.letter.subject.needed"),
  body: z.string().transform((it) => it.replaceAll("\r\n", "\n").trim()).refine((it) => it !== "", "stakeholders.letter.body.needed").refine((it) => it.length <= 5000, "stakeholders.form.long").refine((it) => directionTrick(it) < 0, "stakeholders.form.direction"),
});
