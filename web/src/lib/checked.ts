// What comes from outside (a file, a link, the storage of the browser) is checked before it is shown.

import { ARGUMENT_OF, compact, type Episode, type Turn } from "./episode";
import type { Phase, RewardMode, ToolUseAction, ToolUseObservation } from "./types";
import { PHASE_NAMES, VERBS } from "./words";

/** What is wrong with something that was loaded, in words for whoever loaded it. */
export class Unreadable extends Error {}

export const TURNS_MAX = 200;
const NAMES_MAX = 200;
const TEXT_MAX = 100_000;

type Fields = Record<string, unknown>;

export function fields(value: unknown, what: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Unreadable(`${what} is no object`);
  return value as Fields;
}

export function text(value: unknown, what: string): string {
  if (typeof value !== "string") throw new Unreadable(`${what} is no text`);
  if (value.length > TEXT_MAX) throw new Unreadable(`${what} is longer than ${TEXT_MAX} characters`);
  return value;
}

function optional(value: unknown, what: string): string | null {
  return value === null || value === undefined ? null : text(value, what);
}

function texts(value: unknown, what: string): string[] {
  if (!Array.isArray(value)) throw new Unreadable(`${what} is no list`);
  if (value.length > NAMES_MAX) throw new Unreadable(`${what} has more than ${NAMES_MAX} entries`);
  return value.map((one) => text(one, what));
}

function number(value: unknown, what: string, least: number, most: number): number {
  if (typeof value !== "number" || !(value >= least && value <= most))
    throw new Unreadable(`${what} is no number from ${least} to ${most}`);
  return value;
}

export function mode(value: unknown): RewardMode {
  if (value === undefined || value === null) return "shaped";
  if (value === "shaped" || value === "delta" || value === "terminal") return value;
  throw new Unreadable("reward_mode is none of shaped, delta and terminal");
}

export function action(value: unknown): ToolUseAction {
  const found = fields(value, "action");
  const verb = VERBS.find((one) => one === found["action_type"]);
  if (!verb) throw new Unreadable("action_type is none of the five actions");
  const name = ARGUMENT_OF[verb];
  const given = name ? optional(found[name], name) : null;
  return compact(name && given !== null ? { action_type: verb, [name]: given } : { action_type: verb });
}

export function observation(value: unknown): ToolUseObservation {
  const found = fields(value, "observation");
  const phase = text(found["phase"], "phase");
  const difficulty = text(found["difficulty"], "difficulty");
  if (!(phase in PHASE_NAMES)) throw new Unreadable("phase is none of the workflow");
  if (difficulty !== "easy" && difficulty !== "medium" && difficulty !== "hard")
    throw new Unreadable("difficulty is none of easy, medium and hard");
  if (typeof found["done"] !== "boolean") throw new Unreadable("done is neither true nor false");
  const reward = found["reward"] ?? null;
  const { session_id: _, ...metadata } = fields(found["metadata"] ?? {}, "metadata");
  const verbs = texts(found["available_actions"], "available_actions");
  return {
    metadata,
    done: found["done"],
    reward: reward === null ? null : number(reward, "reward", 0, 1),
    task_id: text(found["task_id"], "task_id"),
    difficulty,
    objective: text(found["objective"], "objective"),
    customer_message: text(found["customer_message"], "customer_message"),
    workspace_summary: text(found["workspace_summary"], "workspace_summary"),
    phase: phase as Phase,
    available_actions: VERBS.filter((verb) => verbs.includes(verb)),
    available_artifacts: texts(found["available_artifacts"], "available_artifacts"),
    available_policies: texts(found["available_policies"], "available_policies"),
    available_resolution_codes: texts(found["available_resolution_codes"], "available_resolution_codes"),
    collected_evidence: texts(found["collected_evidence"], "collected_evidence"),
    last_tool_result: optional(found["last_tool_result"], "last_tool_result"),
    last_action_error: optional(found["last_action_error"], "last_action_error"),
    remaining_steps: number(found["remaining_steps"], "remaining_steps", 0, 10_000),
    current_score: number(found["current_score"], "current_score", 0, 1),
  };
}

/** Turns of one episode: the reset first, and an action for each that follows. */
export function turns(found: readonly Turn[]): readonly Turn[] {
  if (found.length === 0) throw new Unreadable("there is no turn in it");
  if (found.length > TURNS_MAX) throw new Unreadable(`an episode has at most ${TURNS_MAX} turns`);
  if (found[0]?.action) throw new Unreadable("it does not start with a reset, a turn without an action");
  if (found.slice(1).some((turn) => !turn.action)) throw new Unreadable("a turn after the first has no action");
  return found;
}

export function turn(value: unknown): Turn {
  const found = fields(value, "turn");
  const acted = found["action"] ?? null;
  return { action: acted === null ? null : action(acted), observation: observation(found["observation"]) };
}

export function episode(value: unknown): Episode {
  const found = fields(value, "episode");
  const listed = found["turns"];
  if (!Array.isArray(listed) || listed.length > TURNS_MAX) throw new Unreadable("turns is no list of turns");
  return {
    task: text(found["task"], "task"),
    mode: mode(found["mode"]),
    version: text(found["version"], "version"),
    agent: null,
    turns: turns(listed.map(turn)),
    state: null,
  };
}
