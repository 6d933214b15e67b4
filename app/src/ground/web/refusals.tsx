import type { ContentfulStatusCode } from "hono/utils/http-status";
import { explain, Refusal, refusalStatus, type RefusalCode } from "../refusal.ts";
import { wordsIn, type Key, type Words } from "../words.ts";
import { here, type Door } from "./env.ts";
import { sentForm } from "./forms.tsx";
import { showPage } from "./page.tsx";
import { wayBackFrom, withWayBack } from "./way-back.ts";
import { countUnlinked } from "./unlinked.ts";

/** One shape for every no of the API: RFC 9457 problem details. */
export function problem(c: Door, it: Refusal) {
  const words = c.var.words ?? wordsIn("en");
  const { because, next } = explain(it, words);
  const status = refusalStatus[it.kind];
  return c.json({ type: `urn:travaux:refusal:${it.code}`, title: because, status, detail: next, code: it.code, values: it.values }, status, { "Content-Type": "application/problem+json" });
}

/** Where a no can be mended at once; from there one comes back. */
const mended: Partial<Record<RefusalCode, { path: string; name: Key }>> = {
  "sign-in-first": { path: "/sign-in", name: "signin.link" },
  "second-factor-first": { path: "/second-factor", name: "account.factor.show" },
};

/** The page of a no: what happened, what can be done, and the texts that were typed, to be copied. */
export async function refusalPage(c: Door, it: Refusal) {
  const { words } = c.var;
  const { because, next } = explain(it, words);
  const way = mended[it.code];
  const texts = it.code === "sent-from-elsewhere" ? [] : await textsTyped(c); // what another site sends, nobody typed here
  return showPage(c, { title: because, unlisted: true },
    <>
      <h1>{because}</h1>
      <p class="lede">{next}</p>
      {way && <p><a class="button" href={withWayBack(here(c)(way.path), wayBackFrom(c))} rel="nofollow">{words.say(way.name)}</a></p>}
      <Texts texts={texts} words={words} />
    </>, refusalStatus[it.kind]);
}

/** Texts in the form that was sent; keys, codes and choices have no spaces or are short. None where the form could not be read. */
async function textsTyped(c: Door): Promise<string[]> {
  if (c.req.method !== "POST") return [];
  const sent = await sentForm(c).catch(() => ({}));
  return Object.values(sent).flat().filter((it): it is string => typeof it === "string" && it.trim().length >= shortestText && /\s/.test(it.trim()));
}
const shortestText = 20;

/** What somebody typed, so that it is not lost with the form that was refused, whatever their browser remembers. */
const Texts = ({ texts, words }: { texts: readonly string[]; words: Words }) =>
  texts.length === 0 ? null : (
    <section aria-labelledby="typed">
      <h2 id="typed">{words.say("form.typed")}</h2>
      <p>{words.say("form.typed.text")}</p>
      {texts.map((it) => <div class="field"><textarea readonly rows={6} dir="auto" aria-labelledby="typed">{it}</textarea></div>)}
    </section>
  );

/** The answer to anything thrown: a refusal in the form that was asked for, else a reference number, and the rest in the log. */
export async function answerError(error: Error, c: Door): Promise<Response> {
  c.set("words", c.var.words ?? wordsIn("en"));
  const forMachines = ["/api/", "/unattributed/"].some((it) => c.req.path.startsWith(it));
  if (error instanceof Refusal) return forMachines ? problem(c, error) : refusalPage(c, error);
  const status = (error as { status?: number }).status;
  if (status === 403) return answerError(new Refusal("not-allowed", "sent-from-elsewhere"), c); // the check of origins
  if (status && status < 500) return c.text(error.message, status as ContentfulStatusCode);
  const { house, reference, words } = c.var;
  if (c.var.unlinked) countUnlinked(house, c.req.method, 500, error);
  else house.log.error({ err: error, reference }, "a request failed");
  if (forMachines) return c.json({ type: "about:blank", title: words.say("bug.title"), status: 500, detail: words.say("bug.text", { reference }), reference }, 500, { "Content-Type": "application/problem+json" });
  return showPage(c, { title: words.say("bug.title"), unlisted: true }, <><h1>{words.say("bug.title")}</h1><p class="lede">{words.say("bug.text", { reference })}</p><Texts texts={await textsTyped(c)} words={words} /></>, 500);
}
