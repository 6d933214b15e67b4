import { answersDue } from "./answers.ts";
import { callsDue } from "./calls.ts";
import { clearanceDue } from "./clearance.tsx";
import { lettersDue } from "./letters.tsx";
import { meetingsDue } from "./meetings.ts";
import { profilesDue } from "./profiles.ts";
import { registrationsDue } from "./registrations.tsx";
import type { TaskSource } from "./task.ts";

/** All that may wait for an officer. */
export const sources: readonly TaskSource[] = [registrationsDue, lettersDue, clearanceDue, answersDue, callsDue, meetingsDue, profilesDue];
