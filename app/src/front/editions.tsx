import { redline } from "@travaux/treaty-text";
import { directionOf } from "../ground/words.ts";
import type { Door } from "../ground/web/env.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import type { wordingsOf } from "../concepts/contributions/store.ts";
import { MarkedParagraphs, Paragraphs } from "../concepts/contributions/views.tsx";

/** Every edition that is no longer the newest, and what each changed in the one before it. */
export function Editions({ c, it, wordings }: { c: Door; it: ShownContribution; wordings: Awaited<ReturnType<typeof wordingsOf>> }) {
  const { words } = c.var;
  if (wordings.length < 2) return null;
  return (
    <section aria-labelledby="editions">
      <h2 id="editions">{words.say("contributions.editions")}</h2>
      {wordings.map((one, index) => (
        <details open={index === wordings.length - 1}>
          <summary>{words.say("contributions.edition", { edition: one.edition })} · <time datetime={one.day}>{words.day(one.day)}</time></summary>
          <div class="view" dir={directionOf(it.language)}>{index === 0 ? <Paragraphs text={one.body ?? ""} lang={it.language} /> : <MarkedParagraphs parts={redline(wordings[index - 1]!.body ?? "", one.body ?? "")} lang={it.language} words={words} />}</div>
        </details>
      ))}
    </section>
  );
}
