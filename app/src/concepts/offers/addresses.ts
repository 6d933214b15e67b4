/** Where offers and needs stand, where one is posted, and where it is counted what is missing. */
export const offersAddress = "/offers";
export const newOfferAddress = "/offers/new";
export const gapsAddress = "/offers/gaps";
/** Where one of them stands. */
export const offerAddress = (it: { reference: string }) => `/offers/${it.reference}`;
