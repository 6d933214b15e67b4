import { canMail, sendMail } from "../ground/mail.ts";
import { addressIn, type Door } from "../ground/web/env.ts";
import { isLanguage, wordsIn } from "../ground/words.ts";
import { fileAddress } from "../concepts/accreditation/addresses.ts";
import type { Told } from "../concepts/accreditation/operations.ts";
import { bodyOfFile } from "../concepts/accreditation/store.ts";
import { stepSaid } from "../concepts/accreditation/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { focalPointOf } from "../concepts/stakeholders/store/members.ts";

/** Write to whoever answers for each body what happened to its file, with the reason, in their language. */
export async function tellBodies(c: Door, process: Process, all: readonly Told[]): Promise<void> {
  const { db, house } = c.var;
  if (!canMail(house.settings)) return;
  for (const told of all) {
    const focal = await focalPointOf(db, told.stakeholderId);
    if (!focal) continue;
    const language = isLanguage(focal.language) ? focal.language : "en";
    const words = wordsIn(language);
    const body = await bodyOfFile(db, told.stakeholderId);
    const said = [stepSaid(words, told), told.because].filter(Boolean).join("\n\n");
    await sendMail(db, house, { to: focal.email, language, kind: "accreditation", values: { process: words.pick(process.shortName).text, name: words.pick(body.name).text, said, address: house.baseUrl + addressIn(language)(fileAddress(process, body)) } });
  }
}
