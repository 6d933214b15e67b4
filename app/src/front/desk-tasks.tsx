import { dayOf, daysAfter } from "../ground/clock.ts";
import { here, type Door } from "../ground/web/env.ts";
import type { Words } from "../ground/words.ts";
import { evennessOf } from "../concepts/answers/store/ledger.ts";
import { Even } from "./answers-desk.tsx";
import { sources } from "./desk-tasks/sources.ts";
import { inOrder, shelfOf, shelves, type Circle, type Task } from "./desk-tasks/task.ts";

/** All that waits for an officer, the oldest promise first. */
export async function tasksFor(c: Door, circle: Circle): Promise<Task[]> {
  const found: Task[] = [];
  for (const source of sources) found.push(...(await source(c, circle)));
  return inOrder(found);
}

/** How many of these are to be decided by the end of the day. */
export const dueToday = (tasks: readonly Task[], now: Date): number => tasks.filter((it) => !it.watch && ["late", "today"].includes(shelfOf(it, dayOf(now)))).length;

/** The desk: what is late, what is due today and this week; beside it whether the ledger is even, and lists to take out. */
export async function DeskTasks({ c, tasks, circle }: { c: Door; tasks: readonly Task[]; circle: Circle }) {
  const { words, now, db } = c.var;
  const today = dayOf(now);
  const [decisions, watched] = [tasks.filter((it) => !it.watch), tasks.filter((it) => it.watch)];
  const even = [];
  for (const it of circle.processes) even.push(...(even.length === 0 ? await evennessOf(db, it.id) : []));
  return (
    <div class="split">
      <div>
        {decisions.length === 0 && <div class="empty"><p>{words.say("tasks.none")}</p></div>}
        {shelves.map((shelf) => {
          const some = decisions.filter((it) => shelfOf(it, today) === shelf);
          return some.length === 0 ? null : <section aria-labelledby={`tasks-${shelf}`}><h2 id={`tasks-${shelf}`}>{words.say(`tasks.shelf.${shelf}`)}</h2><ul class="plain">{some.map((it) => <Line it={it} words={words} today={today} />)}</ul></section>;
        })}
        {watched.length > 0 && <section aria-labelledby="tasks-watch"><h2 id="tasks-watch">{words.say("tasks.watch")}</h2><ul class="plain">{watched.map((it) => <Line it={it} words={words} today={today} />)}</ul></section>}
      </div>
      <div>
        <Even even={even} words={words} />
        <section class="card" aria-labelledby="out"><h2 id="out">{words.say("tasks.out")}</h2>
          <p class="small">{circle.house && <><a href={here(c)("/desk/bodies.docx")}>{words.say("tasks.out.bodies")}</a> · </>}<a href={here(c)("/desk/decisions.docx")}>{words.say("tasks.out.decisions")}</a></p>
          <p class="small soft">{words.say("tasks.out.text")}</p></section>
        <section class="card" aria-labelledby="promised"><h2 id="promised">{words.say("tasks.promised")}</h2><p class="small">{words.say("tasks.promised.text")} <a href={here(c)("/promises")}>{words.say("promises.title")}</a></p></section>
      </div>
    </div>
  );
}

const Line = ({ it, words, today }: { it: Task; words: Words; today: string }) => (
  <li class="task"><p>{it.due && <Chip due={it.due} words={words} today={today} />}</p><div><h3><a href={it.address}>{it.what}</a></h3>{it.text && <p>{it.text}</p>}</div><div class="row">{it.deed}</div></li>
);

/** The deadline chip: the day, and how far it is. */
function Chip({ due, words, today }: { due: string; words: Words; today: string }) {
  const days = Math.round((Date.parse(due) - Date.parse(today)) / 86_400_000);
  const left = days < 0 ? words.say("tasks.days.late", { count: -days }) : days === 0 ? words.say("tasks.days.today") : words.say("tasks.days.left", { count: days });
  return <span class={days < 0 ? "deadline last" : due <= daysAfter(today, 2) ? "deadline soon" : "deadline"}><time datetime={due}>{words.day(due)}</time><span>{left}</span></span>;
}
