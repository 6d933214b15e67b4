import type { Db } from "../../ground/db/database.ts";
import type { Viewer } from "../../ground/viewer.ts";
import type { Assessment } from "../assessments/assessment.ts";
import type { ShownSegment, ShownSource } from "./disclosure.ts";
import { settledIn } from "./reliability.ts";
import { assignmentsOf, segmentsIn, sourcesOf } from "./store.ts";
import { codingsIn, decisionsIn } from "./store/codings.ts";

/** A segment with the codes that it has in the end: given by all its coders, or kept by decision. */
export type CodedSegment = { source: ShownSource; segment: ShownSegment; codes: string[] };

/** Every segment with words that somebody coded, of what coders have ended, with its final codes; `open` counts the places that nobody has decided. For findings. */
export async function finallyCoded(db: Db, assessment: Pick<Assessment, "id" | "processId">, viewer: Viewer): Promise<{ segments: CodedSegment[]; open: number }> {
  const sources = (await sourcesOf(db, assessment, viewer)).filter((it) => it.standing === "together");
  const segments = Map.groupBy(await segmentsIn(db, assessment, sources.map((it) => it.id), viewer, { coded: true }), (it) => it.sourceId);
  const seats = Map.groupBy(await assignmentsOf(db, assessment, viewer), (it) => it.sourceId);
  const codings = Map.groupBy(await codingsIn(db, assessment, viewer), (it) => it.sourceId);
  const decisions = Map.groupBy(await decisionsIn(db, assessment, viewer), (it) => it.sourceId);
  let open = 0;
  const coded = sources.flatMap((source) => {
    const own = (segments.get(source.id) ?? []).filter((it) => it.text !== null);
    const { codings: final, open: undecided } = settledIn(codings.get(source.id) ?? [], decisions.get(source.id) ?? [], seats.get(source.id) ?? [], own.map((it) => it.id));
    open += undecided.length;
    const codes = Map.groupBy(final, (it) => it.segment);
    return own.map((segment): CodedSegment => ({ source, segment, codes: [...new Set((codes.get(segment.id) ?? []).map((it) => it.code))] }));
  });
  return { segments: coded, open };
}
