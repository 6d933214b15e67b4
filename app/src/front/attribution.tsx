import type { Door } from "../ground/web/env.ts";
import { accreditedAmong } from "../concepts/accreditation/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { attributionOf } from "../concepts/statements/signing.ts";

/** In whose name something is said in a process: the bodies that are admitted to it in the order of the alphabet, then the others, “also on behalf of”. Where none is admitted, all in one order. */
export async function InWhoseName({ c: { var: { db, words } }, process, bodies }: { c: Door; process: Pick<Process, "id">; bodies: readonly { id: string; name: string }[] }) {
  const accredited = await accreditedAmong(db, process.id, bodies.map((it) => it.id));
  const { admitted, alsoOnBehalfOf } = attributionOf(bodies.map(({ id, name }) => ({ name, isAdmitted: accredited.size === 0 || accredited.has(id) })), words.language);
  const listed = (all: readonly { name: string }[]) => words.list(all.map((it) => it.name));
  return <p class="small"><bdi>{listed(admitted)}</bdi>{alsoOnBehalfOf.length > 0 && <> {words.say("statements.page.behalf", { names: listed(alsoOnBehalfOf) })}</>}</p>;
}
