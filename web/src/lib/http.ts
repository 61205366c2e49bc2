// Requests to the server that the page came from, with errors in its own words.

import type {
  Catalogue,
  Certificate,
  CertificateRequest,
  OpenedSession,
  PlayRequest,
  Transcript,
  Workflow,
} from "./types";

/** An answer that says no, or none at all; the message is fit to be shown. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

export interface Readiness {
  readonly active_sessions: number;
  readonly max_sessions: number;
}

export interface TaskLine {
  readonly task_id: string;
  readonly difficulty: string;
  readonly objective: string;
  readonly budget: number;
}

const ENV = "../support_ops_env";

export const workflow = (): Promise<Workflow> => got("workflow.json");
export const catalogue = (): Promise<Catalogue> => got("catalogue.json");
export const ready = (): Promise<Readiness> => got("../ready");
export const openSession = (): Promise<OpenedSession> => sent("session", {});
export const play = (asked: PlayRequest): Promise<Transcript> => sent("play", asked);
export const certificate = (asked: CertificateRequest): Promise<Certificate> => sent("certificate", asked);

export async function taskRange(split: string, start: number, stop: number): Promise<readonly TaskLine[]> {
  const found = await sent<{ tasks: readonly TaskLine[] }>(`${ENV}/task_range`, { split, start, stop });
  return found.tasks;
}

function got<Found>(path: string): Promise<Found> {
  return answered(path, {});
}

function sent<Found>(path: string, body: unknown): Promise<Found> {
  const headers = { "content-type": "application/json" };
  return answered(path, { method: "POST", headers, body: JSON.stringify(body) });
}

async function answered<Found>(path: string, init: RequestInit): Promise<Found> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new Refused("The server cannot be reached.", 0);
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(told(body) ?? `The server answered ${response.status}.`, response.status);
  return body as Found;
}

/** The server says what is wrong as a text, or as a list of entries with a message each. */
function told(body: unknown): string | null {
  const detail = (body as { detail?: unknown } | null)?.detail;
  if (typeof detail === "string") return detail;
  if (!Array.isArray(detail)) return null;
  return detail.map((one: { msg?: unknown }) => String(one.msg)).join("; ");
}
