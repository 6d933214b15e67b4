import type { Localized } from "../../ground/words.ts";
import list from "./checklist.json" with { type: "json" };

/** What two officers look at, each by themselves, before a practice is shown to everyone; published as it stands here. */
export const checklist: readonly { slug: string; text: Localized }[] = list;

/** Whether everything on the checklist was ticked. */
export const isComplete = (checks: readonly string[]): boolean => checklist.every((it) => checks.includes(it.slug));
