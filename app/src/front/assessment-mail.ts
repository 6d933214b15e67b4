import type { Door } from "../ground/web/env.ts";
import { assessmentAddress } from "../concepts/partnerships/addresses.ts";
import type { Round } from "../concepts/partnerships/assessment/assessment.ts";
import type { ShownPartnership } from "../concepts/partnerships/disclosure.ts";
import { writeAbout } from "./write-about.ts";

const about = (it: ShownPartnership) => ({ title: (it.public ?? it.waiting)!.title, path: assessmentAddress(it) });

/** Tell every partner but the one who opened it that a round is open: the mail says of nobody whether they answer. */
export async function tellOpened(c: Door, it: ShownPartnership, { partnerIds, openerId }: Round): Promise<void> {
  for (const one of partnerIds) if (one !== openerId) await writeAbout(c, one, "self-assessment-opened", about(it));
}

/** Tell every partner that was asked, the last who answered like the others, that what all said can be read. */
export async function tellComplete(c: Door, it: ShownPartnership, { partnerIds }: Round): Promise<void> {
  for (const one of partnerIds) await writeAbout(c, one, "self-assessment-complete", about(it));
}
