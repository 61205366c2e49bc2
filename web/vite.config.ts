import { readFileSync } from "node:fs";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

const LICENCES: ReadonlyArray<readonly [string, string]> = [
  ["Svelte", "node_modules/svelte/LICENSE.md"],
  ["Inter", "node_modules/@fontsource-variable/inter/LICENSE"],
];

/** What is built into the page is named, with its licence, in a file beside it. */
function licences(): Plugin {
  return {
    name: "licences",
    generateBundle() {
      const source = LICENCES.map(([name, path]) => `${name}\n\n${readFileSync(path, "utf-8").trim()}\n`);
      this.emitFile({ type: "asset", name: "licences.txt", source: source.join("\n\n") });
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [svelte(), licences()],
  build: {
    outDir: process.env["OUT"] ?? "../supportops/server/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2022",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      checks: { pluginTimings: false },
      output: {
        entryFileNames: "assets/page-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
});
