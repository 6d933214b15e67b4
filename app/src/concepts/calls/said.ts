// Facts of a call in the reader's words.
import { hourSaid } from "../../ground/clock-words.ts";
import type { Words } from "../../ground/words.ts";
import { lastMoment, stageOf, type Call } from "./call.ts";
import { daysBetween } from "../../ground/zones.ts";

/** What is left, or why nothing is: “17 days left”, “opens in 3 days”, “closed”. */
export function leftSaid(words: Words, call: Pick<Call, "state" | "opensAt" | "closesAt" | "toleranceMinutes" | "timeZone">, now: Date): string {
  const stage = stageOf(call, now);
  if (stage === "coming") return days(words, "opens", call.opensAt, call.timeZone, now);
  if (stage === "open") return days(words, "left", call.closesAt, call.timeZone, now);
  if (stage === "late") return words.say("calls.late", { time: hourSaid(words, lastMoment(call), call.timeZone) });
  return words.say(`calls.stage.${stage}`);
}

function days(words: Words, what: "opens" | "left", at: Date, timeZone: string, now: Date): string {
  const count = daysBetween(now, at, timeZone);
  if (count > 0) return words.say(`calls.${what}.days`, { count });
  const hours = Math.floor((at.getTime() - now.getTime()) / 3_600_000);
  return hours > 0 ? words.say(`calls.${what}.hours`, { count: hours }) : words.say(`calls.${what}.soon`);
}

/** “civil society and academia”, or all. */
export const whoSaid = (words: Words, { sectors, openTo }: Pick<Call, "sectors" | "openTo">): string => {
  const of = sectors.length === 0 ? words.say("calls.who.all") : words.list(sectors.map((it) => words.say(`stakeholders.sector.${it}`)));
  return openTo === "participants" ? words.say("calls.who.invited", { who: of }) : of;
};

/** “in any of the six languages”, or which. */
export const languagesSaid = (words: Words, { languages }: Pick<Call, "languages">): string =>
  languages.length === 6 ? words.say("calls.languages.six") : words.list(languages.map(words.languageName));
