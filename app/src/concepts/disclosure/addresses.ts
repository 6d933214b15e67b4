type Of = { slug: string };
/** Where the forums of a process are listed, where each stands, and where an officer opens one. */
export const forumsAddress = (process: Of) => `/${process.slug}/forums`;
export const forumAddress = (process: Of, forum: Of) => `/${process.slug}/forums/${forum.slug}`;
export const foundingAddress = (process: Of) => `/desk/${process.slug}/forums`;
