declare const disclosed: unique symbol;
/** What has been through a concept's disclosure.ts: views ask for it, so that a raw row does not compile. */
export type Disclosed<T> = T & { readonly [disclosed]: true };
