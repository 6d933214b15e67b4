type PostgresError = Error & { code?: string; constraint?: string };

/** The PostgreSQL error behind what Drizzle threw, or undefined: Drizzle wraps it, and so do others. */
export function postgresError(error: unknown): PostgresError | undefined {
  for (let it = error; it instanceof Error; it = it.cause) {
    if (/^[0-9A-Z]{5}$/.test((it as PostgresError).code ?? "")) return it as PostgresError;
  }
  return undefined;
}

/** Whether `error` says that a row would break the unique index or constraint named. */
export function breaksUnique(error: unknown, constraint?: string): boolean {
  const found = postgresError(error);
  return found?.code === "23505" && (constraint === undefined || found.constraint === constraint);
}
