import type { Child } from "hono/jsx";
import type { z } from "@hono/zod-openapi";
import { isKey } from "../words.ts";
import type { Door } from "./env.ts";
import { sentForm, type Typed } from "./forms.tsx";

/** Read a form in which several boxes may be ticked under one name: `lists` names those. Otherwise as readForm. */
export async function readChoices<S extends z.ZodType>(c: Door, schema: S, lists: readonly string[]): Promise<{ ok: true; input: z.infer<S>; form: Typed } | { ok: false; form: Typed }> {
  const sent = await sentForm(c);
  const texts = Object.fromEntries(Object.entries(sent).map(([name, it]) => [name, [it].flat().filter((one) => typeof one === "string").map((one) => one.replaceAll("\0", ""))]));
  const body = Object.fromEntries(Object.entries(texts).map(([name, it]) => [name, lists.includes(name) ? it : it[0]]));
  const values = Object.fromEntries(Object.entries(texts).map(([name, it]) => [name, it.join(" ")]));
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, input: parsed.data, form: { values, problems: {} } };
  const problems: Record<string, string> = {};
  for (const issue of parsed.error.issues) problems[String(issue.path[0] ?? "form")] ??= isKey(issue.message) ? c.var.words.say(issue.message) : issue.message;
  return { ok: false, form: { values, problems } };
}

/** What is ticked under this name. */
export const chosen = (form: Typed, name: string): ReadonlySet<string> => new Set((form.values[name] ?? "").split(" ").filter(Boolean));

/** Several lines of text. */
export const TextArea = ({ name, label, hint, form, rows = 4, required, lang }: { name: string; label: Child; hint?: string; form: Typed; rows?: number; required?: boolean; lang?: string }) => {
  const problem = form.problems[name];
  const described = [hint && `${name}-hint`, problem && `${name}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div class={problem ? "field invalid" : "field"}>
      <label for={name}>{label}</label>
      {hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
      {problem && <p class="error" id={`${name}-error`}>{problem}</p>}
      <textarea id={name} name={name} rows={rows} dir="auto" lang={lang} required={required} aria-invalid={problem ? "true" : undefined} aria-describedby={described}>{form.values[name] ?? ""}</textarea>
    </div>
  );
};

/** Boxes of one name, of which any may be ticked. */
export const Checks = ({ name, legend, hint, form, choices }: { name: string; legend: string; hint?: string; form: Typed; choices: { value: string; name: string; lang?: string }[] }) => {
  const ticked = chosen(form, name);
  return (
    <fieldset class={form.problems[name] ? "field invalid" : "field"} id={name} aria-describedby={hint && `${name}-hint`}>
      <legend>{legend}</legend>
      {hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
      {form.problems[name] && <p class="error">{form.problems[name]}</p>}
      <ul class="tags checks">{choices.map((it) => <li><label><input type="checkbox" name={name} value={it.value} checked={ticked.has(it.value)} /> <span lang={it.lang}>{it.name}</span></label></li>)}</ul>
    </fieldset>
  );
};

/** One box: yes, or nothing. */
export const Check = ({ name, label, text, form }: { name: string; label: string; text?: string; form: Typed }) => (
  <label class="choice"><input type="checkbox" id={name} name={name} value="yes" checked={form.values[name] === "yes"} /><span><b>{label}</b>{text}</span></label>
);
