// Two episodes of one case beside each other.

import { argument, type Episode } from "./episode";
import type { ToolUseAction } from "./types";

/** The first step at which they take different actions, or one has stopped; null if they are one. */
export function divergence(left: Episode, right: Episode): number | null {
  const length = Math.max(left.turns.length, right.turns.length);
  for (let step = 1; step < length; step += 1) {
    const [one, other] = [left.turns[step]?.action, right.turns[step]?.action];
    if (!one || !other || !same(one, other)) return step;
  }
  return null;
}

function same(one: ToolUseAction, other: ToolUseAction): boolean {
  return one.action_type === other.action_type && argument(one) === argument(other);
}
