/** Where a stakeholder's profile is. */
export const stakeholderAddress = (it: { slug: string }) => `/stakeholders/${it.slug}`;
/** Where its own people manage it. */
export const roomAddress = (it: { slug: string }) => `/desk/stakeholders/${it.slug}`;
