import type { Door } from "../ground/web/env.ts";
import { chosen } from "../ground/web/choices.tsx";
import { TextField, type Typed } from "../ground/web/forms.tsx";
import type { Looked } from "../concepts/findings/operations.ts";
import type { CodedSegment } from "../concepts/findings/respondent.ts";

/** So many passages stand on a page to be chosen from; of more, somebody looks for words. An assessment may have a million. */
const mostShown = 500;

/** What is looked for: the words that were typed, or whatever comes first. One more than is shown tells that there are more. */
export const lookedFor = (form: Typed, isPublic: boolean): Looked => ({ words: (form.values.look ?? "").slice(0, 200), isPublic, most: mostShown + 1 });

/** Whether the form was sent to look for passages, and nothing of it is to be kept. */
export const isLooking = (form: Typed): boolean => form.values.deed === "look";

/** The passages to choose from: those that are ticked, then those with the words. `isShort`: there are more than are shown. */
export function passagesToChoose(all: readonly CodedSegment[], form: Typed, fields: readonly string[]): { shown: CodedSegment[]; isShort: boolean } {
  const ticked = new Set(fields.flatMap((it) => [...chosen(form, it)]));
  const terms = (form.values.look ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((it) => ticked.has(it.id) || terms.every((one) => it.words.toLowerCase().includes(one)));
  const [own, others] = [found.filter((it) => ticked.has(it.id)), found.filter((it) => !ticked.has(it.id))];
  const isShort = others.length > mostShown;
  return { shown: isShort || terms.length > 0 ? [...own, ...others.slice(0, mostShown)] : found, isShort };
}

/** Where there are more passages than are shown: a field for words in them. It sends the form, of which nothing is lost and nothing kept. */
export const Looking = ({ c: { var: { words } }, form, isShort }: { c: Door; form: Typed; isShort: boolean }) => (!isShort && !form.values.look ? null : (
  <>
    <TextField name="look" type="search" label={words.say("findings.look")} hint={words.say("findings.look.hint", { count: mostShown })} form={form} dir="auto" />
    <button class="little" name="deed" value="look" formnovalidate>{words.say("findings.look.do")}</button>
  </>
));
