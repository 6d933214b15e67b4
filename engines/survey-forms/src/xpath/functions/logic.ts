import type { FormFunctions } from "../functions.ts";
import { asNumber, asText, asTruth } from "../values.ts";
import { any, ofTruth, ofValues } from "./takes.ts";

const holds = (values: readonly (() => Parameters<typeof asTruth>[0])[], from: number) => values.slice(from).filter((it) => asTruth(it())).length;

/** What decides. */
export const logicFunctions: FormFunctions = {
  if: { least: 3, most: 3, run: ([test, yes, no]) => (asTruth(test!()) ? yes! : no!)() },
  not: ofTruth((it) => !it),
  boolean: ofTruth((it) => it),
  true: ofValues(0, () => true),
  false: ofValues(0, () => false),
  "boolean-from-string": ofValues(1, (it) => ["true", "1"].includes(asText(it))),
  coalesce: ofValues(2, (...of) => of.map(asText).find((it) => it !== "") ?? "", any),
  once: { least: 1, most: 1, run: ([it], { origin }) => (origin.value === "" ? it!() : origin.value) },
  /** At least so many, and at most so many (-1: any number), of these hold. */
  checklist: { least: 3, most: any, run: (of) => within(holds(of, 2), asNumber(of[0]!()), asNumber(of[1]!())) },
  "weighted-checklist": { least: 4, most: any, run: (of) => {
    const weights = of.slice(2).filter((_, index) => index % 2 === 1).map((it) => asNumber(it()));
    const sum = of.slice(2).filter((_, index) => index % 2 === 0).reduce((all, it, index) => all + (asTruth(it()) ? weights[index]! : 0), 0);
    return within(sum, asNumber(of[0]!()), asNumber(of[1]!()));
  } },
};
const within = (count: number, least: number, most: number) => (least < 0 || count >= least) && (most < 0 || count <= most);
