import type { FormFunction } from "../functions.ts";
import { asNumber, asText, asTruth, type Value } from "../values.ts";

/** A function of texts: so many of them, more where `most` says so. */
export const ofTexts = (least: number, make: (...of: string[]) => Value, most = least): FormFunction => ({ least, most, run: (of) => make(...of.map((it) => asText(it()))) });
/** A function of numbers. */
export const ofNumbers = (least: number, make: (...of: number[]) => Value, most = least): FormFunction => ({ least, most, run: (of) => make(...of.map((it) => asNumber(it()))) });
/** A function of one value, whether it holds. */
export const ofTruth = (make: (it: boolean) => Value): FormFunction => ({ least: 1, most: 1, run: ([it]) => make(asTruth(it!())) });
/** A function of values as they are. */
export const ofValues = (least: number, make: (...of: Value[]) => Value, most = least): FormFunction => ({ least, most, run: (of) => make(...of.map((it) => it())) });
/** So many as anybody writes. */
export const any = Number.MAX_SAFE_INTEGER;
