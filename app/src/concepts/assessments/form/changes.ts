import { itemsIn, type Form, type Item, writeForm } from "@travaux/survey-forms";

/** What one version of a questionnaire changes of another, by the names of questions in their order. */
export type FormChanges = { added: string[]; removed: string[]; changed: string[] };

/** Where an item stands: its groups and its own name. */
const placed = (form: Form): Map<string, { it: Item; name: string }> => new Map([...itemsIn(form.items)].map(({ it, inside }) => [[...inside.map((one) => one.name), it.name].join("/"), { it, name: it.name }]));

/** An item as it would be written, with its choices: the same text where it asks the same. */
function said({ it }: { it: Item }, { lists, languages, defaultLanguage }: Form): string {
  const own = it.kind === "question" ? it : { ...it, children: [] };
  const list = it.kind === "question" && it.list !== null ? lists.get(it.list) : undefined;
  return JSON.stringify(writeForm({ title: "", id: "", version: "", languages, defaultLanguage, items: [own], lists: new Map(list ? [[(it as { list: string }).list, list]] : []), instanceName: null }));
}

/** What `after` asks otherwise than `before`. */
export function changesBetween(before: Form, after: Form): FormChanges {
  const [old, now] = [placed(before), placed(after)];
  return {
    added: [...now].filter(([path]) => !old.has(path)).map(([, it]) => it.name), removed: [...old].filter(([path]) => !now.has(path)).map(([, it]) => it.name),
    changed: [...now].filter(([path, it]) => old.has(path) && said(old.get(path)!, before) !== said(it, after)).map(([, it]) => it.name),
  };
}
