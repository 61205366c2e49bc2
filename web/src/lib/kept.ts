// What a tab remembers of itself: its session and its episode, until it is closed.
//
// Within a frame a browser may keep nothing at all; then a reload starts anew.

import { episode } from "./checked";
import type { Episode } from "./episode";

const KEY = "supportops";
const THEME = "supportops-theme";

export type Theme = "system" | "light" | "dark";

export interface Kept {
  readonly session: string | null;
  readonly episode: Episode | null;
}

export function recall(): Kept {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Record<string, unknown>;
    const session = typeof found["session"] === "string" ? found["session"] : null;
    return { session, episode: found["episode"] ? episode(found["episode"]) : null };
  } catch {
    return { session: null, episode: null };
  }
}

export function keep(kept: Kept): void {
  attempt(() => sessionStorage.setItem(KEY, JSON.stringify(kept)));
}

export function recallTheme(): Theme {
  const found = attempt(() => localStorage.getItem(THEME));
  return found === "light" || found === "dark" ? found : "system";
}

export function keepTheme(theme: Theme): void {
  attempt(() => localStorage.setItem(THEME, theme));
}

function attempt<Found>(use: () => Found): Found | null {
  try {
    return use();
  } catch {
    return null;
  }
}
