import { z } from "@hono/zod-openapi";
import { combinations } from "../disclosure/rule.ts";
import { languages } from "../../ground/words.ts";
import { heldReasons, longestComment } from "./contribution.ts";

const body = z.string().trim().min(1, "contributions.error.body").max(longestComment, "contributions.error.body.long");

/** A comment on a provision as people send it. */
export const CommentInput = z.object({
  forum: z.string().min(1, "contributions.error.forum"),
  combination: z.enum(combinations as [string, ...string[]], "contributions.error.combination"),
  /** For which of one's stakeholders; empty where it is unattributed. */
  stakeholder: z.string().default(""),
  /** "yes": the person's name stands beside the organisation's. */
  showPerson: z.literal("yes").optional(),
  language: z.enum(languages).default("en"),
  /** The reference of what it answers; empty: the provision. */
  answers: z.string().default(""),
  body,
});
export type CommentInput = z.infer<typeof CommentInput>;

export const EditInput = z.object({ body });

/** Another audience and attribution; widening needs the consent that is ticked. */
export const DisclosureInput = z.object({ combination: z.enum(combinations as [string, ...string[]], "contributions.error.combination"), consent: z.literal("yes").optional() });

/** Why the secretariat holds an input back: a reason of the list, and a sentence of its own. */
export const HoldInput = z.object({ reason: z.enum(heldReasons, "contributions.error.reason"), because: z.string().trim().min(1, "contributions.error.because").max(500, "contributions.error.because") });
