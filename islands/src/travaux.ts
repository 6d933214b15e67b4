import "./copy.ts";
import "./changes.ts";
import "./passkey.ts";
import "./zone.ts";

// What signs and blinds weighs more than all else, and is for a few pages.
if (document.querySelector("travaux-unattributed, travaux-tokens")) void import("./unattributed.ts");
if (document.querySelector("travaux-draft")) void import("./draft.ts");
