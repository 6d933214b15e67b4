import type { Attribution } from "../disclosure/rule.ts";
import type { ParagraphKind } from "./statement.ts";

/** A paragraph while it is drafted; what it says stands in its wordings. */
export type DraftParagraph = { id: string; statementId: string; position: number; kind: ParagraphKind; edition: number; removed: boolean };
/** What a paragraph said, edition by edition. */
export type Wording = { paragraphId: string; edition: number; text: string; byId: string; day: string };

/** live: we can live with it; needs: not without this change. */
export const consents = ["live", "needs"] as const;
export type ConsentKind = (typeof consents)[number];
/** What a drafting body says of an edition of a paragraph; of the next edition it is asked again. */
export type Consent = { paragraphId: string; edition: number; stakeholderId: string; consent: ConsentKind; because: string | null; day: string };

/** What may be said about a paragraph in the room, by name or by nobody. */
export const remarkAttributions = ["named", "unattributed"] as const satisfies readonly Attribution[];
/** A remark on a paragraph. One that is nobody’s waits for the night, comes with others, and has no day of its own. */
export type Remark = { id: string; statementId: string; paragraphId: string; edition: number; attribution: (typeof remarkAttributions)[number]; stakeholderId: string | null; text: string; day: string; state: "waiting" | "shown" };

export const longestRemark = 2000;

/** A paragraph with what it says now and what the drafting bodies say of that. */
export type Whole = { paragraph: DraftParagraph; wording: Wording; consents: Consent[] };

/** How a paragraph stands among those who draft: somebody cannot live with it; not all have spoken; all can live with it. */
export type Standing = "divides" | "waits" | "agreed";
export function standingOf({ consents: said, paragraph }: Pick<Whole, "consents" | "paragraph">, joined: readonly string[]): Standing {
  const now = said.filter((it) => it.edition === paragraph.edition && joined.includes(it.stakeholderId));
  if (now.some((it) => it.consent === "needs")) return "divides";
  return joined.every((body) => now.some((it) => it.stakeholderId === body)) ? "agreed" : "waits";
}

/** What still divides: the paragraphs with which somebody cannot live. */
export const dividing = <W extends Pick<Whole, "consents" | "paragraph">>(all: readonly W[], joined: readonly string[]): W[] => all.filter((it) => standingOf(it, joined) === "divides");
