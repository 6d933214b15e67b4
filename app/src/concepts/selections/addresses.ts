import { meetingAddress, meetingDeskAddress } from "../meetings/addresses.ts";

type Of = { slug: string };
type Numbered = { number: number };
/** How people are chosen for a meeting: for everyone. */
export const selectionAddress = (process: Of, meeting: Numbered) => `${meetingAddress(process, meeting)}/selection`;
/** One of its files: "respondents.csv", "categories.csv", "result.json". */
export const selectionFileAddress = (process: Of, meeting: Numbered, file: string) => `${selectionAddress(process, meeting)}/${file}`;
/** Where officers prepare it, publish it, draw and replace. */
export const selectionDeskAddress = (process: Of, meeting: Numbered) => `${meetingDeskAddress(process, meeting)}/selection`;
