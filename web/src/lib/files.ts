// Transcripts as files: JSON Lines, a header and then one turn a line.
//
//   {"benchmark_version": "...", "task_id": "...", "reward_mode": "..."}
//   {"action": null, "observation": {...}}
//   {"action": {"action_type": "..."}, "observation": {...}}
//
// Several episodes may share a file if each line names its own under `episode`. Lines that tell of
// no turn are skipped.

import { action, fields, mode, text, turn, turns, Unreadable } from "./checked";
import { compact, type Episode, type Turn } from "./episode";
import type { ToolUseAction } from "./types";

export const FILE_MAX = 8_000_000;
const LINES_MAX = 5_000;
const EPISODES_MAX = 50;

/** An episode by its actions alone, as the journal of a server keeps it. */
export interface Recipe {
  readonly task: string;
  readonly mode: Episode["mode"];
  readonly actions: readonly ToolUseAction[];
}

export interface Loaded {
  readonly name: string;
  readonly content: Episode | Recipe;
}

export function written(episode: Episode): string {
  const head = { benchmark_version: episode.version, task_id: episode.task, reward_mode: episode.mode };
  const lines = episode.turns.map((one) => ({
    action: one.action && compact(one.action),
    observation: one.observation,
  }));
  return [head, ...lines].map((line) => JSON.stringify(line)).join("\n") + "\n";
}

export async function read(file: File): Promise<Loaded[]> {
  if (file.size > FILE_MAX)
    throw new Unreadable(`The file has ${Math.round(file.size / 1e6)} MB; at most ${FILE_MAX / 1e6} MB are read.`);
  return parsed(await file.text());
}

/** Every episode of a file. Raises `Unreadable`, which names the line. */
export function parsed(content: string): Loaded[] {
  const lines = content.split(/\r?\n/).map((line, place) => ({ line, number: place + 1 }));
  const full = lines.filter(({ line }) => line.trim());
  if (full.length === 0) throw new Unreadable("The file is empty.");
  if (full.length > LINES_MAX) throw new Unreadable(`The file has more than ${LINES_MAX} lines.`);
  const values = full.map(({ line, number }) => ({ value: json(line, number), number }));
  const events = values.every(({ value }) => "kind" in value && "body" in value);
  const found = events ? recipes(values) : episodes(values);
  if (found.length === 0) throw new Unreadable("No episode is in the file.");
  if (found.length > EPISODES_MAX) throw new Unreadable(`The file has more than ${EPISODES_MAX} episodes.`);
  return found;
}

interface Line {
  readonly value: Record<string, unknown>;
  readonly number: number;
}

function json(line: string, number: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Unreadable(`Line ${number} is not JSON.`);
  }
  return at(number, () => fields(value, "the line"));
}

function at<Found>(number: number, reading: () => Found): Found {
  try {
    return reading();
  } catch (error) {
    if (error instanceof Unreadable) throw new Unreadable(`Line ${number}: ${error.message}.`);
    throw error;
  }
}

function episodes(lines: readonly Line[]): Loaded[] {
  const [first, ...rest] = lines;
  const headed = first && !("observation" in first.value);
  const head: Record<string, unknown> = headed ? first.value : {};
  const groups = new Map<string, { turns: Turn[]; number: number; mode: unknown }>();
  for (const { value, number } of headed ? rest : lines) {
    if (!("observation" in value) && !("action" in value)) continue;
    const name = typeof value["episode"] === "string" ? value["episode"].slice(0, 80) : "";
    const group = groups.get(name) ?? { turns: [], number, mode: value["reward_mode"] ?? head["reward_mode"] };
    groups.set(name, group);
    group.turns.push(at(number, () => turn(value)));
  }
  return [...groups].map(([name, group]) => ({ name, content: at(group.number, () => whole(group, head)) }));
}

function whole(group: { turns: Turn[]; mode: unknown }, head: Record<string, unknown>): Episode {
  const found = turns(group.turns);
  return {
    task: text(head["task_id"] ?? found[0]?.observation.task_id, "task_id"),
    mode: mode(group.mode),
    version: text(head["benchmark_version"] ?? "", "benchmark_version"),
    agent: null,
    turns: found,
    state: null,
  };
}

/** Episodes of an exported journal: each reset that names its task, and the steps after it. */
function recipes(lines: readonly Line[]): Loaded[] {
  const found: { name: string; content: Recipe & { actions: ToolUseAction[] } }[] = [];
  for (const { value, number } of lines) {
    if (value["kind"] !== "reset" && value["kind"] !== "step") continue;
    const asked = json(at(number, () => text(value["body"], "body")), number);
    if (value["kind"] === "reset") {
      const task = at(number, () => text(asked["task_id"], "task_id"));
      const content = { task, mode: at(number, () => mode(asked["reward_mode"])), actions: [] };
      found.push({ name: `episode ${found.length + 1}`, content });
    } else found.at(-1)?.content.actions.push(at(number, () => action(asked)));
  }
  return found;
}
