import { defineConfig } from "vite";

/** The style sheet, the islands of every page and those of one, hashed by name, into app/dist/assets; the server reads the manifest. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../app/dist/assets", emptyOutDir: true, manifest: "manifest.json", assetsDir: "", assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Browsers that know light-dark(); the style sheet brings its own fallback for older ones.
    cssTarget: ["chrome123", "firefox120", "safari17.5"], target: "es2022",
    rollupOptions: { input: { travaux: "src/travaux.ts", verify: "src/verify.ts", draw: "src/draw.ts", survey: "src/survey.ts", coding: "src/coding.ts", styles: "../app/src/ground/web/styles/styles.css" } },
  },
  root: import.meta.dirname,
});
