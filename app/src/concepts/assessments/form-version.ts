import { createHash } from "node:crypto";
import { askedIn, readForm, type Form, type Problem, type Sheet } from "@travaux/survey-forms";
import { Refusal } from "../../ground/refusal.ts";

/** One version of a questionnaire: what was answered with it is read with it for ever. */
export type FormVersion = {
  assessmentId: string;
  /** Counted from 1; the newest is the one that is answered. */
  version: number;
  title: string;
  /** The sheets of its workbook as they came: the form is read from them again. */
  sheets: Sheet[];
  /** Of the sheets, in hexadecimal. */
  sha256: string;
  questions: number;
  madeDay: string; by: string;
};

export const hashOfSheets = (sheets: readonly Sheet[]): string => createHash("sha256").update(JSON.stringify(sheets)).digest("hex");

/** So many forms are kept read: a house has few, and each is read for every page of every answer. */
const mostKept = 50;
const kept = new Map<string, Form>();

/** The form of a version, read once. A version is kept only when it can be used, so that it always reads. */
export function formOf({ sheets, sha256 }: Pick<FormVersion, "sheets" | "sha256">): Form {
  const known = kept.get(sha256);
  if (known) return known;
  const { form } = readForm(sheets);
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value!);
  kept.set(sha256, form);
  return form;
}

/** A questionnaire that somebody sent, with what is to be said of it; refused with the first error by sheet, row and column when it cannot be used. */
export function usableForm(sheets: readonly Sheet[]): { form: Form; problems: Problem[]; questions: number } {
  const { form, problems, isUsable } = readForm(sheets);
  const questions = askedIn(form).length;
  const first = problems.find((it) => it.severity === "error");
  if (!isUsable || questions === 0) throw new Refusal("not-valid", first ? "form-not-usable" : "form-asks-nothing", first ? { sheet: first.sheet, row: first.row, column: first.column } : {});
  return { form, problems, questions };
}
