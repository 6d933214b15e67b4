/**
 * Who walks through every door in this run: all, or, on the embedded database where a PostgreSQL server is swept by all in the same
 * run, those of `few`: pages, rules and row policies are the same on both. With EVERY_VIEWER all walk everywhere.
 */
export function walkers<T>(all: readonly T[], few: readonly T[]): readonly T[] {
  const sweptElsewhere = process.env.TRAVAUX_TEST_POSTGRES !== undefined && process.env.TEST_DATABASE_URL === undefined;
  return sweptElsewhere && process.env.EVERY_VIEWER === undefined ? few : all;
}
