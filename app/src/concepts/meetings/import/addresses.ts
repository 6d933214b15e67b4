import { settingUpAddress } from "../addresses.ts";

/** Where officers read a programme from a file. */
export const importAddress = (process: { slug: string }) => `${settingUpAddress(process)}/import`;
