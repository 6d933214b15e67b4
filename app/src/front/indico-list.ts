import type { Door } from "../ground/web/env.ts";
import { registrantsCsv, type Registrant } from "../concepts/meetings/export.ts";
import type { KnownRegistration } from "../concepts/registrations/store.ts";

/** Indico asks for two names and we hold one: its last word is taken for the last name; of a single word it is written down that there is no other. */
function namesIn(name: string): Pick<Registrant, "firstName" | "lastName"> {
  const words = name.trim().split(/\s+/);
  return words.length === 1 ? { firstName: words[0]!, lastName: "—" } : { firstName: words.slice(0, -1).join(" "), lastName: words.at(-1)! };
}

/** These people as a file that Indico takes in. Never of a meeting under the Rule: ask `refuseUnderRule` first. */
export function indicoList(c: Door, number: number, people: readonly KnownRegistration[]) {
  const text = registrantsCsv(people.map((it) => ({ ...namesIn(it.name), affiliation: c.var.words.pick(it.organisation).text, position: "", phone: "", email: it.email })));
  return c.body(text, 200, { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="indico-${number}.csv"` });
}
