import type { Door } from "../ground/web/env.ts";
import { practiceAddress } from "../concepts/practices/addresses.ts";
import type { ShownPractice } from "../concepts/practices/disclosure.ts";
import type { PracticeQuestion } from "../concepts/practices/practice.ts";
import { writeAbout } from "./write-about.ts";

const about = (it: ShownPractice) => ({ title: it.title, path: practiceAddress(it) });

/** Tell the owner why officers gave its practice back. */
export const tellReturnedPractice = (c: Door, it: ShownPractice, because: string): Promise<boolean> => writeAbout(c, it.ownerId, "practice-returned", about(it), () => ({ because }));

/** Tell the owner that something was asked of its practice, and until when an answer is due. */
export const tellAskedPractice = (c: Door, it: ShownPractice, { text, dueDay }: PracticeQuestion): Promise<boolean> => writeAbout(c, it.ownerId, "practice-questioned", about(it), (words) => ({ text, day: words.day(dueDay) }));
