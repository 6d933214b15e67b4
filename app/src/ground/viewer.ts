import { Refusal } from "./refusal.ts";

/** What someone may be in a process. Without a session everyone is a visitor. */
export const roles = ["editor"] as const;
export type Role = (typeof roles)[number];

/** Who is asking: carried through every read and every decision. */
export type Viewer =
  | { role: "visitor" }
  | {
      role: Role;
      sessionId: string;
      /** The name under which decisions are recorded. */
      name: string;
      /** The process the role is held for; null: every process of the house. */
      processId: string | null;
    };

export const visitor: Viewer = { role: "visitor" };

/** May `viewer` import, align and publish texts of this process? */
export const mayEdit = (viewer: Viewer, processId: string) =>
  viewer.role === "editor" && (viewer.processId === null || viewer.processId === processId);

/** The name of the editor, or a refusal for everyone else. */
export function editorOf(viewer: Viewer, processId: string) {
  if (viewer.role === "visitor") throw new Refusal("not-allowed", "sign-in-first");
  if (!mayEdit(viewer, processId)) throw new Refusal("not-allowed", "another-process");
  return viewer.name;
}

/** The name of an editor of the whole house, or a refusal: themes belong to every process. */
export function houseEditorOf(viewer: Viewer) {
  if (viewer.role === "visitor") throw new Refusal("not-allowed", "sign-in-first");
  if (viewer.processId !== null) throw new Refusal("not-allowed", "another-process");
  return viewer.name;
}
