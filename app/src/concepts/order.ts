/** The concepts from the ground up: each may lean on those before it (test/architecture.test.ts). */
export const order = ["themes", "stakeholders", "processes", "texts"] as const;

