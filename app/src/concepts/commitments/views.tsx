import { directionOf, type Language, type Words } from "../../ground/words.ts";
import { Named } from "../stakeholders/views.tsx";
import { Outward } from "../partnerships/views.tsx";
import { isClosed, isLate, type CommitmentChange } from "./commitment.ts";
import type { ShownCommitment, ShownOwner, ShownProgress } from "./disclosure.ts";
import { statusesOf, type Status } from "./register.ts";

type In = { words: Words };
/** Words of a commitment, marked with their language where it is not the page’s. */
export const Said = ({ text, language, words }: In & { text: string; language: Language }) => (language === words.language ? <span dir="auto">{text}</span> : <span lang={language} dir="auto">{text}</span>);
/** The same, line by line. */
export const SaidLines = ({ text, language, words }: In & { text: string; language: Language }) => (
  <>{text.split("\n").filter((line) => line.trim()).map((line) => <p lang={language === words.language ? undefined : language} dir={language === words.language ? "auto" : directionOf(language)}>{line}</p>)}</>
);

/** How a status is marked: the shapes that states of asks have, never by colour alone. */
const marks: Record<Status, string> = { proposed: "unanswered", open: "waiting", "under-way": "partly", done: "reflected", "given-up": "not", late: "not", "without-owner": "unanswered" };
/** Its state in words, and that it is late, or that nobody owns it. */
export const Standing = ({ it, words, today }: In & { it: ShownCommitment; today: string }) => (
  <>{statusesOf(it, today).map((status, at) => <>{at > 0 && " "}<span class={`state ${marks[status]}`}>{words.say(`commitments.status.${status}`)}</span></>)}</>
);

/** Its last day. */
export const LastDay = ({ it, words, today }: In & { it: ShownCommitment; today: string }) => (
  <span class={isLate(it, today) ? "deadline last" : "deadline"}><time datetime={it.dueDay}>{words.say("commitments.due", { day: words.day(it.dueDay) })}</time></span>
);
/** Each last day that it had before, and why it moved, the latest first. */
export const EarlierDays = ({ it, words }: In & { it: ShownCommitment }) => (
  <>{it.moves.toReversed().map((one) => <p class="small soft">{words.say("commitments.was", { day: words.day(one.before) })} <q class="lines" dir="auto">{one.because}</q></p>)}</>
);

/** So many of a hundred, in the digits of the language. */
export const shareSaid = (words: Words, share: number) => new Intl.NumberFormat(words.language, { style: "percent" }).format(share / 100);

/** Who owns it, and how many more are asked. */
export function OwnersLine({ it, words }: In & { it: ShownCommitment }) {
  const said = [...it.owners.map((one) => <Named it={one.body.name} words={words} />), ...(it.asked > 0 && !isClosed(it) ? [<span class="soft">{words.say("commitments.asked", { count: it.asked })}</span>] : [])];
  return <>{said.map((one, at) => <>{at > 0 && " · "}{one}</>)}</>;
}

/** A commitment on the board: what, who, until when. */
export const Tile = ({ it, words, today, address }: In & { it: ShownCommitment; today: string; address: string }) => (
  <>
    <h3><a href={address}><Said text={it.title} language={it.language} words={words} /></a></h3>
    <p class="small"><OwnersLine it={it} words={words} /></p>
    <p class="small">{statusesOf(it, today).slice(1).map((status) => <><span class={`state ${marks[status]}`}>{words.say(`commitments.status.${status}`)}</span> </>)}{isClosed(it)
      ? <span class="soft">{words.say(it.state === "done" ? "commitments.closed.done" : "commitments.closed.given-up", { day: words.day(it.closedDay!) })}{it.outcome && <> · {words.say("commitments.outcome")}: {words.say(`commitments.outcome.${it.outcome}`)}</>}</span>
      : <><time datetime={it.dueDay}>{words.say("commitments.due", { day: words.day(it.dueDay) })}</time>{it.share !== null && <> · {shareSaid(words, it.share)}</>}</>}</p>
  </>
);

/** The owners of a commitment with the day on which each confirmed. */
export const Owners = ({ owners, words, address }: In & { owners: readonly ShownOwner[]; address: (slug: string) => string }) => (
  <ul class="plain">{owners.map((it) => <li><a href={address(it.body.slug)}><Named it={it.body.name} words={words} /></a> <span class="small soft">{it.state === "confirmed" ? words.say("commitments.owner.since", { day: words.day(it.confirmedDay!) }) : words.say(`commitments.owner.${it.state}`, { day: words.day(it.day) })}</span>{it.because && <> <q class="lines" dir="auto">{it.because}</q></>}</li>)}</ul>
);

/** What owners did, the latest first; what was corrected stays, and says by what. */
export function ProgressList({ entries, words, address }: In & { entries: readonly ShownProgress[]; address: (slug: string) => string }) {
  const correctedBy = (number: number) => entries.findLast((it) => it.corrects === number)?.number;
  return (
    <ol class="dates" reversed>{entries.toReversed().map((it) => (
      <li id={`entry-${it.number}`} value={it.number}><time datetime={it.day}>{words.day(it.day)}</time><div>
        <p class="small"><strong>{words.say("commitments.progress.entry", { number: it.number })}</strong> · {it.body ? <a href={address(it.body.slug)}><Named it={it.body.name} words={words} /></a> : words.say("commitments.gone")}{it.share !== null && <> · {shareSaid(words, it.share)}</>}</p>
        <p class="lines" dir="auto">{correctedBy(it.number) ? <del>{it.text}</del> : it.text}</p>
        {it.corrects !== null && <p class="small"><a href={`#entry-${it.corrects}`}>{words.say("commitments.progress.correcting", { number: it.corrects })}</a></p>}
        {correctedBy(it.number) && <p class="small"><a href={`#entry-${correctedBy(it.number)}`}>{words.say("commitments.progress.corrected", { number: correctedBy(it.number)! })}</a></p>}
        {(it.evidence ?? it.evidenceText) && <p class="small">{words.say("commitments.progress.evidence")}: {it.evidence && <Outward to={it.evidence} />}{it.evidence && it.evidenceText && " · "}{it.evidenceText && <span class="lines" dir="auto">{it.evidenceText}</span>}</p>}
      </div></li>
    ))}</ol>
  );
}

/** A deed in a sentence. */
export const deedSaid = (words: Words, it: CommitmentChange): string => words.say(`commitments.deed.${it.what}`, { by: it.by, before: it.before ? words.day(it.before) : "", after: it.after ? words.day(it.after) : "" });
/** What happened to a commitment in public, each with its receipt. */
export const CommitmentHistory = ({ changes, words, receipt }: In & { changes: readonly CommitmentChange[]; receipt: (sequence: number) => string }) => (
  <ol class="dates">{changes.map((it) => (
    <li id={`change-${it.sequence}`}><time datetime={it.day}>{words.day(it.day)}</time><p>{deedSaid(words, it)}{it.because && <> <q class="lines" dir="auto">{it.because}</q></>} <a class="small" href={receipt(it.sequence)}>{words.say("partnerships.receipt")}</a></p></li>
  ))}</ol>
);
