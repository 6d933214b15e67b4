/** What is asked: of one person, or in a group. */
export const guideKinds = ["interview", "focus-group"] as const;
export type GuideKind = (typeof guideKinds)[number];

/** A question, and what helps whoever does not know what to say. */
export type GuideQuestion = { text: string; prompts: string[] };
/** The questions of an assessment’s interviews or focus groups, to print and take along. */
export type Guide = { assessmentId: string; kind: GuideKind; opening: string; questions: GuideQuestion[]; by: string; day: string };

/** Questions as they are typed: one a line, and below it, each with a hyphen in front, its prompts. */
export function questionsIn(typed: string): GuideQuestion[] {
  const questions: GuideQuestion[] = [];
  for (const line of typed.split("\n").map((it) => it.trim()).filter(Boolean)) {
    const prompt = /^[-–—•*]\s*(.+)$/u.exec(line)?.[1];
    if (prompt !== undefined && questions.length > 0) questions.at(-1)!.prompts.push(prompt);
    else questions.push({ text: prompt ?? line, prompts: [] });
  }
  return questions;
}

/** The same the other way round, for the form. */
export const typedQuestions = (questions: readonly GuideQuestion[]): string => questions.map((it) => [it.text, ...it.prompts.map((one) => `- ${one}`)].join("\n")).join("\n");
