// Mails that tell people what was changed about how they sign in and what they may do: whoever did it, its owner knows.
import type { Db } from "../db/database.ts";
import { canMail, sendMail } from "../mail.ts";
import type { Role } from "../viewer.ts";
import type { House } from "../web/env.ts";
import { wordsIn } from "../words.ts";
import { personById } from "./people.ts";

/** What is told: `notice.CHANGE` in the catalogue. */
export type Change = "passkey-added" | "passkey-removed" | "factor-set" | "factor-removed" | "codes-renewed" | "name-corrected" | "signed-in" | "role-given" | "role-taken";

/** Tell a person what was changed, in their language, once `tx` is committed; nobody is told where no mail leaves. */
export async function tellOfChange(tx: Db, house: House, personId: string, change: Change, now: Date, role?: Role): Promise<void> {
  const person = await personById(tx, personId);
  if (!person || !canMail(house.settings)) return;
  const { name, email, language } = person;
  const words = wordsIn(language);
  const what = words.say(`notice.${change}`, role ? { role: words.say(`role.${role}`) } : {});
  const when = `${now.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const at = (path: string) => `${house.baseUrl}/${language}/${path}`;
  await sendMail(tx, house, { to: email, language, kind: "notice", values: { name, what, when, account: at("account"), about: at("about"), house: new URL(house.baseUrl).host } });
}
