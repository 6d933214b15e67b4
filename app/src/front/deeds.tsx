import { here, type Door } from "../ground/web/env.ts";
import type { Words } from "../ground/words.ts";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { contributionsBy, surroundingsOf, type Surroundings } from "../concepts/contributions/store.ts";
import { nameOf, placeName } from "../concepts/contributions/views.tsx";
import type { ShownMember, ShownStakeholder } from "../concepts/stakeholders/disclosure.ts";

/** Comments that a profile lists by themselves; the texts have the rest. */
const commentsHere = 20;

/** What it wrote under its name, for the list of its deeds. */
async function commentsOf(c: Door, it: ShownStakeholder) {
  const { db, viewer, words } = c.var;
  const comments = (await contributionsBy(db, it.id, viewer)).filter((one) => one.state === "shown").slice(0, commentsHere);
  if (comments.length === 0) return [];
  const stands = await surroundingsOf(db, comments);
  return comments.map((one) => ({ at: new Date(`${one.day}T00:00:00Z`), text: deedOf(words, one, stands(one)), address: here(c)(contributionAddress(stands(one).process, one)) }));
}

/** What it was, in a line. */
function deedOf(words: Words, one: ShownContribution, stands: Surroundings) {
  if (stands.text && one.place) return words.say("contributions.deed", { name: placeName(words, one.place), symbol: stands.text.version.symbol });
  return nameOf(words, one, stands);
}

/**
 * What a stakeholder did here, for its profile: what it wrote under its name, since when it takes part, since when people speak for
 * it, and when it last said that its profile is true. Each concept above adds its own entries when it is built.
 */
export async function deedsHere(c: Door, it: ShownStakeholder, members: ShownMember[]) {
  const { words } = c.var;
  const first = members.filter((one) => one.since).map((one) => one.since!).toSorted((a, b) => a.getTime() - b.getTime())[0];
  const entries: { at: Date; text: string; address?: string }[] = [
    ...(await commentsOf(c, it)),
    { at: it.registeredAt, text: words.say("stakeholders.deed.registered") },
    ...(it.verifiedAt ? [{ at: it.verifiedAt, text: words.say("stakeholders.deed.verified") }] : []),
    ...(first ? [{ at: first, text: words.say("stakeholders.deed.spoken") }] : []),
    ...(it.confirmedAt ? [{ at: it.confirmedAt, text: words.say("stakeholders.deed.confirmed") }] : []),
  ].toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return <ol class="dates">{entries.map((one) => <li><time datetime={one.at.toISOString().slice(0, 10)}>{words.day(one.at)}</time> <span>{one.address ? <a href={one.address}>{one.text}</a> : one.text}</span></li>)}</ol>;
}
