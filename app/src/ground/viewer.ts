import { Refusal } from "./refusal.ts";

/** What someone may be, for one process or for the whole house. Without a session everyone is a visitor. */
export const roles = ["editor", "officer", "assessor"] as const;
export type Role = (typeof roles)[number];

/** A role that was given to a person. */
export type HeldRole = {
  role: Role;
  /** The process the role is held for; null: every process of the house, and the house itself. */
  processId: string | null;
};

/** Somebody with a session. */
export type PersonViewer = {
  kind: "person";
  personId: string;
  sessionId: string;
  /** The name under which decisions are recorded. */
  name: string;
  /** Never here: an address is read where it is shown. */
  email?: never;
  roles: HeldRole[];
  /** The stakeholders this person may speak for. */
  speaksFor: { stakeholderId: string; isFocalPoint: boolean; /** Bodies that were merged into it: what they wrote is its own. */ absorbed?: readonly string[] }[];
  /** The forums in which this person takes part, by id. */
  participatesIn: readonly string[];
  /** Whether a second factor was shown in this session, today. */
  secondFactor: boolean;
  /** Whether a factor was shown in this session within the last minutes: what changes how one signs in asks for that. */
  fresh: boolean;
};

/** Who is asking: carried through every read and every decision. */
export type Viewer = { kind: "visitor" } | PersonViewer;

export const visitor: Viewer = { kind: "visitor" };

/** A viewer who comes through no door: a command, a sample, a job. What it does is recorded under `name`. */
export const actingAs = (name: string, held: HeldRole[] = []): PersonViewer => ({ kind: "person", personId: "", sessionId: "", name, roles: held, speaksFor: [], participatesIn: [], secondFactor: true, fresh: true });

/** Somebody of every role in the whole house who comes through no door. */
export const houseKeeper = (name: string) => actingAs(name, roles.map((role) => ({ role, processId: null })));

/** The bodies whose words are a viewer's own: those they speak for, and those merged into these. */
export const bodiesOf = (viewer: Viewer): string[] => (viewer.kind === "visitor" ? [] : viewer.speaksFor.flatMap((it) => [it.stakeholderId, ...(it.absorbed ?? [])]));

/** Whether a viewer is the focal point of a body, or of the one into which it was merged. */
export const answersFor = (viewer: Viewer, stakeholderId: string): boolean =>
  viewer.kind === "person" && viewer.speaksFor.some((it) => it.isFocalPoint && (it.stakeholderId === stakeholderId || it.absorbed?.includes(stakeholderId)));

/** The roles that count now: an officer's and an assessor's only once a second factor was shown. */
export const rolesInForce = (viewer: Viewer): HeldRole[] => (viewer.kind === "visitor" ? [] : viewer.roles.filter((it) => it.role === "editor" || viewer.secondFactor));

const holds = (viewer: PersonViewer, role: Role, processId: string | null) =>
  viewer.roles.some((it) => it.role === role && (it.processId === null || it.processId === processId));

/** Whoever has a session, or a refusal for visitors. */
export function personOf(viewer: Viewer): PersonViewer {
  if (viewer.kind === "visitor") throw new Refusal("not-allowed", "sign-in-first");
  return viewer;
}

/** May `viewer` import, align and publish texts of this process? Null: the texts of every process, and themes. */
export const mayEdit = (viewer: Viewer, processId: string | null) => viewer.kind === "person" && holds(viewer, "editor", processId);

/** Is `viewer` an editor of some process at least? */
export const isEditor = (viewer: Viewer) => viewer.kind === "person" && viewer.roles.some((it) => it.role === "editor");

/** The name of the editor, or a refusal for everyone else. */
export function editorOf(viewer: Viewer, processId: string | null) {
  const person = personOf(viewer);
  if (!mayEdit(viewer, processId)) throw new Refusal("not-allowed", isEditor(viewer) ? "another-process" : "not-an-editor");
  return person.name;
}

/** The name of an editor of the whole house, or a refusal: themes belong to every process. */
export const houseEditorOf = (viewer: Viewer) => editorOf(viewer, null);

/** Has `viewer` the role of an officer at all, second factor or not? For telling them what is missing, never for opening anything. */
export const isOfficer = (viewer: Viewer) => viewer.kind === "person" && viewer.roles.some((it) => it.role === "officer");

/** May `viewer` act and see as the secretariat, in this process or (null) in the whole house? Only with a second factor. */
export const mayOfficiate = (viewer: Viewer, processId: string | null = null) =>
  viewer.kind === "person" && viewer.secondFactor && holds(viewer, "officer", processId);

/** The name of the officer, or a refusal: for everyone else, and for officers until they have shown their second factor. */
export function officerOf(viewer: Viewer, processId: string | null = null) {
  const person = personOf(viewer);
  if (!isOfficer(viewer)) throw new Refusal("not-allowed", "not-an-officer");
  if (!holds(person, "officer", processId)) throw new Refusal("not-allowed", "another-process");
  if (!person.secondFactor) throw new Refusal("not-allowed", "second-factor-first");
  return person.name;
}

/** Has `viewer` the role of an assessor at all, second factor or not? For telling them what is missing, never for opening anything. */
export const isAssessor = (viewer: Viewer) => viewer.kind === "person" && viewer.roles.some((it) => it.role === "assessor");

/** Has `viewer` a role that opens nothing before a second factor was shown? */
export const needsSecondFactor = (viewer: Viewer) => isOfficer(viewer) || isAssessor(viewer);

/** May `viewer` read and code what was answered in needs assessments of this process? Officers and its assessors, with a second factor. */
export const mayAssess = (viewer: Viewer, processId: string) =>
  mayOfficiate(viewer, processId) || (viewer.kind === "person" && viewer.secondFactor && holds(viewer, "assessor", processId));

/** The name of the officer or assessor, or a refusal: for everyone else, and until they have shown their second factor. */
export function assessorOf(viewer: Viewer, processId: string) {
  const person = personOf(viewer);
  if (!isAssessor(viewer)) return officerOf(viewer, processId);
  if (mayAssess(viewer, processId)) return person.name;
  if (!holds(person, "assessor", processId)) throw new Refusal("not-allowed", "another-process");
  throw new Refusal("not-allowed", "second-factor-first");
}
