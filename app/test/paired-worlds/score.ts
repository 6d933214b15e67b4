import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** On which database this run is. */
export const onServer = Boolean(process.env.TEST_DATABASE_URL);

/** Say a line of the score: `npm test` gathers them for its last lines, and otherwise it stands in the run's own output. */
export function sayScore(part: string, line: string): void {
  const [folder, database] = [process.env.TRAVAUX_SCORES, onServer ? "PostgreSQL" : "embedded database"];
  const words = `paired worlds on ${onServer ? "PostgreSQL" : "the embedded database"}: ${line}`;
  if (folder) writeFileSync(join(folder, `${database} ${part}.txt`), words);
  else console.log(words);
}
