import { here, type Door } from "../ground/web/env.ts";
import { directoryAddress } from "../concepts/stakeholders/directory/directory.ts";
import { listedBodies, searchDirectory } from "../concepts/stakeholders/directory/store.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { kindLine, Named } from "../concepts/stakeholders/views.tsx";

const shownHere = 5;

/** Who knows about one of these themes: the first few, and the way to all. */
export async function knowersOf(c: Door, themes: readonly string[]) {
  if (themes.length === 0) return { themes, total: 0, bodies: [] };
  const found = await searchDirectory(c.var.db, { words: "", choices: { expertise: [...themes] }, order: "confirmed", page: 1 }, c.var.words.language, shownHere);
  return { themes, total: found.total, bodies: await listedBodies(c.var.db, found.ids) };
}

/** “Who knows about this?”, as a section or a card. */
export function Knowers({ c, it, card }: { c: Door; it: Awaited<ReturnType<typeof knowersOf>>; card?: boolean }) {
  const { words } = c.var;
  if (it.themes.length === 0) return null;
  return (
    <section class={card ? "card" : undefined} aria-labelledby="knowers">
      <h2 id="knowers">{words.say("directory.knowers")}</h2>
      {it.total === 0 && <p class="small soft">{words.say("directory.knowers.none")}</p>}
      <ul class="plain small">{it.bodies.map((body) => <li><a href={here(c)(stakeholderAddress(body))}><Named it={body.name} words={words} /></a> <span class="soft">{kindLine(words, body)}</span></li>)}</ul>
      {it.total > 0 && <p class="small"><a href={here(c)(directoryAddress({ choices: { expertise: [...it.themes] } }))}>{words.say("directory.knowers.all", { count: it.total })}</a></p>}
    </section>
  );
}
