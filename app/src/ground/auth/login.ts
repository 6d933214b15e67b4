import { record } from "../journal.ts";
import type { Db } from "../db/database.ts";
import { actingAs, type HeldRole } from "../viewer.ts";
import type { House } from "../web/env.ts";
import { tellOfChange } from "./notices.ts";
import { findOrAddPerson, forgetSecondFactor, grantRole } from "./people.ts";
import { offerLink } from "./ways-in.ts";

/** Whom whoever runs the house lets in: found by address or made, with a role that is given if it was not held. */
export type Login = HeldRole & { email: string; name: string; forgetSecondFactor?: boolean };

/** The token of a link that opens a session for this person once, within 10 minutes. */
export async function offerLogin(tx: Db, house: House, { email, name, forgetSecondFactor: forget, ...held }: Login): Promise<string> {
  const now = house.clock();
  const by = actingAs("command line");
  const person = await findOrAddPerson(tx, { email, name, language: "en" }, now, house.chance);
  await grantRole(tx, person.id, held, by.name, now);
  if (forget) await forgetSecondFactor(tx, person.id);
  if (forget && person.hasSecondFactor) await tellOfChange(tx, house, person.id, "factor-removed", now);
  await record(tx, by, "login offered", person.id, now, { role: held.role, forgot: forget === true });
  return offerLink(tx, house, person.email);
}
