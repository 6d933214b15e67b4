import "./copy.ts";
import "./changes.ts";
import "./passkey.ts";
