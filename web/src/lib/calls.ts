// One action as whoever programs would send it: as JSON, with curl, in Python.

import type { RewardMode, ToolUseAction } from "./types";
import { compact } from "./episode";

export type CallForm = "JSON" | "curl" | "Python";

export const CALL_FORMS: readonly CallForm[] = ["JSON", "curl", "Python"];

export interface Called {
  readonly origin: string;
  readonly task: string;
  readonly mode: RewardMode;
  readonly action: ToolUseAction;
}

export const WRITTEN: Record<CallForm, (called: Called) => string> = { JSON: json, curl, Python: python };

function json({ action }: Called): string {
  return JSON.stringify(compact(action), null, 2);
}

/** A whole episode in two requests: the reset names the session, the step continues it. */
function curl({ origin, task, mode, action }: Called): string {
  const reset = JSON.stringify({ task_id: task, reward_mode: mode });
  const step = JSON.stringify({ session_id: "SESSION", action: compact(action) });
  return [
    `session=$(curl -s ${origin}/reset -H 'Content-Type: application/json' \\`,
    `  -d ${quoted(reset)} |`,
    `  sed -n 's/.*"session_id":"\\([^"]*\\)".*/\\1/p')`,
    `curl -s ${origin}/step -H 'Content-Type: application/json' \\`,
    `  -d ${quoted(step).replace("SESSION", `'"$session"'`)}`,
  ].join("\n");
}

function python({ origin, task, mode, action }: Called): string {
  const fields = Object.entries(compact(action)).map(([name, value]) => `${name}=${literal(String(value))}`);
  return [
    "from supportops import SupportOpsEnv, ToolUseAction",
    "",
    `with SupportOpsEnv(${literal(origin)}).sync() as env:`,
    `    env.reset(task_id=${literal(task)}, reward_mode=${literal(mode)})`,
    `    result = env.step(ToolUseAction(${fields.join(", ")}))`,
    "    print(result.observation.last_tool_result, result.reward)",
  ].join("\n");
}

/** For a shell: nothing within single quotes means anything but the quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A JSON string is a Python string too, but for half surrogates, which no action holds. */
function literal(text: string): string {
  return JSON.stringify(text);
}
