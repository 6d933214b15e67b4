import { hasWords, termsOf } from "@travaux/coded-texts";
import { and, asc, eq, isNotNull, sql, type SQL } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import { languages } from "../../../ground/words.ts";
import type { Assessment } from "../../assessments/assessment.ts";
import { codingFor, discloseSegment, type ShownSegment } from "../disclosure.ts";
import type { Segment, Source } from "../source.ts";
import { codingSegments, codingSources } from "../tables.ts";
import { codingsIn } from "./codings.ts";

/** What is asked of segments; an empty text asks nothing. */
export type Question = { words: string; code: string; sector: string; region: string; consent: string };

/** Read so many at a time, of those that have to be looked at one by one. */
const atOnce = 5000;

type Of = Pick<Assessment, "id" | "processId">;
type Found = { it: Segment; number: number; language: Source["language"] };

/** How many segments of an assessment are as somebody asks, with the first of them, in the order of sources and places; none for whoever may not assess. */
export async function segmentsWith(db: Db, assessment: Of, asked: Question, most: number, viewer: Viewer): Promise<{ count: number; shown: ShownSegment[] }> {
  if (!codingFor(viewer, assessment)) return { count: 0, shown: [] };
  const like = and(eq(codingSources.assessmentId, assessment.id), isNotNull(codingSegments.text), await asAsked(db, assessment, asked, viewer))!;
  const has = hasInPlain(asked.words);
  const [counted] = await db.select({ plain: sql<number>`count(*) filter (where ${has})::int`, others: sql<number>`count(*) filter (where not (${isPlain}))::int` }).from(codingSegments).innerJoin(codingSources, ofSource).where(like);
  const plain = counted!.plain === 0 ? [] : await firstOf(db, assessment, and(like, has)!, most);
  const others = counted!.others === 0 || asked.words.trim() === "" ? { count: 0, first: [] } : await readThrough(db, and(like, sql`not (${isPlain})`)!, asked.words, most);
  const inOrder = [...plain, ...others.first].toSorted((a, b) => a.number - b.number || a.it.position - b.it.position);
  return { count: counted!.plain + others.count, shown: inOrder.slice(0, most).map(({ it }) => discloseSegment(it)) };
}

const ofSource = eq(codingSources.id, codingSegments.sourceId);
const placed = [asc(codingSources.number), asc(codingSegments.position)] as const;
const segmentsWhere = (db: Db, where: SQL, most: number): Promise<Found[]> =>
  db.select({ it: codingSegments, number: codingSources.number, language: codingSources.language }).from(codingSegments).innerJoin(codingSources, ofSource).where(where).orderBy(...placed).limit(most);

/** The first segments of this kind, source by source: of a common word nobody sorts a million. */
async function firstOf(db: Db, assessment: Of, where: SQL, most: number): Promise<Found[]> {
  const sources = await db.select({ id: codingSources.id }).from(codingSources).where(eq(codingSources.assessmentId, assessment.id)).orderBy(asc(codingSources.number));
  const found: Found[] = [];
  for (const { id } of sources) if (found.length < most) found.push(...await segmentsWhere(db, and(where, eq(codingSegments.sourceId, id))!, most - found.length));
  return found;
}

/** Segments with these words that have to be read for it, some thousand at a time. */
async function readThrough(db: Db, where: SQL, words: string, most: number): Promise<{ count: number; first: Found[] }> {
  let [count, first, after] = [0, [] as Found[], { number: 0, position: 0 }];
  for (;;) {
    const some = await segmentsWhere(db, and(where, sql`(${codingSources.number}, ${codingSegments.position}) > (${after.number}::int, ${after.position}::int)`)!, atOnce);
    const own = some.filter(({ it, language }) => hasWords(it.text!, words, language));
    first = [...first, ...own].slice(0, most);
    count += own.length;
    if (some.length < atOnce) return { count, first };
    after = { number: some.at(-1)!.number, position: some.at(-1)!.it.position };
  }
}

/** All that is asked besides words. Whether a code was given is known as far as a viewer may know it. */
async function asAsked(db: Db, assessment: Of, { code, sector, region, consent }: Question, viewer: Viewer): Promise<SQL | undefined> {
  const coded = code === "" ? [] : [...new Set((await codingsIn(db, assessment, viewer)).filter((it) => it.code === code).map((it) => it.segmentId))];
  return and(
    code === "" ? undefined : sql`${codingSegments.id} = any(${sql.param(coded)}::text[])`, consent === "" ? undefined : sql`${codingSegments.consent} = ${consent}`,
    sector === "" ? undefined : sql`coalesce(${codingSegments.sector}, ${codingSources.sector}) = ${sector}`, region === "" ? undefined : sql`coalesce(${codingSegments.region}, ${codingSources.region}) = ${region}`,
  );
}

/** Letters of ASCII alone, a space between words: of such a text PostgreSQL finds what the engine finds, and a million of them need not be read. */
const isPlain = sql`${codingSegments.text} !~ '[[:space:]]{2}|[^ -~]'`;

/** Plain texts with every word; all texts where no word is looked for. */
function hasInPlain(words: string): SQL {
  if (words.trim() === "") return sql`true`;
  const terms = [...new Set(languages.flatMap((it) => termsOf(words, it)))];
  return and(...terms.map((it) => sql`${codingSegments.text} ilike ${`%${it.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`}`), isPlain)!;
}
