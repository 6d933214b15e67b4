import { readFileSync } from "node:fs";
import type { Db } from "../ground/db/database.ts";
import { asViewer } from "../ground/db/request.ts";
import { houseKeeper } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import type { Localized } from "../ground/words.ts";
import type { Call, Plan } from "../concepts/calls/call.ts";
import { momentsAt, wallClock } from "../ground/zones.ts";
import { announceCall, draftCall, extendCall } from "../concepts/calls/operations.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { shelfOf } from "../concepts/texts/opened.ts";
import { themesBySlug } from "../concepts/themes/store.ts";

/** "2025-05-05T18:00" by the call's own clock; or so many days from today, at its usual hours. */
type When = { opens: string; closes: string; drafted: string; announced: string } | { opensInDays: number; closesInDays: number };
type InventedCall = Pick<Plan, "title" | "about" | "mandate" | "mandateSymbol" | "wordLimit" | "wordLimitsBySector" | "languages" | "timeZone" | "toleranceMinutes" | "sectors" | "openTo" | "combinations"> & When & {
  number: number; version: string; places: string[]; themes: string[]; questions: Localized[]; requiredQuestions: number[]; exclusive?: boolean; contact?: string; extended?: { at: string; closes: string; because: string };
};

/** The invented officer of the Model Conference. */
const officer = houseKeeper("T. Adeyemi");
const morning = (day: string) => new Date(`${day}T08:00:00Z`);
const dayFrom = (now: Date, days: number, timeZone: string) => wallClock(new Date(now.getTime() + days * 86_400_000), timeZone).day;
function clockAt(local: string, timeZone: string): Date {
  const [day = "", hour = ""] = local.split("T");
  return momentsAt(day, hour, timeZone).at(-1)!;
}

/** The invented calls of the Model Conference: what is over stays on its days, one is always open and one always to come. */
export async function loadCalls(house: House) {
  const { calls } = JSON.parse(readFileSync(new URL("../../../examples/model-conference/calls.json", import.meta.url), "utf8")) as { calls: InventedCall[] };
  await asViewer(house.database.db, officer, async (tx) => {
    const process = await processBySlug(tx, "model");
    for (const it of calls) await loadCall(tx, house, process, it);
  });
}

async function loadCall(tx: Db, house: House, process: Process, it: InventedCall) {
  const times = timesOf(it, house.clock());
  const call = await draftCall(tx, officer, process, await planOf(tx, it, times), times.drafted, house.chance, it.number);
  await announceCall(tx, officer, process, call, times.announced, house.chance);
  if (it.extended) await extend(tx, house, process, call, it.extended);
}

function timesOf(it: InventedCall, now: Date) {
  if ("opens" in it) return { opensAt: clockAt(it.opens, it.timeZone), closesAt: clockAt(it.closes, it.timeZone), drafted: morning(it.drafted), announced: morning(it.announced) };
  const at = (days: number, hour: string) => clockAt(`${dayFrom(now, days, it.timeZone)}T${hour}`, it.timeZone);
  const announced = new Date(Math.min(now.getTime(), at(it.opensInDays, "09:00").getTime()) - 86_400_000);
  return { opensAt: at(it.opensInDays, "09:00"), closesAt: at(it.closesInDays, "18:00"), drafted: announced, announced };
}

async function planOf(tx: Db, it: InventedCall, { opensAt, closesAt }: { opensAt: Date; closesAt: Date }): Promise<Plan> {
  const version = (await shelfOf(tx, "model", "convention", officer)).versions.find((one) => one.slug === it.version);
  const themes = await themesBySlug(tx, it.themes);
  if (!version || themes.length < it.themes.length) throw new RangeError(`call ${it.number} of the sample names a version or theme that it does not hold`);
  const { title, about, mandate, mandateSymbol, wordLimit, wordLimitsBySector, languages, timeZone, toleranceMinutes, sectors, openTo, combinations } = it;
  return {
    title, about, mandate, mandateSymbol, wordLimit, wordLimitsBySector, languages, timeZone, toleranceMinutes, sectors, openTo, combinations, exclusive: it.exclusive ?? false, opensAt, closesAt, contact: it.contact ?? null,
    questions: it.questions.map((text, index) => ({ number: index + 1, text, required: it.requiredQuestions.includes(index + 1) })),
    pins: it.places.map((place) => ({ versionId: version.id, place })), themeIds: themes.map((one) => one.id),
  };
}

const extend = (tx: Db, house: House, process: Process, call: Call, { at, closes, because }: NonNullable<InventedCall["extended"]>) =>
  extendCall(tx, officer, process, call, clockAt(closes, call.timeZone), because, morning(at), house.chance);
