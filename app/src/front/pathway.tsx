import { InWords } from "../ground/web/in-words.tsx";
import { here, type Door } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { countryName } from "../concepts/stakeholders/views.tsx";
import { pathwayAddress, pathwaysAddress } from "../concepts/pathways/addresses.ts";
import { isOutOfDate, type Fact, type Pathway, type Way } from "../concepts/pathways/pathway.ts";
import { themesBySlug } from "../concepts/themes/store.ts";
import { Sources, SureMark } from "./timeline.tsx";

type Props = { c: Door; it: Pathway };

/** When somebody last looked at the sources; marked when that is longer ago than a year. */
export const Checked = ({ c: { var: { words, now } }, it }: Props) =>
  isOutOfDate(it, now) ? <p class="stale"><strong>{words.say("pathways.old")}</strong> {words.say("pathways.old.since", { day: words.day(it.checked) })}</p> : <p class="small soft">{words.say("pathways.checked", { day: words.day(it.checked) })}</p>;

/** A statement with how sure it is and where it is from. */
const Stated = ({ c: { var: { words } }, it }: { c: Door; it: Fact }) => <><InWords it={it.text} words={words} />{it.day && <> ({words.day(it.day)})</>} <SureMark sure={it.sure} words={words} /><Sources sources={it.sources} words={words} /></>;

/** "Convention · in force · African States": what it is, in a line. */
export const kindOf = ({ c: { var: { words } }, it }: Props): string =>
  [words.say(`pathways.kind.${it.kind}`), words.say(`pathways.standing.${it.standing}`), it.regions.length === 0 ? words.say("pathways.world") : words.list(it.regions.map((one) => words.say(`stakeholders.group.${one}`)))].join(" · ");

/** One existing response: what it is, how it stands, who takes part and how, what it takes, what comes, and what States did about it. */
export async function showPathway(c: Door, it: Pathway) {
  const { db, words } = c.var;
  const themes = await themesBySlug(db, it.themes);
  const name = words.pick(it.name);
  const crumbs = [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("pathways.name"), address: here(c)(pathwaysAddress) }, { name: name.text, lang: name.language }];
  return showPage(c, { title: name.text, crumbs, formats: [{ name: words.say("footer.json"), address: `/api/v1${pathwayAddress(it)}`, type: "application/json" }] },
    <>
      <p class="eyebrow">{kindOf({ c, it })}</p>
      <h1><InWords it={it.name} words={words} /></h1>
      <p class="lede"><InWords it={it.about.text} words={words} /></p>
      <p class="small"><SureMark sure={it.about.sure} words={words} /></p><Sources sources={it.about.sources} words={words} />
      <Checked c={c} it={it} />
      <div class="split">
        <div>
          <section aria-labelledby="ways"><h2 id="ways">{words.say("pathways.ways")}</h2><Ways c={c} it={it} /></section>
          {it.kind === "convention" && <section aria-labelledby="bindings"><h2 id="bindings">{words.say("pathways.bindings")}</h2><Bindings c={c} it={it} /></section>}
        </div>
        <div>
          <section class="card strong" aria-labelledby="status"><h2 id="status">{words.say("pathways.status")}</h2><p><strong>{words.say(`pathways.standing.${it.standing}`)}</strong></p><p><Stated c={c} it={it.status} /></p>{it.address && <p><a href={it.address} rel="external nofollow noreferrer"><bdi>{new URL(it.address).hostname}</bdi></a></p>}</section>
          <Takes c={c} it={it} />
          <Next c={c} it={it} />
          {themes.length > 0 && <section class="card" aria-labelledby="themes"><h2 id="themes">{words.say("shell.themes")}</h2><p>{themes.map((theme, index) => <>{index > 0 && " · "}<a href={here(c)(`/themes/${theme.slug}`)}><InWords it={theme.name} words={words} /></a></>)}</p></section>}
        </div>
      </div>
    </>);
}

function Ways({ c, it }: Props) {
  const { words } = c.var;
  if (it.ways.length === 0) return <div class="empty"><p>{words.say("pathways.ways.none")}</p></div>;
  return <ul class="entries">{it.ways.map((one) => <li><WayIn c={c} it={one} /><Sources sources={one.sources} words={words} /></li>)}</ul>;
}

/** A way in: how, for whom, for what, and what one has to have. */
export function WayIn({ c, it }: { c: Door; it: Way }) {
  const { words } = c.var;
  return (
    <>
      <p><InWords it={it.how} words={words} /> <SureMark sure={it.sure} words={words} /></p>
      <p class="small soft">{words.say("pathways.for.whom")} {it.sectors.length === 0 ? words.say("pathways.for.unsaid") : words.list(it.sectors.map((one) => words.say(`stakeholders.sector.${one}`)))} · {words.say("pathways.for.what")} {words.list(it.goals.map((one) => words.say(`pathways.goal.${one}`)))} · {words.say("pathways.for.needs")} {it.needs ? words.say(`pathways.need.${it.needs}`) : words.say("pathways.unknown")}</p>
    </>
  );
}

function Takes({ c, it: { takes } }: Props) {
  const { words } = c.var;
  const fact = (it: Fact | null) => (it ? <Stated c={c} it={it} /> : words.say("pathways.unknown"));
  return (
    <section class="card" aria-labelledby="takes">
      <h2 id="takes">{words.say("pathways.takes")}</h2>
      <dl class="facts">
        {(["status", "money", "time"] as const).map((it) => <><dt>{words.say(`pathways.takes.${it}`)}</dt><dd>{fact(takes[it])}</dd></>)}
        <dt>{words.say("pathways.takes.languages")}</dt><dd>{takes.languages ? <>{words.list(takes.languages.codes.map(words.languageName))} <SureMark sure={takes.languages.sure} words={words} /><Sources sources={takes.languages.sources} words={words} /></> : words.say("pathways.unknown")}</dd>
      </dl>
    </section>
  );
}

function Next({ c, it }: Props) {
  const { words } = c.var;
  return (
    <section class="card" aria-labelledby="next">
      <h2 id="next">{words.say("pathways.next")}</h2>
      {it.next.length === 0 ? <p>{words.say("pathways.next.none")}</p> : <ul class="plain">{it.next.map((one) => <li>{one.day ? <time datetime={one.day}>{words.day(one.day)}</time> : words.say("pathways.next.undated")}: <InWords it={one.what} words={words} /> <SureMark sure={one.sure} words={words} /><Sources sources={one.sources} words={words} /></li>)}</ul>}
    </section>
  );
}

function Bindings({ c, it }: Props) {
  const { words } = c.var;
  if (it.bindings.length === 0) return <div class="empty"><p>{words.say("pathways.bindings.none")}</p></div>;
  return (
    <>
      <ul class="plain">{it.bindings.map((one) => <li>{countryName(words, one.country)}: {words.say(`pathways.binding.${one.what}`)}, <time datetime={one.day}>{words.day(one.day)}</time> <SureMark sure={one.sure} words={words} /><Sources sources={one.sources} words={words} /></li>)}</ul>
      <p class="small soft">{words.say("pathways.bindings.partial")}</p>
    </>
  );
}
