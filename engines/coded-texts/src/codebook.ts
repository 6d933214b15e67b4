// A codebook: codes below codes, each with what it means and an example. As people keep it (rows that name the code above) and as it is exchanged (nested).
import { Unfit } from "./unfit.ts";

/** A code. `definition` says when to give it, `example` is a passage that has it, in one paragraph; `colour` is #RRGGBB; one that is not codable only holds others. */
export type Code = { guid: string; name: string; definition: string; example: string; colour: string | null; isCodable: boolean; children: Code[] };

/** A code as a row: `parent` is the guid of the code above it; `line` the row, for refusals. */
export type CodeRow = Omit<Code, "children"> & { parent: string | null; line?: number };

/** The largest codebooks that are published have some 1,000 codes. */
export const mostCodes = 5000;

/** Nobody keeps more than some six levels apart; the deepest tree is still read at a glance. */
export const mostLevels = 30;

/** Guids are told apart without regard to case and braces, as programs write them differently: upper case, no braces. */
export const guidOf = (it: string) => it.trim().replace(/^\{(.*)\}$/u, "$1").toUpperCase();

/** Whether that is a guid, in the form of `guidOf`. */
export const isGuid = (it: string) => /^[\dA-F]{8}-[\dA-F]{4}-[\dA-F]{4}-[\dA-F]{4}-[\dA-F]{12}$/.test(it);

/** All codes, each after the one above it, with its depth from 0 and the code above it. */
export function* codesIn(codes: readonly Code[], depth = 0, parent: Code | null = null): Generator<{ code: Code; depth: number; parent: Code | null }> {
  for (const code of codes) {
    yield { code, depth, parent };
    yield* codesIn(code.children, depth + 1, code);
  }
}

/** A codebook as rows, in its order. */
export const rowsOf = (codes: readonly Code[]): CodeRow[] => [...codesIn(codes)].map(({ code: { children: _, ...code }, parent }) => ({ ...code, parent: parent?.guid ?? null }));

/** Rows put under one another, in their order. Refuses two rows of one guid, a code above that is not there, and a code that stands below itself, with the row. */
export function nestCodes(rows: readonly CodeRow[]): Code[] {
  checkRows(rows);
  const codes = new Map(rows.map(({ parent: _, line: __, ...it }) => [guidOf(it.guid), { ...it, guid: guidOf(it.guid), children: [] as Code[] }]));
  const top: Code[] = [];
  for (const { guid, parent } of rows) (parent === null ? top : codes.get(guidOf(parent))!.children).push(codes.get(guidOf(guid))!);
  return top;
}

function checkRows(rows: readonly CodeRow[]): void {
  if (rows.length > mostCodes) throw new Unfit(rows[mostCodes]!.line ?? null, "too-many-codes", { limit: mostCodes });
  const byGuid = new Map<string, CodeRow>();
  for (const it of rows) {
    const [guid, line] = [guidOf(it.guid), it.line ?? null];
    if (!isGuid(guid)) throw new Unfit(line, "guid-wrong", { name: it.name, guid: it.guid });
    if (it.name.trim() === "") throw new Unfit(line, "name-missing");
    if (byGuid.has(guid)) throw new Unfit(line, "guid-twice", { name: it.name, guid, line: byGuid.get(guid)!.line ?? "?" });
    byGuid.set(guid, it);
  }
  for (const it of rows) if (it.parent !== null && !byGuid.has(guidOf(it.parent))) throw new Unfit(it.line ?? null, "parent-unknown", { name: it.name, parent: it.parent });
  const depths = new Map<string, number>();
  for (const it of rows) checkWayUp(it, byGuid, depths);
}

/** Follows a code up to the top, along codes whose depth is not known yet, and notes it for all of them. */
function checkWayUp(from: CodeRow, byGuid: ReadonlyMap<string, CodeRow>, depths: Map<string, number>): void {
  const way = new Map<string, CodeRow>();
  let at: CodeRow | undefined = from;
  for (; at && !depths.has(guidOf(at.guid)); at = at.parent === null ? undefined : byGuid.get(guidOf(at.parent))) {
    const guid = guidOf(at.guid);
    if (way.has(guid)) throw new Unfit(at.line ?? null, "cycle", { name: at.name, line: [...way.values()].at(-1)!.line ?? "?" });
    way.set(guid, at);
  }
  let depth = at ? depths.get(guidOf(at.guid))! : 0;
  for (const [guid, it] of [...way].toReversed()) {
    if (++depth > mostLevels) throw new Unfit(it.line ?? null, "too-deep", { name: it.name, limit: mostLevels });
    depths.set(guid, depth);
  }
}
