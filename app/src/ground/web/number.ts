import { Refusal } from "../refusal.ts";

/** The number in an address; what is none leads nowhere. */
export function numberIn(typed: string): number {
  if (!/^[1-9]\d{0,8}$/.test(typed)) throw new Refusal("not-found", "page-unknown");
  return Number(typed);
}
