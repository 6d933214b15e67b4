/** Addresses of needs assessments, without the language in front. They are cited: never change one without a redirect. */
type Of = { slug: string };
type Numbered = { number: number };
export const assessmentsAddress = (process: Of) => `/${process.slug}/assessments`;
export const assessmentAddress = (process: Of, { number }: Numbered) => `/${process.slug}/assessments/${number}`;
/** The questions, to read before one answers and to print. */
export const questionnaireAddress = (process: Of, it: Numbered) => `${assessmentAddress(process, it)}/questionnaire`;
/** Where the survey is answered, page by page. */
export const surveyAddress = (process: Of, it: Numbered) => `${assessmentAddress(process, it)}/survey`;
/** Where officers prepare one, and where officers and assessors work on one. */
export const preparingAddress = (process: Of) => `/desk/${process.slug}/assessments`;
export const assessmentDeskAddress = (process: Of, { number }: Numbered) => `/desk/${process.slug}/assessments/${number}`;
/** One version of the questionnaire as a workbook. */
export const formFileAddress = (process: Of, it: Numbered, version: number) => `${assessmentAddress(process, it)}/forms/${version}.xlsx`;
/** Where questions are written without a spreadsheet. */
export const questionsAddress = (process: Of, it: Numbered) => `${assessmentDeskAddress(process, it)}/questions`;
