/** Addresses of calendars, without the language in front. People keep them in their programs: never change one without a redirect. */
export const houseCalendarAddress = "/calendar.ics";
/** A personal calendar: whoever has this address reads it. */
export const ownCalendarAddress = (token: string) => `/calendar/${token}.ics`;
/** Where one makes, renews and revokes that address. */
export const calendarAccountAddress = "/account/calendar";
