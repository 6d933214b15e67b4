import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, sentForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { isLanguage, ownNames, type Language } from "../ground/words.ts";
import { Paragraphs } from "../concepts/contributions/views.tsx";
import { draftingAddress, translatingAddress } from "../concepts/statements/addresses.ts";
import { TranslationInput } from "../concepts/statements/inputs.ts";
import { translate } from "../concepts/statements/operations/opening.ts";
import { textsNow } from "../concepts/statements/signing.ts";
import type { StatementText } from "../concepts/statements/statement.ts";
import { textsOf } from "../concepts/statements/store.ts";
import { numbersOf } from "../concepts/statements/text.ts";
import { begunFrom } from "../concepts/statements/translating.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { draftRoomOf, roomAt, roomCrumbs, type DraftRoom } from "./statement-draft.ts";
import { Lines } from "./statement-draft-views.tsx";
import { tellSignatoriesOfLanguage } from "./statement-mail.ts";

const at = `${roomAt}/translations/:to`;

/** Put the version that is signed into another language: each paragraph beside its original. */
export const statementTranslation = new Hono<Env>()
  .get(at, async (c) => {
    const opened = await translatable(c);
    const { title, texts, translator } = begunFrom(opened.room.it, opened.texts, opened.to);
    return show(c, opened, untouched({ title, translator, ...Object.fromEntries(texts.map((it, index) => [`text-${index}`, it])) }));
  })
  .post(at, async (c) => {
    const opened = await translatable(c);
    const [read, sent] = [await readForm(c, TranslationInput), await sentForm(c)];
    const typed = typedIn(sent);
    const texts = opened.original.paragraphs.map((_, index) => (typed[`text-${index}`] ?? "").trim());
    const gaps = Object.fromEntries(texts.flatMap((it, index) => (it === "" ? [[`text-${index}`, c.var.words.say("statements.error.paragraph")]] : [])));
    if (!read.ok || Object.keys(gaps).length > 0) return show(c, opened, { values: typed, problems: { ...(read.ok ? {} : read.form.problems), ...gaps } }, 422);
    const { turn, title, translator } = read.input;
    await translate(c.var.db, c.var.viewer, { id: opened.room.it.id, turn }, { language: opened.to, title, texts, translator }, c.var.now, c.var.chance);
    await tellSignatoriesOfLanguage(c, opened.room, opened.to);
    return onward(c, draftingAddress(opened.room.process, opened.room.it), "flash.drafting.translated", { language: ownNames[opened.to] });
  });

const typedIn = (sent: Awaited<ReturnType<typeof sentForm>>): Record<string, string> => Object.fromEntries(Object.entries(sent).filter((it): it is [string, string] => typeof it[1] === "string"));

type Opened = { room: DraftRoom; to: Language; texts: StatementText[]; original: StatementText };

/** The statement of the address while it is signed, and the language into which it is put: none of the six, and its own, lead nowhere. */
async function translatable(c: Door): Promise<Opened> {
  const room = await draftRoomOf(c);
  const to = inAddress(c, "to");
  if (!isLanguage(to) || to === room.it.language) throw new Refusal("not-found", "page-unknown");
  if (room.it.state !== "open") throw new Refusal("not-now", "statement-not-open", { number: room.it.number });
  const texts = await textsOf(c.var.db, room.it.id);
  return { room, to, texts, original: textsNow(texts, room.it.version).find((one) => one.language === room.it.language)! };
}

async function show(c: Door, { room: { process, it }, to, original }: Opened, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  const title = words.say("statements.room.translate.to", { language: ownNames[to], version: it.version });
  const numbers = numbersOf(original.paragraphs);
  return showPage(c, { title, crumbs: roomCrumbs(c, process, it, { name: title }), process: barOf(process, null), unlisted: true },
    <>
      <p class="eyebrow" lang={it.language} dir="auto">{original.title}</p>
      <h1>{title}</h1>
      <p class="lede">{words.say("statements.room.translate.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(translatingAddress(process, it, to))}>
        <input type="hidden" name="turn" value={String(it.turn)} /><input type="hidden" name="language" value={to} />
        <TextField name="title" label={words.say("statements.room.translate.title")} hint={original.title} form={form} required dir="auto" />
        {original.paragraphs.map((one, index) => (
          <div class="split even">
            <div class="view"><Paragraphs text={one.text} lang={it.language} /></div>
            <div><Lines id={`text-${index}`} name={`text-${index}`} label={numbers[index] === null ? words.say("statements.kind.heading") : words.say("statements.room.place", { kind: words.say(`statements.kind.${one.kind}`), number: numbers[index]! })} form={form} rows={one.kind === "heading" ? 2 : 5} lang={to} /></div>
          </div>
        ))}
        <TextField name="translator" label={words.say("statements.room.translator")} hint={words.say("statements.room.translator.hint")} form={form} required dir="auto" />
        <div class="actions"><button class="main">{words.say("statements.room.translate.send")}</button></div>
      </form>
    </>, status);
}
