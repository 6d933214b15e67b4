import { here, type Door } from "../ground/web/env.ts";
import { isOpen } from "../concepts/disclosure/forum.ts";
import { forumsBesideCalls } from "../concepts/calls/store.ts";
import { commentAddress, feedAddress, tableAddress } from "../concepts/contributions/addresses.ts";
import { countsOn, firstViewsOn, surroundingsOf } from "../concepts/contributions/store.ts";
import { placeName, View, type Around } from "../concepts/contributions/views.tsx";
import { provisionAddress } from "../concepts/texts/addresses.ts";
import type { Shelf } from "../concepts/texts/opened.ts";
import type { Beside } from "../concepts/texts/room.tsx";
import type { Version } from "../concepts/texts/text.ts";

/** Views of an article in its margin, and how much of each: the dossier of the provision has the rest. */
const shownHere = 2;
const charactersHere = 220;

const isWithin = (place: string, article: string) => place === article || place.startsWith(`${article}__`);

/** What stakeholders say about the articles that are open: how many views, the first of them, and the way to add one. As many queries for many as for one. */
export async function marginOf(c: Door, shelf: Shelf, version: Version, places: readonly string[]) {
  const { process } = shelf;
  const { db, viewer, words, now } = c.var;
  const counts = await countsOn(db, version.id, viewer);
  const first = counts.size === 0 ? [] : await firstViewsOn(db, version.id, places, viewer, shownHere);
  const forums = await forumsBesideCalls(db, process.id);
  const mayAdd = version.publishedAt !== null && forums.some((it) => isOpen(it, now));
  const around: Around = { words, address: here(c), stands: first.length === 0 ? () => { throw new RangeError("nothing stands here"); } : await surroundingsOf(db, first) };
  const margin = ({ place, number }: Beside) => {
    if (number === null) return null;
    const inside = [...counts].filter(([it]) => isWithin(it, place)).toSorted(([a], [b]) => words.compare(a, b));
    const count = inside.reduce((sum, [, it]) => sum + it, 0);
    const to = here(c)(provisionAddress(process, number, version));
    return (
      <>
        {count > 0 && <p><a href={`${to}#views`}>{words.say("contributions.count", { count })}</a>{inside.length > 1 && <>: {inside.map(([it, of], index) => <>{index > 0 && " · "}{placeName(words, it)} <b>{words.number(of)}</b></>)}</>}</p>}
        {first.filter((it) => isWithin(it.place!, place)).slice(0, shownHere).map((it) => <View it={it} around={around} most={charactersHere} place />)}
        {mayAdd && <p><a href={here(c)(commentAddress(process, number, version))}>{words.say("contributions.add", { name: placeName(words, place) })}</a></p>}
      </>
    );
  };
  return { margin, formats: forums.length === 0 ? [] : formatsOf(c, shelf, version) };
}

/** What is written here, to take along. */
function formatsOf(c: Door, { process, instrument }: Shelf, version: Version) {
  const { words } = c.var;
  return [
    { name: words.say("contributions.csv"), address: here(c)(tableAddress(process, instrument, version)), type: "text/csv" },
    { name: words.say("contributions.feed.name"), address: here(c)(feedAddress(process)), type: "application/atom+xml" },
  ];
}
