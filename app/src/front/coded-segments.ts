import type { Db } from "../ground/db/database.ts";
import type { Viewer } from "../ground/viewer.ts";
import type { Assessment } from "../concepts/assessments/assessment.ts";
import { answersIn } from "../concepts/assessments/survey/store.ts";
import type { Consent } from "../concepts/coding/consent.ts";
import { finallyCoded, type CodedSegment as Coded } from "../concepts/coding/final.ts";
import type { SourceKind } from "../concepts/coding/source.ts";
import { intervieweeOf } from "../concepts/coding/store.ts";
import { codesOf, type KeptCode } from "../concepts/coding/store/codes.ts";
import type { OfferedCombination } from "../concepts/disclosure/rule.ts";
import type { CodedSegment } from "../concepts/findings/respondent.ts";

/** The passages that were coded in an assessment, for those who assess it: where findings read what the concept of coding keeps. A passage with two codes comes twice; what interviewers said is none. */
export async function codedSegments(db: Db, assessment: Assessment, viewer: Viewer): Promise<CodedSegment[]> {
  const { segments } = await finallyCoded(db, assessment, viewer);
  const codes = new Map((await codesOf(db, assessment, viewer)).map((it) => [it.guid, it]));
  const names = await namesOf(db, assessment, viewer, segments);
  return segments.filter((it) => it.segment.voice === "speaker").flatMap((it) => it.codes.flatMap((guid): CodedSegment[] => {
    const code = codes.get(guid);
    return code ? [coded(it, code, dimensionOf(code, codes), names)] : [];
  }));
}

const kinds: Record<SourceKind, CodedSegment["source"]> = { interview: "interview", "focus-group": "group", answers: "survey" };
const consents: Record<Consent, OfferedCombination> = { quotable: "public/named", kind: "public/kind", unattributed: "public/unattributed", internal: "secretariat/unattributed" };

function coded({ source, segment }: Coded, code: KeptCode, dimension: string, names: ReadonlyMap<string, string>): CodedSegment {
  const { sector, region } = source.kind === "answers" ? segment : source; // who spoke is counted where they are, whatever of it may be said beside their words
  const respondent = segment.answerId ?? (source.kind === "focus-group" ? `${source.id}:${segment.voiceNumber}` : source.id);
  return {
    id: `${segment.id}:${code.guid}`, source: kinds[source.kind], code: code.name, dimension, sector, region, themes: [],
    consent: consents[segment.consent], words: segment.text!, language: source.language, byName: segment.consent === "quotable" ? (names.get(respondent) ?? null) : null, respondent,
  };
}

/** The outermost code that a code stands below: the dimension of the template. */
function dimensionOf(code: KeptCode, codes: ReadonlyMap<string, KeptCode>): string {
  const above = code.parent === null ? undefined : codes.get(code.parent);
  return above ? dimensionOf(above, codes) : code.name;
}

/** Under which name each respondent may be quoted, as far as `viewer` may know it: an answer under the body’s, an interview under that of whoever agreed to be named. */
async function namesOf(db: Db, assessment: Assessment, viewer: Viewer, segments: readonly Coded[]): Promise<Map<string, string>> {
  const quotable = [...new Set(segments.flatMap(({ segment }) => (segment.consent === "quotable" && segment.answerId !== null ? [segment.answerId] : [])))];
  const answers = (await answersIn(db, assessment, viewer, { paths: [], ids: quotable })).flatMap((it): [string, string][] => (it.attribution === "named" && it.body ? [[it.id, it.body.name.en]] : []));
  const names = new Map(answers);
  for (const id of new Set(segments.filter((it) => it.source.kind === "interview").map((it) => it.source.id))) {
    const who = await intervieweeOf(db, assessment, id, viewer);
    if (who?.isNamed) names.set(id, [who.name, who.organisation].filter(Boolean).join(", "));
  }
  return names;
}
