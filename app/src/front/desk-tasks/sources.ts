import { accreditationsDue } from "./accreditation.ts";
import { answersDue } from "./answers.ts";
import { callsDue } from "./calls.ts";
import { clearanceDue } from "./clearance.tsx";
import { commitmentsDue } from "./commitments.ts";
import { lettersDue } from "./letters.tsx";
import { meetingsDue } from "./meetings.ts";
import { placesDue } from "./places.ts";
import { partnershipsDue } from "./partnerships.ts";
import { practicesDue } from "./practices.ts";
import { profilesDue } from "./profiles.ts";
import { registrationsDue } from "./registrations.tsx";
import { selectionsDue } from "./selections.ts";
import type { TaskSource } from "./task.ts";

/** All that may wait for an officer. */
export const sources: readonly TaskSource[] = [registrationsDue, lettersDue, clearanceDue, answersDue, callsDue, accreditationsDue, meetingsDue, placesDue, selectionsDue, partnershipsDue, practicesDue, commitmentsDue, profilesDue];
