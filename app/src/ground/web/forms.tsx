import type { Child } from "hono/jsx";
import type { z } from "@hono/zod-openapi";
import { Refusal } from "../refusal.ts";
import { isKey, type Words } from "../words.ts";
import type { Door } from "./env.ts";

/** What was typed and what is wrong with it, so that a rejected form comes back as it was sent. */
export type Typed = { values: Record<string, string>; problems: Record<string, string> };
export const untouched = (values: Record<string, string> = {}): Typed => ({ values, problems: {} });

/** What was typed with Arabic, Persian or full-width digits, with those of ASCII. */
export const plainDigits = (it: string) => it.normalize("NFKC").replaceAll(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15));

/** What a form sent, a name that came several times as a list; a body that is no form is refused. */
export async function sentForm(c: Door): Promise<Record<string, string | File | (string | File)[]>> {
  try {
    const body = await c.req.parseBody({ all: true });
    const clean = <T,>(it: T) => (typeof it === "string" ? it.replaceAll("\0", "") : it); // PostgreSQL takes no character 0
    return Object.fromEntries(Object.entries(body).map(([name, it]) => [name, Array.isArray(it) ? it.map(clean) : clean(it)]));
  } catch (error) {
    if (error instanceof Refusal) throw error; // larger than a form may be
    throw new Refusal("not-valid", "form-broken");
  }
}

/** Read a form by its schema: the input, or what was typed with a sentence for each field. Schema messages are catalogue keys. */
export async function readForm<S extends z.ZodType>(c: Door, schema: S): Promise<{ ok: true; input: z.infer<S> } | { ok: false; form: Typed }> {
  const body = await sentForm(c);
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, input: parsed.data };
  const values = Object.fromEntries(Object.entries(body).filter((it): it is [string, string] => typeof it[1] === "string"));
  const problems: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const sentence = isKey(issue.message) ? c.var.words.say(issue.message) : issue.message;
    problems[String(issue.path[0] ?? "form")] ??= sentence;
  }
  return { ok: false, form: { values, problems } };
}

/** The summary over a rejected form: what is wrong, each with a link to its field. */
export const ErrorSummary = ({ form, words }: { form: Typed; words: Words }) =>
  Object.keys(form.problems).length === 0 ? null : (
    <div class="errors" role="alert" tabindex={-1} id="errors">
      <h2>{words.say("form.errors", { count: Object.keys(form.problems).length })}</h2>
      <ul>{Object.entries(form.problems).map(([field, problem]) => <li><a href={`#${field}`}>{problem}</a></li>)}</ul>
    </div>
  );

type FieldProps = { name: string; label: string; hint?: string; form: Typed };
const describedBy = (it: FieldProps) =>
  [it.hint && `${it.name}-hint`, it.form.problems[it.name] && `${it.name}-error`].filter(Boolean).join(" ") || undefined;

const Field = (props: FieldProps & { children?: Child }) => {
  const problem = props.form.problems[props.name];
  return (
    <div class={problem ? "field invalid" : "field"}>
      <label for={props.name}>{props.label}</label>
      {props.hint && <p class="hint" id={`${props.name}-hint`}>{props.hint}</p>}
      {problem && <p class="error" id={`${props.name}-error`}>{problem}</p>}
      {props.children}
    </div>
  );
};

/** One line of text, a day or a file. */
export const TextField = (props: FieldProps & { type?: "text" | "date" | "email" | "file" | "search"; autocomplete?: string; inputmode?: "numeric" | "text"; required?: boolean; accept?: string; list?: string[]; dir?: "auto" }) => (
  <Field {...props}>
    <input id={props.name} name={props.name} type={props.type ?? "text"} value={props.type === "file" ? undefined : props.form.values[props.name]} required={props.required}
      accept={props.accept} dir={props.dir} autocomplete={props.autocomplete} inputmode={props.inputmode} aria-invalid={props.form.problems[props.name] ? "true" : undefined} aria-describedby={describedBy(props)} />
  </Field>
);

/** One out of a list. */
export const ChoiceField = (props: FieldProps & { choices: { value: string; name: string; lang?: string }[] }) => (
  <Field {...props}>
    <select id={props.name} name={props.name} aria-invalid={props.form.problems[props.name] ? "true" : undefined} aria-describedby={describedBy(props)}>
      {props.choices.map((it) => <option value={it.value} lang={it.lang} selected={it.value === props.form.values[props.name]}>{it.name}</option>)}
    </select>
  </Field>
);
