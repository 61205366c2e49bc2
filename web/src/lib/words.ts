// How the closed vocabularies of the protocol are called on the page.

import type { ActionType, Phase, RewardMode, Transcript } from "./types";

export type AgentName = NonNullable<Transcript["agent"]>;

export const VERBS: readonly ActionType[] = [
  "review_ticket",
  "inspect_artifact",
  "search_policy",
  "draft_reply",
  "submit_resolution",
];

export const VERB_NAMES: Record<ActionType, string> = {
  review_ticket: "Review ticket",
  inspect_artifact: "Inspect record",
  search_policy: "Search policy",
  draft_reply: "Draft reply",
  submit_resolution: "Submit resolution",
};

export const VERB_SHORT: Record<ActionType, string> = {
  review_ticket: "Review",
  inspect_artifact: "Inspect",
  search_policy: "Search",
  draft_reply: "Draft",
  submit_resolution: "Submit",
};

export const VERB_HINTS: Record<ActionType, string> = {
  review_ticket: "Read the whole ticket, with its sender and its attachments.",
  inspect_artifact: "Open an internal record. What it says counts as evidence.",
  search_policy: "Read a policy article. The one that governs the case decides it.",
  draft_reply: "Write to the customer. A new draft replaces the old one.",
  submit_resolution: "Close the case with a code. This ends the episode.",
};

export const PHASE_NAMES: Record<Phase, string> = {
  triage: "Triage",
  investigating: "Investigating",
  drafted: "Drafted",
  resolved: "Resolved",
  exhausted: "Exhausted",
};

export const AGENT_NAMES: Record<AgentName, string> = {
  scripted: "Scripted agent",
  random: "Random agent",
  "do-nothing": "Do-nothing agent",
};

export const AGENT_HINTS: Record<AgentName, string> = {
  scripted: "Follows the shortest justified path: the upper end of every table.",
  random: "Takes legal actions by chance.",
  "do-nothing": "Reads the ticket until the budget is gone.",
};

export const MODE_HINTS: Record<RewardMode, string> = {
  shaped: "New evidence and better drafts pay a little, the last step pays the score.",
  delta: "Each step pays the rise of the score that is guaranteed; the sum is the score.",
  terminal: "Only the last step pays, and it pays the score.",
};

/** A task id as a heading: the family of a generated case, the name of a named one. */
export function taskTitle(taskId: string): string {
  const [first, family] = taskId.split("/");
  return sentence(first === "gen" && family ? family : taskId);
}

/** `duplicate_charge` and `duplicate-charge` as words, with a capital. */
export function sentence(name: string): string {
  const spaced = name.replaceAll(/[_-]+/g, " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

export function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** A reward or a score with as many digits as it needs, at least two. */
export function figure(value: number): string {
  const fixed = value.toFixed(4);
  return fixed.replace(/0{1,2}$/, "");
}
