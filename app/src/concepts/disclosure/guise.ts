import type { Db } from "../../ground/db/database.ts";
import { visitor, type PersonViewer, type Viewer } from "../../ground/viewer.ts";
import { forumsOfficiated } from "./store.ts";

/** As whom a page can be looked at: “view as”. */
export const guises = ["visitor", "participant", "stakeholder", "state", "press"] as const;
export type Guise = (typeof guises)[number];
export const isGuise = (it: string | undefined): it is Guise => guises.some((guise) => guise === it);

const stranger: PersonViewer = { kind: "person", personId: "", sessionId: "", name: "", roles: [], speaksFor: [], participatesIn: [], secondFactor: false, fresh: false };

/**
 * What somebody in this guise would see, and never more than `viewer` sees: the press sees what a visitor sees; another stakeholder
 * and a delegation what anyone who is signed in; a participant what is written in the forums in which `viewer` takes part or officiates.
 */
export async function inGuise(db: Db, viewer: Viewer, guise: Guise): Promise<Viewer> {
  if (viewer.kind === "visitor" || guise === "visitor" || guise === "press") return visitor;
  if (guise !== "participant") return stranger;
  return { ...stranger, participatesIn: [...new Set([...viewer.participatesIn, ...(await forumsOfficiated(db, viewer))])] };
}
