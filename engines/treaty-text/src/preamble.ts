/**
 * The preamble: who agrees, why, and that they do. From its paragraphs to a provision with recitals, numbered or not.
 */
import { newDraft, type Draft } from "./draft.ts";
import { agreed } from "./frame.ts";
import { goesOnAfter, type Item } from "./items.ts";

/** Words that open a recital inside a run-on preamble; after a comma or semicolon and in capitals they are safe. */
const recitalOpeners =
  "Having|Considering|Recogni[sz]ing|Recalling|Noting|Convinced|Conscious|Concerned|Mindful|Bearing in mind|Desiring|Desirous|Reaffirming|" +
  "Affirming|Aware|Acknowledging|Determined|Emphasi[sz]ing|Stressing|Whereas|Believing|Taking (?:into|note)|Welcoming|Guided|Deeply|Gravely|" +
  "Alarmed|Respecting|Committed|Aspiring|Resolved|Seeking|Wishing|Underlining|Encouraged|Expressing|Appreciating|Intending|Reali[sz]ing|" +
  "Keeping in mind|Observing|Confident|Anxious|Further|Profoundly|Mindful|Calling|Urging|Referring|Pursuing|In view of|" +
  "Rappelant|Soulignant|Constatant|Conscientes?|Considérant|Affirmant|Réaffirmant|Ayant|Désireu(?:x|ses?)|Reconnaissant|Respectueu(?:x|ses?)|" +
  "Attachée?s?|Aspirant|Convaincue?s?|Préoccupée?s?|Résolue?s?|Notant|Tenant compte|Gardant|Sachant|Guidée?s?|" +
  "Recordando|Reconociendo|Considerando|Teniendo|Convencid[oa]s|Conscientes|Preocupad[oa]s|Deseando|Deseos[oa]s|Afirmando|Reafirmando|Subrayando|" +
  "Observando|Resuelt[oa]s|Tomando|Destacando|Acogiendo|Decidid[oa]s|Учитывая|Признавая|Ссылаясь|Будучи|Принимая|Отмечая|Подтверждая|Желая|Стремясь|Сознавая|Подчеркивая";
const lastWords =
  "Have (?:agreed|resolved|adopted)|HAVE (?:AGREED|ADOPTED)|Have decided|Agree as follows|Sont convenue?s|Han convenido|Согласились|Договорились";
const runOn = new RegExp(`(?<=[,;.:]\\s{1,3})(?=(?:${recitalOpeners}|${lastWords})(?![\\p{L}]))`, "u");
const opensRecital = new RegExp(`^(?:${recitalOpeners})(?![\\p{L}])`, "u");
const opensLast = new RegExp(`^(?:${lastWords})`, "u");

/** A preamble from its paragraphs, or null where there are none. */
export function preambleOf(items: Item[], heading: string | null): Draft | null {
  if (items.length === 0 && heading === null) return null;
  const preamble = newDraft("preamble");
  preamble.heading = heading;
  const isNumbered = items.some((it) => isNumberedRecital(it, 0));
  if (isNumbered) fillNumbered(preamble, items);
  else fillLoose(preamble, items.filter((it) => it.text !== "").flatMap(splitRunOn));
  return preamble;
}

const numberOfRecital = (item: Item): number =>
  (item.marker && /^(?:\(x\)|x\)|x\.|x)$/.test(item.marker.shape) && item.marker.readings.find((it) => it.type === "decimal")?.value) || 0;
const isNumberedRecital = (item: Item, last: number): boolean => numberOfRecital(item) > last && numberOfRecital(item) <= last + 3;

/** Numbered recitals, as in the European Union; citations before them are the preamble's own words. */
function fillNumbered(preamble: Draft, items: Item[]): void {
  let last = 0;
  for (const item of items) {
    const recital = preamble.children.at(-1);
    if (isNumberedRecital(item, last)) {
      const next = newDraft("recital", item.marker!.number);
      if (item.marker!.rest) next.lines.push(item.marker!.rest);
      preamble.children.push(next);
      last = numberOfRecital(item);
    } else if (!recital) preamble.lines.push(item.text);
    else if ((agreed.test(item.text) && item.text.length < 300) || preamble.closing.length) preamble.closing.push(item.text);
    else if (item.marker && item.marker.number !== null && /[a-z]/.test(item.marker.number)) addPoint(recital, item);
    else addWords((recital.children.at(-1) ?? recital).lines, item.text);
  }
}

function addPoint(recital: Draft, item: Item): void {
  const point = newDraft("point", item.marker!.number);
  if (item.marker!.rest) point.lines.push(item.marker!.rest);
  recital.children.push(point);
}

function addWords(lines: string[], text: string): void {
  const before = lines.at(-1) ?? "";
  if (goesOnAfter(before, text)) lines[lines.length - 1] = `${before} ${text}`;
  else lines.push(text);
}

/** Unnumbered recitals: the parties first, a recital a paragraph, the agreement last. */
function fillLoose(preamble: Draft, texts: string[]): void {
  texts.forEach((text, at) => {
    const before = preamble.children.at(-1)?.lines ?? preamble.lines;
    if (at > 0 && goesOnAfter(before.at(-1) ?? "", text) && preamble.closing.length === 0) addWords(before, text);
    else if (opensLast.test(text) || (agreed.test(text) && text.length < 200) || preamble.closing.length) preamble.closing.push(text);
    else if (preamble.children.length === 0 && !opensRecital.test(text) && at < 3) preamble.lines.push(text);
    else preamble.children.push({ ...newDraft("recital"), lines: [text.replace(/^[–—•·-]\s+/, "")] });
  });
}

/** One line that holds the whole preamble is cut where recitals begin; three such places are no accident. */
function splitRunOn(item: Item): string[] {
  const pieces = item.text.length > 300 ? item.text.split(runOn) : [item.text];
  return pieces.length >= 3 || opensLast.test(pieces.at(-1)!) ? pieces.map((it) => it.trim()).filter((it) => it !== "") : [item.text];
}
