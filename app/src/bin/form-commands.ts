import { askedIn, type Form, type Labels, type Problem, readForm } from "@travaux/survey-forms";
import { sheetsOf } from "../ground/files/workbook.ts";
import { wordsIn, type Key } from "../ground/words.ts";
import type { Answer, Command, Given } from "./commands.ts";

const form: Command = {
  name: "form",
  usage: "FILE.xlsx",
  about: "Check an XLSForm: its questions, its languages, and what is wrong with it or left out of it, by sheet, row and column.",
  takes: [1, 1], files: "all", house: false,
  run: check,
};

/** Problems in English, as all commands speak. */
export const problemSaid = ({ code, values }: Problem): string => wordsIn("en").say(`surveys.problem.${code}` as Key, values);

const firstOf = (labels: Labels, language: string) => labels[language] ?? labels[""] ?? Object.values(labels)[0] ?? "";
const questionsOf = (it: Form) => askedIn(it).map(({ name, type, label, list, row }) => ({ name, type, label: firstOf(label, it.defaultLanguage), ...(list === null ? {} : { list }), row }));

async function check({ words: [file], file: read }: Given): Promise<Answer> {
  const found = readForm(await sheetsOf(read(file!), file!));
  const problems = found.problems.map((it) => ({ severity: it.severity, sheet: it.sheet, row: it.row, column: it.column, what: problemSaid(it) }));
  const questions = questionsOf(found.form);
  const data = { title: found.form.title, questions, languages: found.form.languages, usable: found.isUsable, problems };
  return { text: [`${found.form.title || file!}: ${wordsIn("en").number(questions.length)} questions; languages: ${found.form.languages.join(", ") || "one, without a name"}`, ...problems.map(lineOf), found.isUsable ? "It can be used." : "It cannot be used before the errors are mended."].join("\n"), data, exit: found.isUsable ? 0 : 1 };
}

const lineOf = ({ severity, sheet, row, column, what }: { severity: string; sheet: string; row: number; column: string; what: string }) => `${severity === "error" ? "ERROR" : "warn "} ${sheet}, row ${row}${column ? `, ${column}` : ""}: ${what}`;

/** Commands about questionnaires. */
export const formCommands: Command[] = [form];
