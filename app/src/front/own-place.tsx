import { daysAfter } from "../ground/clock.ts";
import { here, type Door } from "../ground/web/env.ts";
import { registrationAddress } from "../concepts/registrations/addresses.ts";
import { isLive } from "../concepts/registrations/registration.ts";
import { selectionAddress } from "../concepts/selections/addresses.ts";
import { panelNow, type Applicant, type Selection, type SelectionFiles } from "../concepts/selections/selection.ts";
import { applicantsOf, filesOf, replacedIn, selectionAt } from "../concepts/selections/store.ts";
import type { OwnRoom } from "./meeting-registration.tsx";
import { OneButton } from "./meeting-room.tsx";

/** What a draw says of somebody to themselves: their pseudonym, their chance, whether they were drawn. */
export async function OwnPlace({ c, room: { process, meeting, it } }: { c: Door; room: OwnRoom }) {
  const { db, viewer, words } = c.var;
  const selection = await selectionAt(db, meeting, viewer);
  const applicant = selection && selection.state !== "draft" ? (await applicantsOf(db, meeting, selection, viewer)).find((one) => one.registrationId === it.id && one.inPool) : undefined;
  const files = selection && applicant && (await filesOf(db, meeting, selection, viewer));
  if (!selection || !applicant || !files) return null;
  const replaced = await replacedIn(db, selection);
  const place = placeOf(selection, applicant, files, replaced);
  const until = answerUntil(selection, applicant, replaced);
  return (
    <section class="card strong" aria-labelledby="place"><h2 id="place">{words.say("selections.own")}</h2>
      <dl class="facts"><dt>{words.say("selections.own.pseudonym")}</dt><dd><code>{applicant.pseudonym}</code></dd><dt>{words.say("selections.own.chance")}</dt><dd>{chanceSaid(words.language, files.chances.probabilities[applicant.pseudonym]!)}</dd></dl>
      {place === "panel" && applicant.declinedDay ? <p>{words.say("selections.own.declined", { day: words.day(applicant.declinedDay) })}</p> : place === "panel" && applicant.acceptedDay ? <p>{words.say("selections.own.accepted", { day: words.day(applicant.acceptedDay) })}</p> : <p>{words.say(`selections.own.${place}`, { day: selection.seedDay ? words.day(selection.seedDay) : "", until: until ? words.day(until) : "" })}</p>}
      {place === "panel" && isLive(it) && !applicant.acceptedDay && !applicant.declinedDay && (
        <div class="actions"><OneButton action={here(c)(`${registrationAddress(process, meeting, it)}/acceptance`)} main>{words.say("selections.accept")}</OneButton><OneButton action={here(c)(`${registrationAddress(process, meeting, it)}/${meeting.admission === "selected" ? "withdrawal" : "refusal"}`)}>{words.say("selections.decline")}</OneButton></div>)}
      <p class="small"><a href={here(c)(selectionAddress(process, meeting))}>{words.say("selections.see")}</a></p>
    </section>
  );
}

/** The day until which somebody who was drawn, or who came for another, was asked to answer; null before the draw. */
export function answerUntil({ drawnDay, answerDays }: Pick<Selection, "drawnDay" | "answerDays">, { pseudonym }: Pick<Applicant, "pseudonym">, replaced: Parameters<typeof panelNow>[1]): string | null {
  const since = replaced.findLast((it) => it.into === pseudonym)?.day ?? drawnDay;
  return since && daysAfter(since, answerDays);
}

/** Where a pseudonym stands in a draw. */
export function placeOf(selection: Pick<Selection, "state">, { pseudonym }: Pick<Applicant, "pseudonym">, files: SelectionFiles, replaced: Parameters<typeof panelNow>[1]): "waits" | "panel" | "replaced" | "alternate" | "not-drawn" {
  if (selection.state !== "drawn" || !files.result) return "waits";
  if (panelNow(files.result, replaced).includes(pseudonym)) return "panel";
  if (replaced.some((it) => it.out === pseudonym)) return "replaced";
  return files.result.alternates.includes(pseudonym) ? "alternate" : "not-drawn";
}

/** 0.1234 as "12.3%" in the digits of a language. */
export const chanceSaid = (language: string, chance: number) => new Intl.NumberFormat(language, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(chance);
