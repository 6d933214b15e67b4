import { createHash } from "node:crypto";
import { guidOf, nestCodes, writeProject, type Note, type ProjectSource, type Selection } from "@travaux/coded-texts";
import type { Db } from "../../ground/db/database.ts";
import type { Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Assessment } from "../assessments/assessment.ts";
import type { Coding, Memo } from "./coding.ts";
import type { ShownSegment, ShownSource } from "./disclosure.ts";
import { assignmentsOf, segmentsIn, sourcesOf } from "./store.ts";
import { codesOf } from "./store/codes.ts";
import { codingsIn, memosIn } from "./store/codings.ts";

/** A guid that follows from ids of ours, so that the same project is the same file. */
const guidFrom = (...parts: readonly string[]): string => {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return guidOf(`${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`);
};

const variables = [{ guid: guidFrom("variable", "sector"), name: "sector" }, { guid: guidFrom("variable", "region"), name: "region" }] as const;

/** All that a viewer may know of an assessment’s coding as a REFI-QDA project: texts, codes, codings and notes; who was interviewed is nowhere in it. */
export async function projectOf(db: Db, assessment: Pick<Assessment, "id" | "processId"> & { title: Localized }, viewer: Viewer): Promise<Uint8Array> {
  const sources = await sourcesOf(db, assessment, viewer);
  const [codings, memos, seats] = [await codingsIn(db, assessment, viewer), await memosIn(db, assessment, viewer), await assignmentsOf(db, assessment, viewer)];
  const codes = nestCodes((await codesOf(db, assessment, viewer)).map(({ position: _, retiredDay: __, ...it }) => it));
  const names = new Map([...seats.map((it) => [it.coderId, it.name] as const), ...memos.map((it) => [it.personId, it.by] as const)]);
  const written = new Map<string, string>(); // the guid of each segment’s passage
  const given = Map.groupBy(codings, (it) => it.sourceId);
  const texts: ProjectSource[] = [];
  for (const source of sources) texts.push(sourceText(source, await segmentsIn(db, assessment, [source.id], viewer), given.get(source.id) ?? [], memos, written)); // one at a time: answers may be a million
  const notes = memos.map((it): Note => ({ guid: guidFrom("memo", it.id), name: it.text.split("\n", 1)[0]!.slice(0, 60), text: it.text, user: guidFrom("user", it.personId), about: it.about === "code" ? it.subject : it.about === "source" ? guidFrom("source", it.subject) : (written.get(it.subject) ?? null) }));
  return writeProject({ name: assessment.title.en, origin: "Travaux", users: [...names].map(([id, name]) => ({ guid: guidFrom("user", id), name })).toSorted((a, b) => (a.guid < b.guid ? -1 : 1)), codes, variables, sources: texts, notes });
}

/** A source as one text, a line for what each voice said, with its passages in it. */
function sourceText(source: ShownSource, segments: readonly ShownSegment[], codings: readonly Coding[], memos: readonly Memo[], written: Map<string, string>): ProjectSource {
  const bySegment = Map.groupBy(codings, (it) => it.segmentId);
  const noted = new Set(memos.filter((it) => it.about === "segment").map((it) => it.subject));
  let text = "";
  const selections: Selection[] = [];
  for (const it of segments) {
    if (it.text === null) continue;
    if (source.kind !== "answers") text += `${it.voice === "interviewer" ? "Interviewer" : "Speaker"} ${it.voiceNumber}: `;
    const begin = text.length;
    text += `${it.text}\n`;
    const passages = Map.groupBy(bySegment.get(it.id) ?? [], (one) => `${one.start}-${one.end}`);
    for (const [where, given] of passages) selections.push({ guid: guidFrom("passage", it.id, where), start: begin + given[0]!.start, end: begin + given[0]!.end, codings: given.map((one) => ({ guid: guidFrom("coding", one.id), code: one.code, user: guidFrom("user", one.coderId) })) });
    if (noted.has(it.id)) {
      written.set(it.id, guidFrom("segment", it.id));
      selections.push({ guid: guidFrom("segment", it.id), start: begin, end: begin + it.text.length, codings: [] });
    }
  }
  const values = Object.fromEntries(variables.flatMap(({ guid, name }) => (source[name] === null ? [] : [[guid, source[name]]])));
  return { guid: guidFrom("source", source.id), name: `${source.number}. ${source.title}`, text, values, selections };
}
