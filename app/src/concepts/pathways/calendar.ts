import type { CalendarEntry } from "../../ground/calendar.ts";
import type { Words } from "../../ground/words.ts";
import { pathwayAddress } from "./addresses.ts";
import type { Pathway } from "./pathway.ts";

type Told = { words: Words; host: string; base: string };

/** Days of existing responses for a calendar; what has no day stands on the pages alone. */
export function pathwayEntries(all: readonly Pathway[], { words, host, base }: Told): CalendarEntry[] {
  return all.flatMap((it) => it.next.flatMap((date, index): CalendarEntry[] => {
    const checked = new Date(`${it.checked}T00:00:00Z`);
    return date.day === null ? [] : [{
      uid: `pathway-${it.slug}-${index + 1}@${host}`, sequence: 0, created: checked, changed: checked, when: { firstDay: date.day, lastDay: date.day },
      summary: `${words.pick(it.name).text}: ${words.pick(date.what).text}`, description: `${words.say(`sure.${date.sure}`)}\n${date.sources.join("\n")}`, place: null, address: `${base}${pathwayAddress(it)}`, cancelled: false,
    }];
  }));
}
