// Which component each reward comes from. Open steps pay for one thing; the last one pays the score.

import type { Turn } from "./episode";
import type { RewardMode } from "./types";

export const COMPONENTS = ["resolution", "evidence", "reply", "efficiency"] as const;

export type Component = (typeof COMPONENTS)[number];

export interface Part {
  readonly name: Component;
  readonly amount: number;
}

export interface Paid {
  readonly step: number;
  readonly reward: number;
  readonly parts: readonly Part[];
  readonly score: number;
  readonly refused: boolean;
}

/** Every step with its reward, split by component. */
export function payments(turns: readonly Turn[], mode: RewardMode): Paid[] {
  let before = 0;
  return turns.slice(1).map(({ action, observation }, place) => {
    const reward = observation.reward ?? 0;
    const parts = observation.done
      ? settled(observation.metadata["score_parts"], reward, mode === "delta" ? before : 0)
      : one(action?.action_type === "draft_reply" ? "reply" : "evidence", reward);
    before += reward;
    const refused = observation.last_action_error !== null;
    return { step: place + 1, reward, parts, score: observation.current_score, refused };
  });
}

function one(name: Component, amount: number): Part[] {
  return amount > 0 ? [{ name, amount }] : [];
}

/** The score by its parts, less what was paid on the way; a cap shrinks all of them alike. */
function settled(found: unknown, reward: number, paid: number): Part[] {
  const told = found && typeof found === "object" ? (found as Record<string, unknown>) : {};
  const amounts = COMPONENTS.map((name) => {
    const value = told[name];
    const whole = typeof value === "number" && Number.isFinite(value) ? Math.max(0, value) : 0;
    return name === "evidence" ? Math.max(0, whole - paid) : whole;
  });
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  const share = sum > 0 ? Math.min(1, reward / sum) : 0;
  return COMPONENTS.flatMap((name, place) => one(name, (amounts[place] ?? 0) * share));
}
