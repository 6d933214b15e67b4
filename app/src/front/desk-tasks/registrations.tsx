import { dayOf } from "../../ground/clock.ts";
import { here } from "../../ground/web/env.ts";
import { requestsWithoutFocalPoint } from "../../concepts/stakeholders/store/members.ts";
import { waitingRegistrations } from "../../concepts/stakeholders/store/stakeholders.ts";
import { kindLine } from "../../concepts/stakeholders/views.tsx";
import { Deed } from "../members.tsx";
import { promisedBy } from "../promises.ts";
import type { TaskSource } from "./task.ts";

/** Bodies that registered, and people who would speak for bodies without a focal point. */
export const registrationsDue: TaskSource = async (c, { house }) => {
  if (!house) return [];
  const { db, viewer, words } = c.var;
  const [bodies, requests] = [await waitingRegistrations(db, viewer), await requestsWithoutFocalPoint(db)];
  return [
    ...bodies.map((it) => ({
      due: promisedBy(dayOf(it.registeredAt), "registration"), what: words.say("tasks.registration", { name: words.pick(it.name).text }), text: kindLine(words, it), address: here(c)(`/desk/registrations/${it.slug}`),
      deed: <Deed c={c} to={`/desk/registrations/${it.slug}/verification`} name="stakeholders.verify" />,
    })),
    ...requests.map(({ it, name, stakeholder }) => ({ due: promisedBy(dayOf(it.askedAt), "joining"), what: words.say("tasks.joining", { name: words.pick(stakeholder).text }), text: words.say("tasks.joining.text", { person: name }), address: `${here(c)("/desk/secretariat")}#requests` })),
  ];
};
