/** The concepts from the ground up: each may lean on those before it (test/architecture.test.ts). */
export const order = ["disclosure", "themes", "stakeholders", "processes", "accreditation", "texts", "meetings", "calls", "contributions", "answers"] as const;

