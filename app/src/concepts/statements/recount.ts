// A joint statement with everything that proves it, in one document, and what anybody finds who recounts it: whether each text has
// its hash, whether each version and each signature stands in the record, and how many stand behind each version. It needs no house.
import { checkReceipt, type Receipt } from "@travaux/record-proofs";
import { actKinds, standingOn, type ActKind, type Counted } from "./counting.ts";
import { deeds, type StatementText, type Version, type VersionKind } from "./statement.ts";
import { fingerprintOf } from "./text.ts";

type Text = Pick<StatementText, "version" | "language" | "edition" | "title" | "paragraphs" | "translator" | "sha256" | "day">;
/** A body as the house knows it: who it is now, and since when it is verified. This is the house’s word; all else is proved. */
export type KnownBody = { who: string; now: string; verifiedDay: string | null };
export type StatementRecord = {
  travaux: "joint statement"; version: 1; process: string; statement: number;
  versions: Pick<Version, "version" | "kind" | "because" | "day">[]; texts: Text[]; bodies: KnownBody[];
  /** Of each version how many organisations, and how many people, the house says stand behind it. */
  counts: Count[];
  changes: Receipt[]; acts: Receipt[];
};
export type Count = { version: number; organisations: number; people: number };
export type Recounted = { ok: boolean; counts: Count[]; wrong: string[] };

type Said = { [name: string]: unknown };
const saidIn = (it: Receipt): Said => (typeof it.statement === "object" && it.statement !== null && !Array.isArray(it.statement) ? (it.statement as Said) : {});
const isPerson = (who: string) => who.startsWith("person-");
const later = (one: string, other: string) => (one > other ? one : other);

/** Whether a document says that it is a statement’s record: then it is recounted, and told what is wrong with it. */
export const isStatementRecord = (it: unknown): it is StatementRecord => {
  const read = it as Partial<StatementRecord> | null;
  return typeof read === "object" && read?.travaux === "joint statement" && [read.versions, read.texts, read.bodies, read.counts, read.changes, read.acts].every(Array.isArray);
};

/** What the acts of the record say, as they are counted; what is no act of this statement is told in `wrong`. */
function actsSaid(it: StatementRecord, wrong: string[]): Counted[] {
  const bodies = new Map(it.bodies.map((one) => [one.who, one]));
  return it.acts.flatMap((receipt, at): Counted[] => {
    const { what, statement, version, who, day } = saidIn(receipt);
    const kind = actKinds.find((one) => what === `joint statement ${one}`);
    if (kind === undefined || statement !== it.statement || typeof version !== "number" || typeof who !== "string" || typeof day !== "string") { wrong.push(`Act ${at + 1} is not about this statement.`); return []; }
    wrong.push(...textsWrong(it, kind, version, saidIn(receipt), at));
    const body = bodies.get(who);
    return [{ who: body?.now ?? who, what: kind, version, day, countsFrom: isPerson(who) ? day : body?.verifiedDay ? later(day, body.verifiedDay) : null }];
  });
}

/** A signature is on texts of its version, by their hashes. */
function textsWrong(it: StatementRecord, kind: ActKind, version: number, { texts }: Said, at: number): string[] {
  if (kind !== "signed") return [];
  const signed = Object.entries((texts ?? {}) as Record<string, string>);
  const fits = signed.length > 0 && signed.every(([language, sha256]) => it.texts.some((one) => one.version === version && one.language === language && one.sha256 === sha256));
  return fits ? [] : [`Signature ${at + 1} is on a text that is none of version ${version}.`];
}

/** The versions and texts as the record was told of them. */
function versionsWrong(it: StatementRecord): string[] {
  const told = it.changes.map(saidIn);
  const kindOf = { first: "opened", correction: "corrected", change: "changed" } as const satisfies Record<VersionKind, (typeof deeds)[number]>;
  const unsaid = it.versions.filter((one) => !told.some(({ what, version, statement, day }) => statement === it.statement && version === one.version && what === `joint statement ${kindOf[one.kind]}` && day === one.day));
  const hashes = new Set(told.flatMap(({ version, texts }) => Object.entries((texts ?? {}) as Record<string, string>).map(([language, sha256]) => `${String(version)} ${language} ${sha256}`)));
  const strange = it.texts.filter((one) => !hashes.has(`${one.version} ${one.language} ${one.sha256}`));
  return [...unsaid.map((one) => `The record was not told of version ${one.version} as it is here.`), ...strange.map((one) => `The record was not told of version ${one.version} in “${one.language}” with this hash.`)];
}

/** How many stand behind each version. */
export const countsOf = (acts: readonly Counted[], versions: StatementRecord["versions"], isPersonal: (who: string) => boolean): Count[] => versions.map(({ version }) => {
  const standing = standingOn(acts, versions, version);
  return { version, organisations: standing.filter((one) => !isPersonal(one.who)).length, people: standing.filter((one) => isPersonal(one.who)).length };
});

/** Recount a statement: every hash, every receipt and every number. `trustedKey`: the key of the record that one knows. */
export async function recount(it: StatementRecord, trustedKey?: string): Promise<Recounted> {
  const wrong: string[] = it.texts.flatMap((one) => (fingerprintOf(one) === one.sha256 ? [] : [`The text of version ${one.version} in “${one.language}” does not have its hash.`]));
  wrong.push(...versionsWrong(it));
  for (const [name, receipts] of [["Change", it.changes], ["Act", it.acts]] as const) for (const [at, receipt] of receipts.entries()) {
    const findings = await checkReceipt(receipt, trustedKey === undefined ? {} : { trustedKey });
    if (!findings.every((one) => one.ok)) wrong.push(`${name} ${at + 1} is not proved by its receipt: ${findings.filter((one) => !one.ok).map((one) => one.name).join(", ")}.`);
  }
  const counts = countsOf(actsSaid(it, wrong), it.versions, isPerson);
  for (const said of it.counts) { const own = counts.find((one) => one.version === said.version); if (own?.organisations !== said.organisations || own?.people !== said.people) wrong.push(`Of version ${said.version} another number is said than is counted.`); }
  return { ok: wrong.length === 0, counts, wrong };
}
