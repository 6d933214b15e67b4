/** Where the catalogue of existing responses is, and where it answers “I am … in … and want to …”. */
export const pathwaysAddress = "/pathways";
export const pathwayFinderAddress = "/pathways/find";
/** Where one of them stands. */
export const pathwayAddress = (it: { slug: string }) => `/pathways/${it.slug}`;
