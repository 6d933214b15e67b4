import { asc, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import { Refusal } from "../../ground/refusal.ts";
import type { ProcessInput } from "./inputs.ts";
import type { Course, Process } from "./process.ts";
import { documents, events, figures, phases, processes } from "./tables.ts";

const columns = {
  id: processes.id, slug: processes.slug, symbol: processes.symbol, nature: processes.nature, name: processes.name,
  shortName: processes.shortName, summary: processes.summary, rights: processes.rights, openQuestions: processes.openQuestions, officers: processes.officers,
};

/** Every process of the house, in the order in which they came. Processes are public. */
export const allProcesses = (db: Db): Promise<Process[]> => db.select(columns).from(processes).orderBy(asc(processes.position));

/** Does the house hold a process that is invented? */
export async function holdsInvented(db: Db): Promise<boolean> {
  const [row] = await rowsOf<{ holds: boolean }>(db, sql`select exists (select from ${processes} where ${processes.nature} = 'invented') as holds`);
  return row!.holds;
}

/** The id of the process at this place in the address, as a value in another question: so that both are asked at once. */
export const processIdAt = (slug: string): SQL<string> => sql`(select ${processes.id} from ${processes} where ${processes.slug} = ${slug})`;

/** The process at this place in the address, or a refusal. */
export async function processBySlug(db: Db, slug: string): Promise<Process> {
  const [process] = await db.select(columns).from(processes).where(eq(processes.slug, slug));
  if (!process) throw new Refusal("not-found", "process-unknown", { slug });
  return process;
}

const bare = <Row extends { processId: string }>({ processId: _, ...rest }: Row) => rest;
const unplaced = <Row extends { processId: string; position: number }>({ processId: _, position: __, ...rest }: Row) => rest;
/** The database says null where the input left a field out. */
const present = <Row extends object>(row: Row, kept: (keyof Row)[]) =>
  Object.fromEntries(Object.entries(row).filter(([key, value]) => value !== null || kept.includes(key as keyof Row)));

/** A process with its phases, events, documents and figures. */
export const courseOf = async (db: Db, process: Process): Promise<Course> => (await coursesOf(db, [process]))[0]!;

/** Processes with all that is known of their courses: as many queries for many as for one. */
export async function coursesOf(db: Db, of: readonly Process[]): Promise<Course[]> {
  if (of.length === 0) return [];
  const ids = of.map((it) => it.id);
  const [phaseRows, eventRows, documentRows, figureRows] = [
    await db.select().from(phases).where(inArray(phases.processId, ids)).orderBy(asc(phases.number)),
    await db.select().from(events).where(inArray(events.processId, ids)).orderBy(asc(events.position)),
    await db.select().from(documents).where(inArray(documents.processId, ids)).orderBy(asc(documents.position)),
    await db.select().from(figures).where(inArray(figures.processId, ids)).orderBy(asc(figures.position)),
  ];
  return of.map((process) => {
    const own = (it: { processId: string }) => it.processId === process.id;
    return {
      ...process,
      phases: phaseRows.filter(own).map((it) => present(bare(it), ["from", "to"]) as Course["phases"][number]),
      events: eventRows.filter(own).map((it) => present(unplaced(it), ["start", "end", "place", "mode", "phase"]) as Course["events"][number]),
      documents: documentRows.filter(own).map((it) => present(unplaced(it), ["date"]) as Course["documents"][number]),
      figures: figureRows.filter(own).map((it) => present(unplaced(it), []) as Course["figures"][number]),
    };
  });
}

/** Keep a new process with all that its input holds. */
export async function addProcess(db: Db, id: string, input: ProcessInput, position: number) {
  const placed = <T extends object>(items: T[]) => items.map((it, index) => ({ ...it, processId: id, position: index }));
  const { phases: newPhases, events: newEvents, documents: newDocuments, figures: newFigures, ...process } = input;
  await db.insert(processes).values({ ...process, id, position });
  if (newPhases.length > 0) await db.insert(phases).values(newPhases.map((it) => ({ ...it, processId: id })));
  if (newEvents.length > 0) await db.insert(events).values(placed(newEvents));
  if (newDocuments.length > 0) await db.insert(documents).values(placed(newDocuments));
  if (newFigures.length > 0) await db.insert(figures).values(placed(newFigures));
}
