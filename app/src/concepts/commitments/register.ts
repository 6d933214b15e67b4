// The commitments of a process as everyone looks through them: by status, meeting, theme and owner. A process has some hundreds at most,
// since each needs somebody who answers for it: they are narrowed here.
import { isLate, isWithoutOwner, states, type State } from "./commitment.ts";
import type { ShownCommitment } from "./disclosure.ts";
import { commitmentsAddress } from "./addresses.ts";

/** What can be asked for: a state, or a mark that goes with one. */
export const statuses = [...states, "late", "without-owner"] as const;
export type Status = (typeof statuses)[number];
export const views = ["board", "list"] as const;
/** What somebody asks; an address and back again. Empty: any. */
export type Asked = { status: Status | ""; meeting: string; theme: string; owner: string; view: (typeof views)[number] };

/** What an address asks for; whatever in it makes no sense is left out. */
export function readAsked(asked: URLSearchParams): Asked {
  const [slug, number] = [(it: string) => (/^[a-z0-9-]{1,120}$/.test(it) ? it : ""), (it: string) => (/^[1-9]\d{0,8}$/.test(it) ? it : "")];
  const of = (name: string) => asked.get(name) ?? "";
  return { status: statuses.find((it) => it === of("status")) ?? "", meeting: number(of("meeting")), theme: slug(of("theme")), owner: slug(of("owner")), view: views.find((it) => it === of("view")) ?? "board" };
}

/** The address that asks for this; without a question mark when it asks for everything. */
export function askedAddress(process: { slug: string }, { view, ...asked }: Partial<Asked>, path: string = commitmentsAddress(process)): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, it]) => it !== ""));
  if (view === "list") query.set("view", view);
  return query.size > 0 ? `${path}?${query}` : path;
}
/** Whether anything is left out. */
export const isNarrowed = (it: Asked): boolean => it.status !== "" || it.meeting !== "" || it.theme !== "" || it.owner !== "";

/** Everything that can be asked for of one: its state, that it is late, that nobody owns it. */
export const statusesOf = (it: Pick<ShownCommitment, "state" | "dueDay" | "owners">, today: string): Status[] => [it.state, ...(isLate(it, today) ? ["late" as const] : []), ...(isWithoutOwner(it, it.owners) ? ["without-owner" as const] : [])];

/** What was asked for among these, in their order. */
export const narrowed = (all: readonly ShownCommitment[], { status, meeting, theme, owner }: Asked, today: string): ShownCommitment[] => all.filter((it) =>
  (status === "" || statusesOf(it, today).includes(status)) && (meeting === "" || (it.source?.of === "meeting" && String(it.source.number) === meeting))
  && (theme === "" || it.themes.some((one) => one.slug === theme)) && (owner === "" || it.owners.some((one) => one.body.slug === owner)));

export type Column = { state: State; all: ShownCommitment[] };
/** The columns of the board; that of what nobody has confirmed is there for those who see some. What is closed stands with the latest first. */
export const columnsOf = (all: readonly ShownCommitment[]): Column[] => states.map((state) => {
  const own = all.filter((it) => it.state === state);
  return { state, all: state === "done" || state === "given-up" ? own.toSorted((a, b) => (b.closedDay! < a.closedDay! ? -1 : b.closedDay! > a.closedDay! ? 1 : 0)) : own };
}).filter((it) => it.state !== "proposed" || it.all.length > 0);
