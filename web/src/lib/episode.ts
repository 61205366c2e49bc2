// An episode as the page holds it: turns, and everything that can be told from them alone.

import type { Phase, RewardMode, ToolUseAction, ToolUseObservation, ToolUseState } from "./types";
import type { AgentName } from "./words";

export interface Turn {
  /** Null for the reset. */
  readonly action: ToolUseAction | null;
  readonly observation: ToolUseObservation;
}

export interface Episode {
  /** As it was asked for; the observations of a twin bear the id of its base. */
  readonly task: string;
  readonly mode: RewardMode;
  readonly version: string;
  readonly agent: AgentName | null;
  readonly turns: readonly Turn[];
  /** Known once it was asked for. */
  readonly state: ToolUseState | null;
}

export interface Envelope {
  readonly observation: Omit<ToolUseObservation, "reward" | "done">;
  readonly reward: number | null;
  readonly done: boolean;
}

/** An envelope as the observation that it carries, without what names a session. */
export function opened(envelope: Envelope): ToolUseObservation {
  const { session_id: _, ...metadata } = envelope.observation.metadata;
  return { ...envelope.observation, metadata, reward: envelope.reward, done: envelope.done };
}

const ARGUMENTS = ["artifact_id", "query", "message", "resolution_code"] as const;

export type ArgumentName = (typeof ARGUMENTS)[number];

export const ARGUMENT_OF: Partial<Record<ToolUseAction["action_type"], ArgumentName>> = {
  inspect_artifact: "artifact_id",
  search_policy: "query",
  draft_reply: "message",
  submit_resolution: "resolution_code",
};

/** The verb and its own argument; whatever else an action holds is never read. */
export function compact(action: ToolUseAction): ToolUseAction {
  const name = ARGUMENT_OF[action.action_type];
  const value = argument(action);
  return name && value !== null
    ? { action_type: action.action_type, [name]: value }
    : { action_type: action.action_type };
}

export function argument(action: ToolUseAction): string | null {
  const name = ARGUMENT_OF[action.action_type];
  return (name && action[name]) ?? null;
}

/** An action in one line. */
export function call(action: ToolUseAction): string {
  const value = argument(action);
  return value === null ? `${action.action_type}()` : `${action.action_type}(${JSON.stringify(value)})`;
}

export function refusalOf(observation: ToolUseObservation): string | null {
  const refusal = observation.metadata["refusal"];
  if (!observation.last_action_error) return null;
  const code = refusal && typeof refusal === "object" ? (refusal as Record<string, unknown>)["code"] : null;
  return typeof code === "string" ? code : "refused";
}

export interface Piece {
  readonly ref: string;
  readonly kind: "artifact" | "policy";
  readonly id: string;
  readonly title: string;
  /** What reading it returned; null while unread. */
  readonly text: string | null;
  /** The step that read it first. */
  readonly step: number | null;
}

/** Every record and article of the desk after some turns, in the order of the desk. */
export function pieces(turns: readonly Turn[]): Piece[] {
  const last = turns.at(-1)?.observation;
  if (!last) return [];
  const read = readings(turns);
  const titles = deskTitles(last);
  const listed = (kind: "artifact" | "policy", ids: readonly string[]) =>
    ids.map((id): Piece => {
      const ref = `${kind}:${id}`;
      const found = read.get(ref);
      return { ref, kind, id, title: titles.get(ref) ?? id, text: found?.text ?? null, step: found?.step ?? null };
    });
  return [...listed("artifact", last.available_artifacts), ...listed("policy", last.available_policies)];
}

interface Read {
  readonly text: string;
  readonly step: number;
}

function readings(turns: readonly Turn[]): Map<string, Read> {
  const found = new Map<string, Read>();
  turns.forEach(({ action, observation }, step) => {
    const text = observation.last_tool_result;
    if (!action || text === null) return;
    const ref = refOf(action, text);
    if (ref && !found.has(ref)) found.set(ref, { text, step });
  });
  return found;
}

/** What an accepted look has read. An article goes by many names; its text says which it is. */
function refOf(action: ToolUseAction, text: string): string | null {
  if (action.action_type === "inspect_artifact") return `artifact:${action.artifact_id}`;
  if (action.action_type !== "search_policy") return null;
  const named = /^POLICY ([^:\n]+):/.exec(text);
  return `policy:${named?.[1] ?? action.query}`;
}

/** Titles from the summary of the desk, which lists every id with its title in brackets. */
function deskTitles(observation: ToolUseObservation): Map<string, string> {
  const found = new Map<string, string>();
  const [records = "", topics = ""] = observation.workspace_summary.split(". Policy topics: ", 2);
  const listed: ReadonlyArray<readonly [string, string, readonly string[]]> = [
    ["artifact", records, observation.available_artifacts],
    ["policy", topics, observation.available_policies],
  ];
  for (const [kind, text, ids] of listed) {
    ids.forEach((id, place) => {
      const start = text.indexOf(`${id} (`);
      if (start < 0) return;
      const from = start + id.length + 2;
      const next = ids[place + 1];
      const end = next === undefined ? text.indexOf(")", from) : text.indexOf(`); ${next} (`, from);
      if (end > from) found.set(`${kind}:${id}`, text.slice(from, end));
    });
  }
  return found;
}

export interface Message {
  readonly from: "customer" | "desk";
  readonly text: string;
  readonly step: number;
  /** Whether a later draft took the place of this one. */
  readonly replaced: boolean;
}

/** The letters of a case so far: what came, and what was drafted. */
export function letters(turns: readonly Turn[]): Message[] {
  const found: Message[] = [];
  let heard: string | null = null;
  turns.forEach(({ action, observation }, step) => {
    const drafted = action?.action_type === "draft_reply" && !observation.last_action_error;
    if (drafted && typeof action.message === "string")
      found.push({ from: "desk", text: action.message, step, replaced: false });
    if (observation.customer_message !== heard) {
      heard = observation.customer_message;
      found.push({ from: "customer", text: heard, step, replaced: false });
    }
  });
  const last = found.findLastIndex((one) => one.from === "desk");
  return found.map((one, place) => {
    const answered = found[place + 1]?.from === "customer";
    return one.from === "desk" && place < last && !answered ? { ...one, replaced: true } : one;
  });
}

/** The heading of the ticket, once it has been reviewed: its lines before the message. */
export function ticketHead(turns: readonly Turn[]): ReadonlyArray<readonly [string, string]> {
  const read = turns.find(
    ({ action, observation }) => action?.action_type === "review_ticket" && observation.last_tool_result,
  );
  const head = read?.observation.last_tool_result?.split("\n\n", 1)[0] ?? "";
  return head.split("\n").slice(1).map(field).filter((one) => one !== null);
}

function field(line: string): readonly [string, string] | null {
  const place = line.indexOf(": ");
  return place < 0 ? null : [line.slice(0, place), line.slice(place + 2)];
}

export interface Visit {
  readonly step: number;
  readonly source: Phase | null;
  readonly verb: string;
}

/** The edges that were taken: by the phase that a step left, and its verb. */
export function visits(turns: readonly Turn[]): Visit[] {
  const found: Visit[] = [];
  turns.forEach(({ action, observation }, step) => {
    const before = turns[step - 1]?.observation;
    if (!action || !before || before.done) return;
    if (!observation.last_action_error)
      found.push({ step, source: before.phase, verb: action.action_type });
    if (observation.phase === "exhausted") found.push({ step, source: null, verb: "exhaust" });
  });
  return found;
}

export function finalScore(observation: ToolUseObservation): number | null {
  const score = observation.metadata["final_score"];
  return observation.done && typeof score === "number" ? score : null;
}
