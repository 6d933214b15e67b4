import { daysAfter } from "../../ground/clock.ts";
import type { Child } from "hono/jsx";
import type { Door } from "../../ground/web/env.ts";
import type { Words } from "../../ground/words.ts";
import type { Process } from "../../concepts/processes/process.ts";

/** Something that waits for an officer: what it is, a sentence, until when it was promised, and where it is done. */
export type Task = {
  /** The day until which it was promised or is due, "2026-06-09"; null where no day was said. */
  due: string | null;
  what: string; text: string; address: string;
  /** A small form that does it here. */
  deed?: Child;
  /** Nothing to decide about: it comes by itself, and is there to be known. */
  watch?: true;
};

/** For what the officer of a desk decides: the house itself or not, and which processes. */
export type Circle = { house: boolean; processes: readonly Process[] };

/** Where tasks come from. A new source is a file beside this one and a line in sources.ts. */
export type TaskSource = (c: Door, circle: Circle) => Promise<Task[]>;

export const shelves = ["late", "today", "week", "later"] as const;
export type Shelf = (typeof shelves)[number];

/** Where a task stands on the desk on the day `today`. */
export function shelfOf({ due }: Pick<Task, "due">, today: string): Shelf {
  if (due === null) return "later";
  return due < today ? "late" : due === today ? "today" : due <= daysAfter(today, 7) ? "week" : "later";
}

/** At most six names, and how many more there are. */
export const namesOf = (words: Words, all: readonly string[]): string => {
  const names = words.list(all.slice(0, 6));
  return all.length > 6 ? words.say("tasks.and.more", { names, count: all.length - 6 }) : names;
};

/** The oldest promise first; what has no day last. Tasks of one day keep their order. */
export const inOrder = (tasks: readonly Task[]): Task[] => tasks.toSorted((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999"));
