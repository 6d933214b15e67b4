import type { Context } from "./evaluate.ts";
import type { Expression } from "./expression.ts";
import { choiceFunctions } from "./functions/choices.ts";
import { dateFunctions } from "./functions/dates.ts";
import { logicFunctions } from "./functions/logic.ts";
import { nodeFunctions } from "./functions/nodes.ts";
import { numberFunctions } from "./functions/numbers.ts";
import { textFunctions } from "./functions/texts.ts";
import type { Value } from "./values.ts";

/** A function of forms: how many values it takes, and what it makes of them. Values are asked for, so that “if” asks only for one. */
export type FormFunction = { least: number; most: number; run(of: readonly (() => Value)[], context: Context, written: readonly Expression[]): Value };
export type FormFunctions = Readonly<Record<string, FormFunction>>;

/** The functions that forms may call, by name: those of XPath 1.0 and of OpenRosa (getodk.github.io/xforms-spec) that need nothing but the answers. */
export const functions: ReadonlyMap<string, FormFunction> = new Map(Object.entries({ ...logicFunctions, ...textFunctions, ...numberFunctions, ...dateFunctions, ...choiceFunctions, ...nodeFunctions }));
/** Their names, group by group, for whoever writes an expression. */
export const functionNames: readonly (readonly string[])[] = [logicFunctions, textFunctions, numberFunctions, dateFunctions, choiceFunctions, nodeFunctions].map((it) => Object.keys(it));
