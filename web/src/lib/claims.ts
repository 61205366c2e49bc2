// The reply cut at the places that the grader marked. Its places count characters of the composed
// text, in which a line ends with one character.

import type { ReplyClaim } from "./types";

export interface Stretch {
  readonly text: string;
  /** Places in the list of claims; empty for plain text. */
  readonly claims: readonly number[];
}

export function composed(draft: string): string {
  return draft.replaceAll(/\r\n?/g, "\n").normalize("NFC");
}

export function stretches(draft: string, claims: readonly ReplyClaim[]): Stretch[] {
  const characters = Array.from(composed(draft));
  const inside = claims.map((claim) => [clamp(claim.start), clamp(claim.end)] as const);
  const cuts = new Set([0, characters.length, ...inside.flat()]);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1] ?? characters.length;
    const holding = inside.flatMap(([start, end], place) => (start <= from && to <= end && start < end ? [place] : []));
    return { text: characters.slice(from, to).join(""), claims: holding };
  });

  function clamp(place: number): number {
    return Math.min(Math.max(0, place), characters.length);
  }
}
