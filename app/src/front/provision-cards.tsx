// The cards beside a provision: how to cite it, what it is about, what stands inside.
import { here, type Door } from "../ground/web/env.ts";
import type { Theme } from "../concepts/themes/theme.ts";
import { provisionAddress } from "../concepts/texts/addresses.ts";
import type { Moment } from "../concepts/texts/dossier.ts";
import { nameOf } from "../concepts/texts/views.tsx";
import type { Dossier } from "./provision.tsx";

/** How to cite a provision that stands at `place` of a version. */
export function Cite({ c, dossier, moment, place }: { c: Door; dossier: Dossier; moment: Moment; place: string }) {
  const { words, house } = c.var;
  const stable = `${house.baseUrl}${provisionAddress(dossier.process, dossier.provision.number, moment.version)}`;
  const text = `${place}, ${words.pick(dossier.instrument.title).text}, ${moment.version.symbol} (${words.day(moment.version.date)}), Travaux P-${dossier.provision.number}, ${stable}`;
  return (
    <section class="card strong" aria-labelledby="cite">
      <h2 id="cite">{words.say("provision.cite")}</h2>
      <travaux-copy data-done={words.say("provision.copied")} data-name={words.say("provision.copy")}><p class="copy" id="citation"><bdi>{text}</bdi></p></travaux-copy>
      <p class="small soft">{words.say("provision.cite.note")}</p>
    </section>
  );
}

/** Which themes it is about, and for editors a form to say so. */
export function Themes({ c, dossier, all }: { c: Door; dossier: Dossier; all: Theme[] }) {
  const { words } = c.var;
  return (
    <section class="card" aria-labelledby="themes">
      <h2 id="themes">{words.say("shell.themes")}</h2>
      {dossier.themes.length === 0 ? <p class="small soft">{words.say("provision.themes.none")}</p>
        : <ul class="tags">{dossier.themes.map((it) => <li><a class="tag" href={here(c)(`/themes/${it.slug}`)} lang={words.pick(it.name).language}>{words.pick(it.name).text}</a></li>)}</ul>}
      {all.length > 0 && (
        <details>
          <summary>{words.say("provision.themes.change")}</summary>
          <form method="post" action={here(c)(`/desk${provisionAddress(dossier.process, dossier.provision.number)}/themes`)}>
            <fieldset><legend>{words.say("shell.themes")}</legend>
              {all.map((it) => <label class="pick"><input type="checkbox" name="theme" value={it.id} checked={dossier.themes.some((own) => own.id === it.id)} /> {words.pick(it.name).text}</label>)}
            </fieldset>
            <button>{words.say("provision.themes.save")}</button>
          </form>
        </details>
      )}
    </section>
  );
}

/** What stands inside, each with a number and a history of its own. */
export function Inside({ c, dossier, moment, numbers }: { c: Door; dossier: Dossier; moment: Moment; numbers: ReadonlyMap<string, string> }) {
  const { words } = c.var;
  const children = moment.tree!.children.filter((it) => numbers.has(it.id));
  if (children.length === 0) return null;
  return (
    <section class="card" aria-labelledby="inside">
      <h2 id="inside">{words.say("provision.inside")}</h2>
      <ul class="plain small">{children.map((it) => <li><a href={here(c)(provisionAddress(dossier.process, numbers.get(it.id)!))}>P-{numbers.get(it.id)}</a> {nameOf(words, it.kind, it.number)}{it.heading && <>: <span lang={moment.edition.language}>{it.heading}</span></>}</li>)}</ul>
    </section>
  );
}
