import "./copy.ts";
import "./changes.ts";
