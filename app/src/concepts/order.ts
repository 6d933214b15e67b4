/** The concepts from the ground up: each may lean on those before it (test/architecture.test.ts). */
export const order = ["disclosure", "themes", "stakeholders", "processes", "pathways", "accreditation", "partnerships", "practices", "texts", "meetings", "registrations", "selections", "calls", "calendars", "contributions", "offers", "answers", "assessments", "coding", "findings", "statements", "commitments"] as const;

