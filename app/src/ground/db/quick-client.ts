// How we speak to a PostgreSQL server. A comment and its receipt were 55 questions, each waiting for the answer to the one before:
// most of the time went into carrying packets and into reading the same statements anew. So what is asked in one moment goes out
// in one packet, without waiting (the driver’s pipeline mode), and each statement is read and planned once a connection.
import { Client, type ClientConfig, type QueryConfig } from "pg";

/** Nothing is in their answers: what is asked next goes right behind them. If one fails, the connection ends, and with it all that came behind. */
const unanswered = /^(begin\b|select set_config\(|select pg_advisory_xact_lock\()/;
/** From here on the connection asks as somebody else (request.ts), until the transaction is over. */
const becoming = /^select set_config\('role'/;
const over = /^(begin\b|commit$|rollback$)/;

/** Statements of ours that have no values: the same each time. */
const asksWithoutValues = /^select ("|exists \()/;

/** So many statements are kept by name: more than the application has, and an end to lists of every length. */
const mostNamed = 500;
const numbers = new Map<string, number>();

/** The number of a statement, the same on every connection; none for those that came too late. */
function numberOf(text: string): number | null {
  if (!numbers.has(text) && numbers.size < mostNamed) numbers.set(text, numbers.size);
  return numbers.get(text) ?? null;
}

/** A connection to a server that sends what is asked in one moment together, and prepares what it is asked. */
export class QuickClient extends Client {
  #role = "";
  #broken: Error | null = null;

  constructor(config?: ClientConfig) {
    super({ ...config, pipeline: true });
    this.on("error", () => {}); // whoever waits for an answer hears of it, and the pool parts with the connection; unheard it would end the process
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- the driver's method has eight shapes; all of them are let through
  override query(config: any, values?: any, callback?: any): any {
    const text = textOf(config);
    const ask = super.query as unknown as (this: Client, ...all: unknown[]) => Promise<unknown> | undefined;
    if (text === null) return ask.call(this, config, values, callback);
    if (this.#broken && typeof callback !== "function") return Promise.reject(this.#broken); // what went wrong first is what to hear of
    this.#follow(text, Array.isArray(values) ? values : []);
    this.#sendTogether();
    const answer = ask.call(this, this.#named(config as string | QueryConfig, text, values), values, callback);
    if (!answer || !unanswered.test(text)) return answer;
    answer.catch((error: Error) => this.connection.stream.destroy((this.#broken = error)));
    return Promise.resolve();
  }

  #follow(text: string, values: unknown[]) {
    if (over.test(text.trim())) this.#role = "";
    if (becoming.test(text)) this.#role = String(values[0]);
  }

  /** Hold packets back until what this moment asks has been asked. */
  #sendTogether() {
    const { stream } = this.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }

  /**
   * Under a name the server keeps the statement, read and planned. One name a role: a plan made for one that row policies do not
   * hold for is never used for another, also by a server without the mend of CVE-2024-10976.
   */
  #named(config: string | QueryConfig, text: string, values: unknown): string | QueryConfig {
    const isStatement = (Array.isArray(values) && values.length > 0) || asksWithoutValues.test(text);
    const number = isStatement ? numberOf(text) : null;
    if (number === null) return config;
    return { ...(typeof config === "string" ? { text } : config), name: `${this.#role}${number}` };
  }
}

const textOf = (config: unknown): string | null =>
  typeof config === "string" ? config : config !== null && typeof config === "object" && !("submit" in config) && "text" in config && typeof config.text === "string" ? config.text : null;
