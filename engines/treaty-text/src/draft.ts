import type { Kind, Provision } from "./provision.ts";

/** A provision while it is being read: its paragraphs are kept apart until the end. */
export type Draft = {
  kind: Kind | "root";
  number: string | null;
  heading: string | null;
  lines: string[];
  closing: string[];
  children: Draft[];
};

export const newDraft = (kind: Draft["kind"], number: string | null = null): Draft =>
  ({ kind, number, heading: null, lines: [], closing: [], children: [] });

/** Drafts as provisions, ids still empty. Words after children that never came are the provision's own. */
export function finish(drafts: Draft[]): Provision[] {
  return drafts.map(({ kind, number, heading, lines, closing, children }) => {
    const own = children.length ? lines : [...lines, ...closing];
    const provision: Provision = { id: "", kind: kind as Kind, number, heading, text: own.join("\n"), children: finish(children) };
    if (children.length && closing.length) provision.closing = closing.join("\n");
    return provision;
  });
}
