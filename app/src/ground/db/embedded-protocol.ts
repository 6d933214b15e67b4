/** What a query through the worker may ask for; `dates: "text"` is what Drizzle's column mappers expect. */
export type QueryShape = { rowMode?: "array" | "object"; dates?: "text" | "date" };

/** What PGlite answers to one statement. */
export type Results = {
  rows: any[]; // one object or array a row, as asked
  fields: { name: string; dataTypeID: number }[];
  affectedRows?: number;
};

/** What the worker is started with. */
export type WorkerStart = {
  folder?: string; // none: in memory
  dump?: Uint8Array; // a data folder as a tar file, restored before the first query
};

/** A request to the worker. */
export type Request =
  | { kind: "query"; text: string; params: unknown[]; shape: QueryShape }
  | { kind: "exec"; text: string }
  | { kind: "listen"; channel: string }
  | { kind: "unlisten"; channel: string }
  | { kind: "dump" }
  | { kind: "close" };

/** The fields of a PostgreSQL error that survive the way between threads. */
export const errorFields = [
  "code", "severity", "detail", "hint", "constraint", "schema", "table", "column", "dataType", "where", "position", "routine",
] as const;

/** An error as it travels between threads. */
export type WireError = { message: string } & { [field in (typeof errorFields)[number]]?: string };

/** What the worker sends back. */
export type Reply =
  | { kind: "ready"; version: string }
  | { kind: "unstartable"; error: WireError }
  | { kind: "broken" }
  | { kind: "done"; id: number; value: unknown }
  | { kind: "failed"; id: number; error: WireError }
  | { kind: "notified"; channel: string; payload: string };
