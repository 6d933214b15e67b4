import type { Sheet } from "./sheets.ts";

/** A sheet as a spreadsheet has it: headings, then rows, cells between bars. */
export const sheet = (name: string, ...lines: string[]): Sheet => ({ name, rows: lines.map((line) => line.split("|").map((it) => it.trim())) });
/** A survey whose columns are type, name, label and those named. */
export const survey = (columns: string, ...lines: string[]): Sheet => sheet("survey", `type | name | label${columns ? ` | ${columns}` : ""}`, ...lines);
export const choices = (...lines: string[]): Sheet => sheet("choices", "list_name | name | label", ...lines);
export const circumstances = { now: new Date("2026-11-22T15:00:00Z"), language: "", random: () => 0.5 };
