import pino from "pino";

/** Where the house says what it does: one JSON line an event, on stderr. */
export type Log = pino.Logger;

/** How much is said. */
export const logLevels = ["silent", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * A log of JSON lines to `to` (stderr unless said). It never holds network addresses, user agents, mail addresses or what
 * people wrote: requests are logged by method, path and status, and a failed query without its values.
 */
export function openLog(level: LogLevel, to: pino.DestinationStream = pino.destination({ dest: 2, sync: true })): Log {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describeError }, redact: personal }, to);
}

/** A log that keeps silent, for tests and for commands that answer on stdout. */
export const silentLog: Log = pino({ level: "silent" });

/** Headers and fields by which somebody could be found; whoever logs one by mistake logs "[Redacted]". */
const personal = ["ip", "remoteAddress", "userAgent", "email", "cookie", "authorization"].flatMap((name) => [name, `*.${name}`])
  .concat(['headers["user-agent"]', 'headers["x-forwarded-for"]', '*.headers["user-agent"]', '*.headers["x-forwarded-for"]']);

/** What is kept of an error: name, message, code, stack and cause. Drizzle puts the values into its message and PostgreSQL into `detail`: neither is kept. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { query, code, constraint } = error as Error & { query?: string; code?: string; constraint?: string };
  const message = query === undefined ? withoutValue(error.message, code) : `Failed query: ${query}`;
  const stack = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).join("\n");
  return { type: error.name, message, code, constraint, stack, cause: error.cause && describeError(error.cause) };
}

/** PostgreSQL's class 22 quotes what it could not read: `invalid input syntax for type uuid: "what was sent"`. */
const withoutValue = (message: string, code?: string) => (code?.startsWith("22") ? message.replace(/"[^]*"/, '"…"') : message);
