import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { Refusal } from "../../ground/refusal.ts";
import { visitor } from "../../ground/viewer.ts";
import { languages } from "../../ground/words.ts";
import { ProcessInput } from "./inputs.ts";
import { addProcess, allProcesses } from "./store.ts";

/** Words that addresses need for themselves, so that no process may be called by them. */
const taken = new Set([
  "api", "assets", "auth", "docs", "healthz", ...languages,
  "about", "search", "directory", "networks", "themes", "pathways", "offers", "partnerships", "practices", "statements", "stakeholders", "calendar", "promises", "record", "verify", "what-we-hold", "who-sees-what", "unattributed", "contributions",
  "login", "session", "sign-in", "second-factor", "account", "outbox", "stakeholders", "registration", "memberships", "invitations", "letters", "own-data", "drafts", "speaking", "desk",
]);

/** Take a process in from its file; what a record holds without a source is refused. */
export async function loadProcess(db: Db, file: unknown, now: Date, chance: Chance) {
  const input = ProcessInput.parse(file);
  const present = await allProcesses(db);
  if (taken.has(input.slug) || present.some((it) => it.slug === input.slug)) throw new Refusal("not-valid", "process-twice", { slug: input.slug });
  const unsourced = input.nature === "record" ? [...input.phases, ...input.events, ...input.documents, ...input.figures, ...input.officers].find((it) => it.sources.length === 0) : undefined;
  if (unsourced) throw new Refusal("not-valid", "record-without-source", { what: nameOf(unsourced) });
  const id = chance.id();
  await addProcess(db, id, input, present.length);
  await record(db, visitor, "process loaded", id, now, { slug: input.slug });
  return id;
}

const nameOf = (it: object) => JSON.stringify(Object.values(it).find((value) => typeof value === "object" && value !== null));
