// Takes every address out of the lock: a package is known by its hash, wherever it comes from.
// `npm install` writes some back, so that this runs after it: `npm run lock`.

import { readFileSync, writeFileSync } from "node:fs";

const path = "package-lock.json";
const lock = JSON.parse(readFileSync(path, "utf-8"));
for (const entry of Object.values(lock.packages)) {
  delete entry.resolved;
  delete entry.funding;
}
writeFileSync(path, JSON.stringify(lock, null, 2) + "\n");
