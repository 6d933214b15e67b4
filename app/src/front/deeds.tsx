import type { Door } from "../ground/web/env.ts";
import type { ShownMember, ShownStakeholder } from "../concepts/stakeholders/disclosure.ts";

/**
 * What a stakeholder did here, for its profile: each concept above adds its own entries when it is built. Until then:
 * since when it takes part, since when people speak for it, and when it last said that its profile is true.
 */
export async function deedsHere(c: Door, it: ShownStakeholder, members: ShownMember[]) {
  const { words } = c.var;
  const first = members.filter((one) => one.since).map((one) => one.since!).toSorted((a, b) => a.getTime() - b.getTime())[0];
  const entries = [
    { at: it.registeredAt, text: words.say("stakeholders.deed.registered") },
    ...(it.verifiedAt ? [{ at: it.verifiedAt, text: words.say("stakeholders.deed.verified") }] : []),
    ...(first ? [{ at: first, text: words.say("stakeholders.deed.spoken") }] : []),
    ...(it.confirmedAt ? [{ at: it.confirmedAt, text: words.say("stakeholders.deed.confirmed") }] : []),
  ].toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return <ol class="dates">{entries.map((one) => <li><time datetime={one.at.toISOString().slice(0, 10)}>{words.day(one.at)}</time> <span>{one.text}</span></li>)}</ol>;
}
